import { pollKind, pollLimits, pollShow } from '@jembatan/shared/polls.contract';
import { deviceZone } from '@jembatan/shared/zoned';
import { useEffect } from 'preact/hooks';
import type { Slots } from '../../feature.ts';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { Field, SelectField } from '../../ui/Field.tsx';
import { OptionFields } from './OptionFields.tsx';
import { filledIn, type PollDraft, readPollDraft, toPollInput, whatIsWrong } from './poll-draft.ts';
import './polls.css';

interface PartProps {
  readonly poll: PollDraft;
  readonly change: (part: Partial<PollDraft>) => void;
  readonly wrong: ReturnType<typeof whatIsWrong>;
}

/** How many may be chosen. */
function Bounds({ poll, change, wrong }: PartProps) {
  const t = useText('polls');
  const most = Math.max(2, filledIn(poll).length);
  const bound = (value: string) => Math.min(pollLimits.options, Math.max(1, Number(value) || 1));
  return (
    <div class="poll-bounds">
      <Field
        type="number"
        label={t('form.min')}
        min={1}
        max={most}
        value={poll.min}
        onInput={(event) => change({ min: bound(event.currentTarget.value) })}
      />
      <Field
        type="number"
        label={t('form.max')}
        min={1}
        max={most}
        value={poll.max ?? most}
        error={wrong === 'bounds' ? t('form.wrong.bounds') : null}
        onInput={(event) => change({ max: bound(event.currentTarget.value) })}
      />
    </div>
  );
}

/** Who sees what, and until when. */
function Terms({ poll, change, wrong, zone }: PartProps & { zone: string }) {
  const t = useText('polls');
  return (
    <>
      <label class="choice">
        <input
          type="checkbox"
          checked={poll.anonymous}
          onChange={(event) => change({ anonymous: event.currentTarget.checked })}
        />
        <span>
          <strong>{t('form.anonymous')}</strong>
          <br />
          <span class="small soft">
            {t(poll.anonymous ? 'form.anonymousHint' : 'form.openHint')}
          </span>
        </span>
      </label>
      <SelectField
        label={t('form.show')}
        value={poll.show}
        onChange={(event) => {
          const show = pollShow.options.find((one) => one === event.currentTarget.value);
          if (show) change({ show });
        }}
      >
        {pollShow.options.map((show) => (
          <option key={show} value={show}>
            {t(`form.shown.${show}`)}
          </option>
        ))}
      </SelectField>
      <Field
        type="datetime-local"
        label={t('form.closes')}
        hint={t('form.closesHint', { zone })}
        error={wrong === 'past' ? t('form.wrong.past') : null}
        value={poll.closes}
        onInput={(event) => change({ closes: event.currentTarget.value })}
      />
    </>
  );
}

/** A poll that is written with a post; what is typed is kept with the text. */
export function PollForm({ text, onChange, ready, tried }: Slots['poll-form']) {
  const t = useText('polls');
  const zone = useI18n().zone.value || deviceZone();
  const poll = readPollDraft(text, zone);
  const wrong = whatIsWrong(poll, zone, Date.now());
  const change = (part: Partial<PollDraft>) => onChange(JSON.stringify({ ...poll, ...part }));
  useEffect(() => {
    ready.value = wrong ? null : JSON.stringify(toPollInput(poll, zone));
  }, [text, wrong, zone]);
  const said = tried.value ? wrong : null;
  return (
    <section class="poll-form stack-tight" aria-label={t('form.title')}>
      <strong>{t('form.title')}</strong>
      <Field
        label={t('form.question')}
        hint={t('form.questionHint')}
        value={poll.question}
        maxLength={pollLimits.question}
        onInput={(event) => change({ question: event.currentTarget.value })}
      />
      <OptionFields
        texts={poll.options}
        onChange={(options) => change({ options: [...options] })}
        error={said === 'few' || said === 'twice' ? t(`form.wrong.${said}`) : null}
      />
      <SelectField
        label={t('form.kind')}
        value={poll.kind}
        onChange={(event) => {
          const kind = pollKind.options.find((one) => one === event.currentTarget.value);
          if (kind) change({ kind });
        }}
      >
        {pollKind.options.map((kind) => (
          <option key={kind} value={kind}>
            {t(`form.kinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      {poll.kind === 'several' && <Bounds {...{ poll, change }} wrong={wrong} />}
      <Terms {...{ poll, change, zone }} wrong={wrong} />
    </section>
  );
}

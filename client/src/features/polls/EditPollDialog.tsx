import { type PollView, pollLimits, pollRoutes } from '@jembatan/shared/polls.contract';
import { deviceZone, instantOf, localOf } from '@jembatan/shared/zoned';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { OptionFields } from './OptionFields.tsx';
import { filledIn } from './poll-draft.ts';

interface EditPollProps {
  readonly poll: PollView;
  readonly onChanged: (poll: PollView) => void;
  readonly onClose: () => void;
}

/** Question and options before the first vote; when it closes, as long as it is open. */
export function EditPollDialog({ poll, onChanged, onClose }: EditPollProps) {
  const t = useText('polls');
  const common = useText('common');
  const { api } = useApp();
  const zone = useI18n().zone.value || deviceZone();
  const [question, setQuestion] = useState(poll.question ?? '');
  const [options, setOptions] = useState<readonly string[]>(poll.options.map(({ text }) => text));
  const before = poll.closesAt ? localOf(poll.closesAt, zone).slice(0, 16) : '';
  const [closes, setCloses] = useState(before);
  const mayWord = poll.can?.edit ?? false;
  const texts = filledIn({ options: [...options] });
  const isFew = texts.length < 2 || new Set(texts).size < texts.length;
  const isReworded =
    mayWord &&
    (question.trim() !== (poll.question ?? '') ||
      texts.join('\n') !== poll.options.map(({ text }) => text).join('\n'));
  const save = useAction(async () => {
    const body = {
      ...(isReworded && { question: question.trim() || null, options: texts }),
      ...(closes !== before && { closesAt: closes ? instantOf(closes, zone) : null }),
    };
    onChanged(await api(pollRoutes.changePoll, { params: { id: poll.postId }, body }));
    onClose();
  });
  return (
    <Dialog open title={t(mayWord ? 'edit.open' : 'edit.date')} onClose={onClose}>
      {mayWord ? (
        <>
          <Field
            label={t('form.question')}
            value={question}
            maxLength={pollLimits.question}
            onInput={(event) => setQuestion(event.currentTarget.value)}
          />
          <OptionFields
            texts={options}
            onChange={setOptions}
            error={isFew ? t('form.wrong.few') : null}
          />
        </>
      ) : (
        <p class="small soft">{t('edit.why')}</p>
      )}
      <Field
        type="datetime-local"
        label={t('form.closes')}
        hint={t('form.closesHint', { zone })}
        value={closes}
        onInput={(event) => setCloses(event.currentTarget.value)}
      />
      <ErrorNote error={save.error} />
      <div class="row">
        <Button
          look="primary"
          busy={save.busy || (mayWord && isFew)}
          onClick={() => void save.run()}
        >
          {common('save')}
        </Button>
      </div>
    </Dialog>
  );
}

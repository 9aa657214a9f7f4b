import { limits } from '@jembatan/shared/limits';
import { allZones, cityOf } from '@jembatan/shared/zoned';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { Field, SelectField, TextArea } from '../../ui/Field.tsx';
import { TimeText } from '../../ui/Time.tsx';
import { OtherZones } from './OtherZones.tsx';
import { durations, type SessionPlan, startOf } from './session-plan.ts';
import { useOwnZone } from './use-own-zone.ts';

interface PartProps {
  readonly plan: SessionPlan;
  readonly change: (change: Partial<SessionPlan>) => void;
}

function KindChoice({ plan, change }: PartProps) {
  const t = useText('sessions');
  return (
    <fieldset class="fieldset">
      <legend>{t('form.kind')}</legend>
      {(['planned', 'now', 'standing'] as const).map((kind) => (
        <label key={kind} class="choice">
          <input
            type="radio"
            name="kind"
            checked={plan.kind === kind}
            onChange={() => change({ kind })}
          />
          <span>
            <strong>{t(`kind.${kind}`)}</strong>
            <span class="soft small"> {t(`kindHint.${kind}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** The moment on the planner's clock and on everybody else's, while it is being chosen. */
function WhenForOthers({ plan }: { plan: SessionPlan }) {
  const t = useText('sessions');
  const ownZone = useOwnZone();
  const at = startOf(plan);
  if (!at) return null;
  return (
    <div class="note">
      {plan.timeZone !== ownZone && (
        <p>
          {t('form.forYou')}{' '}
          <strong>
            <TimeText at={at} />
          </strong>
        </p>
      )}
      {plan.communityId && (
        <OtherZones key={plan.communityId} communityId={plan.communityId} at={at} known={[]} open />
      )}
    </div>
  );
}

function WhenFields({ plan, change }: PartProps) {
  const t = useText('sessions');
  const ownZone = useOwnZone();
  return (
    <>
      <div class="session-form-pair">
        <Field
          label={t('form.date')}
          type="date"
          required
          value={plan.date}
          onInput={(event) => change({ date: event.currentTarget.value })}
        />
        <Field
          label={t('form.time')}
          type="time"
          required
          value={plan.time}
          onInput={(event) => change({ time: event.currentTarget.value })}
        />
      </div>
      <div class="session-form-pair">
        <SelectField
          label={t('form.zone')}
          value={plan.timeZone}
          onChange={(event) => change({ timeZone: event.currentTarget.value })}
        >
          {[...new Set([plan.timeZone, ownZone, ...allZones()])].map((zone) => (
            <option key={zone} value={zone}>
              {cityOf(zone)} ({zone})
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('form.duration')}
          value={String(plan.durationMinutes)}
          onChange={(event) => change({ durationMinutes: Number(event.currentTarget.value) })}
        >
          {[...new Set([...durations, plan.durationMinutes])].map((minutes) => (
            <option key={minutes} value={String(minutes)}>
              {t('form.minutes', { count: minutes })}
            </option>
          ))}
        </SelectField>
      </div>
      <WhenForOthers plan={plan} />
    </>
  );
}

function Repeat({ plan, change }: PartProps) {
  const t = useText('sessions');
  return (
    <>
      <label class="choice">
        <input
          type="checkbox"
          checked={plan.weekly}
          onChange={(event) => change({ weekly: event.currentTarget.checked })}
        />
        <span>
          <strong>{t('form.weekly')}</strong>{' '}
          <span class="soft small">{t('form.weeklyHint', { zone: cityOf(plan.timeZone) })}</span>
        </span>
      </label>
      {plan.weekly && (
        <Field
          label={t('form.until')}
          type="date"
          required
          min={plan.date}
          value={plan.until}
          onInput={(event) => change({ until: event.currentTarget.value })}
        />
      )}
    </>
  );
}

interface SessionFormProps {
  readonly start: SessionPlan;
  /** A new session; otherwise one is changed, whose kind and rhythm stay. */
  readonly isNew: boolean;
  readonly onSubmit: (plan: SessionPlan) => void;
  /** Above the fields: which community it is for. */
  readonly children?: (plan: SessionPlan, change: PartProps['change']) => ComponentChildren;
  readonly footer: ComponentChildren;
}

/** What a session is, when, and who may come in. */
export function SessionForm({ start, isNew, onSubmit, children, footer }: SessionFormProps) {
  const t = useText('sessions');
  const [plan, setPlan] = useState(start);
  const change = (next: Partial<SessionPlan>) => setPlan((old) => ({ ...old, ...next }));
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(plan);
      }}
    >
      {children?.(plan, change)}
      <Field
        label={t('form.title')}
        required
        maxLength={limits.threadTitle}
        value={plan.title}
        onInput={(event) => change({ title: event.currentTarget.value })}
      />
      <TextArea
        label={t('form.agenda')}
        hint={t('form.agendaHint')}
        maxLength={limits.description}
        value={plan.agenda}
        onInput={(event) => change({ agenda: event.currentTarget.value })}
      />
      {isNew && <KindChoice plan={plan} change={change} />}
      {plan.kind === 'planned' && <WhenFields plan={plan} change={change} />}
      {isNew && plan.kind === 'planned' && <Repeat plan={plan} change={change} />}
      <label class="choice">
        <input
          type="checkbox"
          checked={plan.lobby}
          onChange={(event) => change({ lobby: event.currentTarget.checked })}
        />
        <span>
          <strong>{t('form.lobby')}</strong> <span class="soft small">{t('form.lobbyHint')}</span>
        </span>
      </label>
      {footer}
    </form>
  );
}

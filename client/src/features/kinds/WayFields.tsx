import { limits } from '@jembatan/shared/limits';
import type { ThreadView } from '@jembatan/shared/threads.view';
import type { Ways } from '../../feature.ts';
import { useText } from '../../i18n/use-text.ts';
import { Field } from '../../ui/Field.tsx';

interface WayFieldsProps {
  readonly kind: ThreadView['kind'];
  /** For those who keep order there is more. */
  readonly staff: boolean;
  /** It can want an answer first. */
  readonly canAsk: boolean;
  readonly ways: Ways;
  readonly onChange: (ways: Ways) => void;
}

const dayMs = 86_400_000;
const two = (number: number) => String(number).padStart(2, '0');

/** A day as a field of days has it, by this device's clock. */
const dayOf = (at: Date) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

/** The day's last second; null for none. */
const endOf = (day: string) => (day ? new Date(`${day}T23:59:59`).toISOString() : null);

/** How many days ahead, as a day. */
export const dayAhead = (days: number) => dayOf(new Date(Date.now() + days * dayMs));

interface ChoiceProps {
  readonly name: 'answerFirst' | 'repliesOff';
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Choice({ name, checked, onChange }: ChoiceProps) {
  const t = useText('kinds');
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={checked}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <span>
        <strong>{t(`ways.${name}`)}</strong>
        <br />
        <span class="small soft">{t(`ways.${name}Hint`)}</span>
      </span>
    </label>
  );
}

/** What may be set for a thread of this kind. */
export function WayFields({ kind, staff, canAsk, ways, onChange }: WayFieldsProps) {
  const t = useText('kinds');
  return (
    <>
      {staff && kind === 'announcement' && (
        <Field
          type="date"
          label={t('ways.until')}
          hint={t('ways.untilHint')}
          min={dayAhead(0)}
          max={dayAhead(limits.standingDays.max - 1)}
          value={ways.standsUntil ? dayOf(new Date(ways.standsUntil)) : ''}
          onInput={({ currentTarget }) =>
            onChange({ ...ways, standsUntil: endOf(currentTarget.value) })
          }
        />
      )}
      {canAsk && (
        <Choice
          name="answerFirst"
          checked={ways.answerFirst ?? false}
          onChange={(answerFirst) => onChange({ ...ways, answerFirst })}
        />
      )}
      {staff && (
        <Choice
          name="repliesOff"
          checked={ways.repliesOff ?? false}
          onChange={(repliesOff) => onChange({ ...ways, repliesOff })}
        />
      )}
    </>
  );
}

import { limits } from '@jembatan/shared/limits';
import type { ThreadView } from '@jembatan/shared/threads.contract';
import type { Ways } from '../../feature.ts';
import { useText } from '../../i18n/use-text.ts';
import { Field } from '../../ui/Field.tsx';

interface WayFieldsProps {
  readonly kind: ThreadView['kind'];
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

/** What staff may set for a thread of this kind. */
export function WayFields({ kind, ways, onChange }: WayFieldsProps) {
  const t = useText('kinds');
  return (
    <>
      {kind === 'announcement' && (
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
      <label class="choice">
        <input
          type="checkbox"
          checked={ways.repliesOff ?? false}
          onChange={({ currentTarget }) => onChange({ ...ways, repliesOff: currentTarget.checked })}
        />
        <span>
          <strong>{t('ways.repliesOff')}</strong>
          <br />
          <span class="small soft">{t('ways.repliesOffHint')}</span>
        </span>
      </label>
    </>
  );
}

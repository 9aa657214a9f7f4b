import { cityOf } from '@jembatan/shared/zoned';
import { useText } from '../../i18n/use-text.ts';
import { Field, SelectField } from '../../ui/Field.tsx';
import { useDuration } from './use-duration.ts';
import { useOwnZone } from './use-moment.ts';

interface Days {
  readonly opens: string;
  readonly due: string;
}

interface DayFieldsProps {
  readonly value: Days;
  readonly onChange: (part: Partial<Days>) => void;
}

/** Opening and due date, on the clock of whoever sets them; which clock that is, is said. */
export function DayFields({ value, onChange }: DayFieldsProps) {
  const t = useText('spaces');
  const zone = useOwnZone();
  return (
    <fieldset class="fieldset">
      <legend>{t('form.days')}</legend>
      <p class="small soft">{t('form.zone', { zone: cityOf(zone) })}</p>
      <div class="space-pair">
        <Field
          label={t('form.opens')}
          hint={t('form.opensHint')}
          type="datetime-local"
          value={value.opens}
          max={value.due || undefined}
          onInput={(event) => onChange({ opens: event.currentTarget.value })}
        />
        <Field
          label={t('form.due')}
          hint={t('form.dueHint')}
          type="datetime-local"
          value={value.due}
          min={value.opens || undefined}
          onInput={(event) => onChange({ due: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  );
}

/** Times between two posts that are offered, in seconds. */
const paces = [30, 60, 300, 600, 1_800, 3_600, 21_600, 86_400] as const;

interface PaceFieldProps {
  /** Null: as the forum says, which only threads know. */
  readonly value: number | null;
  readonly forThread?: boolean;
  readonly onChange: (value: number | null) => void;
}

/** Slow mode. */
export function PaceField({ value, forThread, onChange }: PaceFieldProps) {
  const t = useText('spaces');
  const duration = useDuration();
  const offered = [...new Set([...paces, ...(value ? [value] : [])])].toSorted((a, b) => a - b);
  return (
    <SelectField
      label={t('form.slow')}
      hint={t('form.slowHint')}
      value={value === null ? '' : String(value)}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value === '' ? null : Number(currentTarget.value))
      }
    >
      {forThread && <option value="">{t('form.slowAsForum')}</option>}
      <option value="0">{t('form.slowOff')}</option>
      {offered.map((seconds) => (
        <option key={seconds} value={String(seconds)}>
          {t('form.slowEvery', { time: duration(seconds) })}
        </option>
      ))}
    </SelectField>
  );
}

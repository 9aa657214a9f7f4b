import { useText } from '../../i18n/use-text.ts';
import { Field, SelectField } from '../../ui/Field.tsx';

/** What a clock on the wall of a zone shows. */
export interface When {
  readonly day: string;
  readonly hour: string;
  readonly zone: string;
}

/** Day and hour that clocks in the zone show then. */
export function whenOf(at: number, zone: string): When {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const [day = '', hour = ''] = format.format(at).split(' ');
  return { day, hour, zone };
}

/** As the hub is told it. */
export const momentOf = ({ day, hour, zone }: When) => ({
  localAt: `${day}T${hour}`,
  timeZone: zone,
});

interface WhenFieldsProps {
  readonly when: When;
  readonly onChange: (when: When) => void;
}

/** Asks for a day, an hour and whose clock is meant. */
export function WhenFields({ when, onChange }: WhenFieldsProps) {
  const t = useText('writing');
  const zones = new Set([when.zone, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return (
    <>
      <Field
        type="date"
        label={t('time.day')}
        value={when.day}
        required
        onInput={({ currentTarget }) => onChange({ ...when, day: currentTarget.value })}
      />
      <Field
        type="time"
        label={t('time.hour')}
        value={when.hour}
        required
        onInput={({ currentTarget }) => onChange({ ...when, hour: currentTarget.value })}
      />
      <SelectField
        label={t('time.zone')}
        value={when.zone}
        onChange={({ currentTarget }) => onChange({ ...when, zone: currentTarget.value })}
      >
        {[...zones].map((name) => (
          <option key={name} value={name}>
            {name.replaceAll('_', ' ')}
          </option>
        ))}
      </SelectField>
    </>
  );
}

import { useState } from 'preact/hooks';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';

interface TimeDialogProps {
  readonly onClose: () => void;
  readonly onInsert: (token: string) => void;
}

const hourMs = 3_600_000;

/** Day and hour that clocks in the zone show in about an hour. */
function soon(zone: string): { day: string; hour: string } {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const [day = '', hour = ''] = format.format(Date.now() + hourMs).split(' ');
  return { day, hour: `${hour.slice(0, 2)}:00` };
}

function zonesFrom(own: string): readonly string[] {
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}

/** Asks for a day, an hour and a zone, and writes what every reader sees in their own. */
export function TimeDialog({ onClose, onInsert }: TimeDialogProps) {
  const t = useText('writing');
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const own = useI18n().zone.value ?? device;
  const [zone, setZone] = useState(own);
  const [{ day, hour }, setWhen] = useState(() => soon(own));
  return (
    <Dialog open title={t('time.title')} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onInsert(`[time ${day} ${hour} ${zone}]`);
        }}
      >
        <Field
          type="date"
          label={t('time.day')}
          value={day}
          required
          onInput={(event) => setWhen({ day: event.currentTarget.value, hour })}
        />
        <Field
          type="time"
          label={t('time.hour')}
          value={hour}
          required
          onInput={(event) => setWhen({ day, hour: event.currentTarget.value })}
        />
        <label class="field">
          <span class="field-label">{t('time.zone')}</span>
          <select
            class="input"
            value={zone}
            onChange={(event) => setZone(event.currentTarget.value)}
          >
            {zonesFrom(own).map((name) => (
              <option key={name} value={name}>
                {name.replaceAll('_', ' ')}
              </option>
            ))}
          </select>
        </label>
        <p class="soft small">{t('time.hint')}</p>
        <Button look="primary" type="submit">
          {t('time.insert')}
        </Button>
      </form>
    </Dialog>
  );
}

import { useEffect } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { SelectField } from '../../ui/Field.tsx';
import type { DeviceKind } from './media/devices.ts';
import { useRoom } from './room-context.ts';

function DeviceMenu({ kind }: { kind: DeviceKind }) {
  const t = useText('rooms');
  const { devices, own } = useRoom().call;
  const choices = devices.lists.value[kind];
  if (choices.length === 0)
    return kind === 'speaker' ? null : <p class="soft small">{t(`devices.none.${kind}`)}</p>;
  const chosen = devices.chosen.value[kind];
  const current = choices.some(({ id }) => id === chosen) ? chosen : choices[0]?.id;
  return (
    <SelectField
      label={t(`devices.${kind}`)}
      value={current ?? ''}
      onChange={(event) => {
        devices.choose(kind, event.currentTarget.value);
        if (kind !== 'speaker')
          own
            .of(kind)
            .recapture()
            .catch(() => undefined);
      }}
    >
      {choices.map(({ id, label }, at) => (
        <option key={id} value={id}>
          {label || t('devices.unnamed', { number: at + 1 })}
        </option>
      ))}
    </SelectField>
  );
}

/** Which camera, microphone and speaker. Remembered on this device. */
export function DeviceMenus() {
  const { devices } = useRoom().call;
  useEffect(() => {
    devices.refresh().catch(() => undefined);
  }, [devices]);
  return (
    <div class="stack">
      <DeviceMenu kind="microphone" />
      <DeviceMenu kind="camera" />
      <DeviceMenu kind="speaker" />
    </div>
  );
}

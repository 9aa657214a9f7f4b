import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { deviceNotes } from '../../kept/device-notes.ts';

/** At the door: whether others use this device too, which decides what stays on it. Remembered by the device. */
export function SharedDevice() {
  const t = useText('auth');
  const [isShared, setShared] = useState(false);
  useEffect(() => {
    // A browser without databases keeps nothing for anybody.
    deviceNotes.isShared().then(setShared, () => undefined);
  }, []);
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isShared}
        onChange={({ currentTarget: { checked } }) => {
          setShared(checked);
          deviceNotes.setShared(checked).catch(() => undefined);
        }}
      />
      <span>
        {t('shared')}
        <br />
        <span class="small soft">{t('sharedHint')}</span>
      </span>
    </label>
  );
}

import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { megabytesPerHour } from './data-use.ts';
import { useRoom } from './room-context.ts';

/** Small pictures, with their price. */
export function SaverSwitch() {
  const t = useText('rooms');
  const format = useFormat();
  const { view } = useRoom().call;
  const price = {
    saver: format.number(megabytesPerHour('saver')),
    full: format.number(megabytesPerHour('full')),
  };
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={view.saver.value}
        onChange={(event) => view.setSaver(event.currentTarget.checked)}
      />
      <span>
        <strong>{t('saver.label')}</strong>
        <br />
        <span class="soft small">{t('saver.price', price)}</span>
      </span>
    </label>
  );
}

/** No pictures at all; voices stay. */
export function AudioOnlySwitch() {
  const t = useText('rooms');
  const format = useFormat();
  const { view } = useRoom().call;
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={view.audioOnly.value}
        onChange={(event) => view.setAudioOnly(event.currentTarget.checked)}
      />
      <span>
        <strong>{t('audioOnly.label')}</strong>
        <br />
        <span class="soft small">
          {t('audioOnly.price', { price: format.number(megabytesPerHour('sound-only')) })}
        </span>
      </span>
    </label>
  );
}

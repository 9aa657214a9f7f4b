import { type ReadonlySignal, signal } from '@preact/signals';
import { deviceStorage } from '../../state/device-storage.ts';

/** Single keys can be in the way of speech input and of shaky hands: they can be turned off, on this device. */
export interface ShortcutChoice {
  readonly isOn: ReadonlySignal<boolean>;
  set(on: boolean): void;
}

const storageName = 'jembatan.room-keys';

export function createShortcutChoice(): ShortcutChoice {
  const isOn = signal(deviceStorage.read(storageName) !== 'off');
  return {
    isOn,
    set: (on) => {
      isOn.value = on;
      if (on) deviceStorage.remove(storageName);
      else deviceStorage.write(storageName, 'off');
    },
  };
}

/** True when a key belongs to what is being typed or chosen. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

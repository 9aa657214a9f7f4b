import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { deviceStorage } from '../../../state/device-storage.ts';
import type { RoomState } from '../room.state.ts';
import type { ViewRules } from './layers.ts';
import { strongLink, watchWeakLink } from './weak-link.ts';

/** How much picture this person wants and the link allows. */
export interface RoomViewRules {
  readonly rules: ReadonlySignal<ViewRules>;
  readonly saver: ReadonlySignal<boolean>;
  readonly audioOnly: ReadonlySignal<boolean>;
  setSaver(on: boolean): void;
  setAudioOnly(on: boolean): void;
  close(): void;
}

const storageName = 'jembatan.saver';
const tickMs = 1_000;

/** `onChange` is called when pictures should be asked for differently. */
export function createViewRules(
  room: ReadonlySignal<RoomState>,
  onChange: () => void,
): RoomViewRules {
  const saver = signal(deviceStorage.read(storageName) === 'on');
  const audioOnly = signal(false);
  const weak = signal(strongLink);
  const rules = computed<ViewRules>(() => ({
    saver: saver.value,
    audioOnly: audioOnly.value,
    giveUp: weak.value.giveUp,
  }));
  const timer = setInterval(() => {
    const { selfId, links } = room.value;
    const quality = (selfId === null ? undefined : links.get(selfId)) ?? 'good';
    weak.value = watchWeakLink(weak.value, quality, Date.now());
  }, tickMs);
  let isFirst = true;
  const stopWatching = rules.subscribe(() => {
    if (!isFirst) onChange();
    isFirst = false;
  });
  return {
    rules,
    saver,
    audioOnly,
    setSaver: (on) => {
      saver.value = on;
      if (on) deviceStorage.write(storageName, 'on');
      else deviceStorage.remove(storageName);
    },
    setAudioOnly: (on) => {
      audioOnly.value = on;
    },
    close: () => {
      clearInterval(timer);
      stopWatching();
    },
  };
}

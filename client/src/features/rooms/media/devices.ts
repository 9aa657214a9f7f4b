import { type ReadonlySignal, signal } from '@preact/signals';
import * as z from 'zod/mini';
import { deviceStorage } from '../../../state/device-storage.ts';

export type DeviceKind = 'camera' | 'microphone' | 'speaker';

const chosenSchema = z.object({
  camera: z.optional(z.string()),
  microphone: z.optional(z.string()),
  speaker: z.optional(z.string()),
});
type Chosen = z.infer<typeof chosenSchema>;

export interface DeviceChoice {
  readonly id: string;
  /** Empty until the browser may tell names. */
  readonly label: string;
}

export interface Devices {
  readonly lists: ReadonlySignal<Readonly<Record<DeviceKind, readonly DeviceChoice[]>>>;
  /** Remembered on this device. */
  readonly chosen: ReadonlySignal<Chosen>;
  choose(kind: DeviceKind, id: string): void;
  /** Asks the browser again; names appear once a permission was given. */
  refresh(): Promise<void>;
  /** Called when a device was plugged in or taken away. */
  onChange(listener: () => void): () => void;
  close(): void;
}

const storageName = 'jembatan.devices';
const kinds: Readonly<Record<DeviceKind, MediaDeviceKind>> = {
  camera: 'videoinput',
  microphone: 'audioinput',
  speaker: 'audiooutput',
};

function readChosen(): Chosen {
  try {
    const result = chosenSchema.safeParse(JSON.parse(deviceStorage.read(storageName) ?? '{}'));
    return result.success ? result.data : {};
  } catch {
    return {};
  }
}

function choicesOf(all: readonly MediaDeviceInfo[], kind: DeviceKind): DeviceChoice[] {
  return all
    .filter((device) => device.kind === kinds[kind] && device.deviceId !== '')
    .map((device) => ({ id: device.deviceId, label: device.label }));
}

/** The cameras, microphones and speakers there are, and which of them the person wants. */
export function createDevices(): Devices {
  const lists = signal<Record<DeviceKind, readonly DeviceChoice[]>>({
    camera: [],
    microphone: [],
    speaker: [],
  });
  const chosen = signal(readChosen());
  const listeners = new Set<() => void>();

  async function refresh(): Promise<void> {
    const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    lists.value = {
      camera: choicesOf(all, 'camera'),
      microphone: choicesOf(all, 'microphone'),
      speaker: choicesOf(all, 'speaker'),
    };
  }

  function onDeviceChange(): void {
    void refresh().then(() => {
      for (const listener of listeners) listener();
    });
  }
  navigator.mediaDevices?.addEventListener('devicechange', onDeviceChange);

  return {
    lists,
    chosen,
    choose: (kind, id) => {
      chosen.value = { ...chosen.value, [kind]: id };
      deviceStorage.write(storageName, JSON.stringify(chosen.value));
    },
    refresh,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => navigator.mediaDevices?.removeEventListener('devicechange', onDeviceChange),
  };
}

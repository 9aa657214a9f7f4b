import type { ProducerView, Source } from '@jembatan/shared/rooms.view';
import type { Ask } from './ask.ts';
import {
  CaptureError,
  captureCamera,
  captureMicrophone,
  captureScreen,
  type Screen,
} from './capture.ts';
import type { Devices } from './devices.ts';
import { createOwnSource, type OwnSource } from './own-source.ts';
import type { RoomMedia } from './room-media.ts';

export interface OwnSources {
  readonly camera: OwnSource;
  readonly microphone: OwnSource;
  readonly screen: OwnSource;
  of(source: Source): OwnSource;
  /** Shares or stops the screen with its sound. Must be called from a click to begin. */
  shareScreen(on: boolean): Promise<void>;
  sync(): Promise<void>;
  /** After a join, with the own producers of the room's list. */
  adopt(own: readonly ProducerView[]): Promise<void>;
  forget(): void;
  close(): void;
}

export interface OwnSourcesOptions {
  readonly ask: Ask;
  readonly media: () => RoomMedia | null;
  readonly isHeld: (source: Source) => boolean;
  readonly devices: Devices;
}

/** A chosen screen is one answer of the browser for two sources. */
function screenCapture(onAudio: () => void) {
  let screen: Screen | null = null;
  return {
    video: async (): Promise<MediaStreamTrack> => {
      screen = await captureScreen();
      if (screen.audio) onAudio();
      return screen.video;
    },
    audio: async (): Promise<MediaStreamTrack> => {
      if (!screen?.audio || screen.audio.readyState === 'ended')
        throw new CaptureError('not-found');
      return screen.audio;
    },
  };
}

/** Camera, microphone and screen of this person. */
export function createOwnSources({ ask, media, isHeld, devices }: OwnSourcesOptions): OwnSources {
  const make = (
    source: Source,
    whenOff: 'keep-open' | 'stop-device' | 'stop-sending',
    capture: () => Promise<MediaStreamTrack>,
  ) => createOwnSource({ source, whenOff, capture, ask, media, isHeld: () => isHeld(source) });
  const withNames = async (track: Promise<MediaStreamTrack>) => {
    const opened = await track;
    // Names of devices can only be read after the first permission.
    devices.refresh().catch(() => undefined);
    return opened;
  };
  const capture = screenCapture(
    () => void sources['screen-audio'].want(true).catch(() => undefined),
  );
  const sources: Record<Source, OwnSource> = {
    camera: make('camera', 'stop-device', () =>
      withNames(captureCamera(devices.chosen.value.camera)),
    ),
    microphone: make('microphone', 'keep-open', () =>
      withNames(captureMicrophone(devices.chosen.value.microphone)),
    ),
    screen: make('screen', 'stop-sending', capture.video),
    'screen-audio': make('screen-audio', 'stop-sending', capture.audio),
  };
  const all = Object.values(sources);
  // However the share ends (button, browser's bar, moderator), its sound ends with it.
  const stopFollowing = sources.screen.state.subscribe(({ wanted }) => {
    if (!wanted) sources['screen-audio'].want(false).catch(() => undefined);
  });

  return {
    camera: sources.camera,
    microphone: sources.microphone,
    screen: sources.screen,
    of: (source) => sources[source],
    shareScreen: (on) => sources.screen.want(on),
    sync: async () => {
      await Promise.all(all.map((source) => source.sync()));
    },
    adopt: async (own) => {
      const bySource = new Map(own.map((producer) => [producer.source, producer]));
      const entries = Object.entries(sources) as [Source, OwnSource][];
      await Promise.all(entries.map(([name, source]) => source.adopt(bySource.get(name))));
    },
    forget: () => {
      for (const source of all) source.forget();
    },
    close: () => {
      stopFollowing();
      for (const source of all) source.close();
    },
  };
}

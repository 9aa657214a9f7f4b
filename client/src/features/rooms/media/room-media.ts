import type { ConsumerView, Source } from '@jembatan/shared/rooms.view';
import type {
  IceParameters,
  IceServer,
  RtpCapabilities,
  TransportOptions,
} from '@jembatan/shared/rtp';

export type Direction = 'send' | 'recv';

/** `failed`: nothing passes any more until ICE is restarted. */
export type PathState = 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed';

/** One own source on its way to the room. */
export interface Outgoing {
  readonly producerId: string;
  /** What the SFU answered: a moderator may hold it paused from the start. */
  readonly startedPaused: boolean;
  readonly isClosed: boolean;
  replaceTrack(track: MediaStreamTrack | null): Promise<void>;
  /** The highest picture size worth sending: 0 small, 1 middle, 2 full. */
  limitSize(layer: number): Promise<void>;
  close(): void;
}

/** One producer of somebody else, received. */
export interface Incoming {
  readonly consumerId: string;
  readonly track: MediaStreamTrack;
  close(): void;
}

export interface MediaListener {
  /** Consumers to let flow in the same trip that connects the receiving side. */
  firstConsumers(): readonly string[];
  onPath(direction: Direction, state: PathState): void;
}

/** What `open` needs: both ends' parameters as the SFU made them. */
export interface MediaPaths {
  readonly send: TransportOptions;
  readonly recv: TransportOptions;
  readonly iceServers: readonly IceServer[];
}

/** The browser's media engine for one room, behind the few words that the rest of the room needs. */
export interface RoomMedia {
  /** Learns what the room can carry. Once per room; throws `unsupported-media` where the browser cannot. */
  load(capabilities: RtpCapabilities): Promise<void>;
  readonly capabilities: RtpCapabilities;
  /** Ids of the open transports; null when there are none. */
  readonly transportIds: Readonly<Record<Direction, string>> | null;
  /** Takes both ways into use, in place of earlier ones. Nothing travels until something is sent or received. */
  open(paths: MediaPaths): void;
  send(track: MediaStreamTrack, options: { source: Source; paused: boolean }): Promise<Outgoing>;
  receive(consumer: ConsumerView): Promise<Incoming>;
  restartIce(
    direction: Direction,
    parameters: IceParameters,
    servers?: readonly IceServer[],
  ): Promise<void>;
  pathState(direction: Direction): PathState;
  stats(direction: Direction): Promise<RTCStatsReport | null>;
  close(): void;
}

import type { types } from 'mediasoup';

/** What rooms see of the media engine: types only, so that `media/` stays the one importer of its values. */
export type Router = types.Router;
export type WebRtcTransport = types.WebRtcTransport;
export type Producer = types.Producer;
export type Consumer = types.Consumer;
export type ConsumerLayers = types.ConsumerLayers;
export type RtpCapabilities = types.RtpCapabilities;
export type IceCandidate = types.IceCandidate;

export type Direction = 'send' | 'recv';

/** One audio producer heard now. */
export interface Heard {
  producerId: string;
  /** Decibels below full, -127 to 0. */
  volume: number;
}

/** A router on one worker, with what a room needs around it. */
export interface RoomRouter {
  readonly router: Router;
  readonly workerPid: number;
  /** Peers pinned here; the pool and the room count by it. */
  peers: number;
  createTransport(direction: Direction): Promise<WebRtcTransport>;
  /** The transport's candidates at every announced address. */
  candidatesOf(transport: WebRtcTransport): IceCandidate[];
  /** Watches the loudness of an audio producer of this router until it closes. */
  listenTo(producerId: string): Promise<void>;
  /** Called with who is heard, loudest first; with an empty list when it falls silent. */
  onHeard(listener: (heard: Heard[]) => void): void;
  /** Called once when the worker died under it. */
  onDied(listener: () => void): void;
  close(): void;
}

/** Where rooms get routers. */
export interface RouterSource {
  /** A router on the least loaded living worker, not one of `avoid` if it can be helped. Throws `unavailable`. */
  open(avoid?: readonly RoomRouter[]): Promise<RoomRouter>;
}

import { AppError, notFound } from '@jembatan/shared/errors';
import type {
  DtlsParameters,
  IceParameters,
  RtpCapabilities,
  TransportOptions,
} from '@jembatan/shared/rtp';
import { KeyedQueue } from '../kernel/KeyedQueue.ts';
import type { Direction, RoomRouter, WebRtcTransport } from '../media/types.ts';
import { type Consumed, PeerConsumers, type SourceShelf } from './PeerConsumers.ts';
import { PeerSources, type SourceOwner, type SourceWish } from './PeerSources.ts';
import type { SourceProducer } from './SourceProducer.ts';

/** What a peer needs of its room for media. */
export interface PeerMediaHome extends SourceShelf {
  /** Pins the peer to a router; the same one until `unpin`. */
  pin(): Promise<RoomRouter>;
  unpin(router: RoomRouter): void;
}

/** Transports of one peer, and through them what it sends and receives. */
export class PeerMedia {
  readonly sources: PeerSources;
  readonly consumers: PeerConsumers;
  readonly #home: PeerMediaHome;
  readonly #transports = new Map<Direction, WebRtcTransport>();
  readonly #queue = new KeyedQueue();
  #router: RoomRouter | undefined;
  #rtpCapabilities: RtpCapabilities = {};
  #lost = false;
  #closed = false;

  constructor(owner: SourceOwner, home: PeerMediaHome) {
    this.#home = home;
    this.sources = new PeerSources(owner);
    this.consumers = new PeerConsumers(owner.id, home);
  }

  /** True after media was dropped from this side and before `begin`: all has to be made new. */
  get lost(): boolean {
    return this.#lost || [...this.#transports.values()].some(isBroken);
  }

  get router(): RoomRouter | undefined {
    return this.#router;
  }

  /** A join: remembers what the device can receive; drops what cannot be used any more. */
  begin(rtpCapabilities: RtpCapabilities, options: { keep: boolean }): void {
    if (!options.keep) this.reset();
    this.#lost = false;
    this.#rtpCapabilities = rtpCapabilities;
  }

  /** Makes the transport of this direction; one that was there is replaced, with all on it. */
  createTransport(direction: Direction): Promise<TransportOptions> {
    return this.#queue.run(direction, () => this.#openTransport(direction));
  }

  /** The transport of this direction, made when it is not there. */
  ensureTransport(direction: Direction): Promise<TransportOptions> {
    return this.#queue.run(
      direction,
      async () => this.describeTransports()[direction] ?? this.#openTransport(direction),
    );
  }

  /** The living transports as a browser needs them. */
  describeTransports(): { send?: TransportOptions; recv?: TransportOptions } {
    const router = this.#router;
    if (!router) return {};
    const entries = [...this.#transports].map(
      ([direction, transport]) => [direction, this.#describe(router, transport)] as const,
    );
    return Object.fromEntries(entries);
  }

  async connect(transportId: string, dtlsParameters: DtlsParameters): Promise<void> {
    await this.#transport(transportId).connect({ dtlsParameters });
  }

  restartIce(transportId: string): Promise<IceParameters> {
    return this.#transport(transportId).restartIce();
  }

  async produce(transportId: string, wish: SourceWish): Promise<SourceProducer> {
    const transport = this.#transport(transportId);
    if (transport !== this.#transports.get('send') || !this.#router)
      throw new AppError('wrong-state', { what: 'send transport' });
    return this.sources.produce(transport, this.#router, wish);
  }

  async consume(producerIds: readonly string[]): Promise<Consumed> {
    const transport = this.#transports.get('recv');
    if (!transport || !this.#router) throw new AppError('wrong-state', { what: 'recv transport' });
    return this.consumers.consume(
      { transport, router: this.#router, rtpCapabilities: this.#rtpCapabilities },
      producerIds,
    );
  }

  /** Drops all media; the seat stays and `lost` says that all has to be made new. */
  reset(): void {
    for (const transport of this.#transports.values()) transport.close();
    this.#transports.clear();
    if (this.#router) this.#home.unpin(this.#router);
    this.#router = undefined;
    this.#lost = true;
  }

  /** The peer is gone. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.sources.closeAll('peer-left');
    this.reset();
  }

  async #openTransport(direction: Direction): Promise<TransportOptions> {
    this.#transports.get(direction)?.close();
    this.#transports.delete(direction);
    const router = await this.#pinned();
    const transport = await router.createTransport(direction);
    if (this.#closed || this.#router !== router) {
      transport.close();
      throw new AppError('wrong-state');
    }
    this.#transports.set(direction, transport);
    return this.#describe(router, transport);
  }

  async #pinned(): Promise<RoomRouter> {
    return this.#queue.run('pin', async () => {
      if (this.#closed) throw new AppError('seat-gone');
      this.#router ??= await this.#home.pin();
      return this.#router;
    });
  }

  #transport(id: string): WebRtcTransport {
    for (const transport of this.#transports.values()) if (transport.id === id) return transport;
    throw notFound('transport');
  }

  #describe(router: RoomRouter, transport: WebRtcTransport): TransportOptions {
    const { id, iceParameters, dtlsParameters } = transport;
    return { id, iceParameters, iceCandidates: router.candidatesOf(transport), dtlsParameters };
  }
}

/** The browser closed its end for good, or DTLS failed: ICE cannot bring it back. */
function isBroken(transport: WebRtcTransport): boolean {
  return transport.closed || transport.dtlsState === 'closed' || transport.dtlsState === 'failed';
}

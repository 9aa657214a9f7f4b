import { AppError, forbidden } from '@jembatan/shared/errors';
import type { ProducerClosedReason, Source } from '@jembatan/shared/rooms.view';
import type { RtpParameters } from '@jembatan/shared/rtp';
import { KeyedQueue } from '../kernel/KeyedQueue.ts';
import { TypedEmitter } from '../kernel/TypedEmitter.ts';
import type { RoomRouter, WebRtcTransport } from '../media/types.ts';
import { type Identity, kindOf, rightFor } from './identity.ts';
import { SourceProducer } from './SourceProducer.ts';

export interface SourceWish {
  source: Source;
  kind: 'audio' | 'video';
  rtpParameters: RtpParameters;
  paused: boolean;
}

/** Whose sources they are. */
export interface SourceOwner {
  readonly id: string;
  readonly identity: Identity;
  readonly mutedSources: ReadonlySet<Source>;
}

export interface PeerSourcesEvents {
  opened: [source: SourceProducer];
  changed: [source: SourceProducer];
  closed: [source: SourceProducer, reason: ProducerClosedReason];
}

/** What one peer sends: at most one producer of each source. */
export class PeerSources {
  readonly events = new TypedEmitter<PeerSourcesEvents>();
  readonly #owner: SourceOwner;
  readonly #bySource = new Map<Source, SourceProducer>();
  readonly #queue = new KeyedQueue();

  constructor(owner: SourceOwner) {
    this.#owner = owner;
  }

  get size(): number {
    return this.#bySource.size;
  }

  list(): SourceProducer[] {
    return [...this.#bySource.values()];
  }

  get(source: Source): SourceProducer | undefined {
    return this.#bySource.get(source);
  }

  byId(id: string): SourceProducer | undefined {
    return this.list().find((source) => source.id === id);
  }

  /** Sends a source; an earlier one of the same source ends. Throws `forbidden` or `invalid`. */
  produce(
    transport: WebRtcTransport,
    router: RoomRouter,
    wish: SourceWish,
  ): Promise<SourceProducer> {
    requireKind(wish);
    if (!this.#owner.identity.can.includes(rightFor[wish.source])) throw forbidden(wish.source);
    return this.#queue.run(wish.source, () => this.#open(transport, router, wish));
  }

  closeAll(reason: ProducerClosedReason): void {
    for (const source of this.list()) source.close(reason);
  }

  async #open(
    transport: WebRtcTransport,
    router: RoomRouter,
    wish: SourceWish,
  ): Promise<SourceProducer> {
    this.#bySource.get(wish.source)?.close('closed');
    const held = this.#owner.mutedSources.has(wish.source);
    const producer = await transport.produce({
      kind: wish.kind,
      rtpParameters: wish.rtpParameters,
      paused: wish.paused || held,
    });
    const source = new SourceProducer({
      peerId: this.#owner.id,
      source: wish.source,
      producer,
      pausedBySelf: wish.paused,
      heldByModerator: held,
      router: router.router,
    });
    await this.#listenTo(source, router);
    if (source.closed) throw new AppError('wrong-state');
    this.#adopt(source);
    // A hold that came while the engine was busy.
    await source.holdByModerator(this.#owner.mutedSources.has(wish.source));
    return source;
  }

  #adopt(source: SourceProducer): void {
    this.#bySource.set(source.source, source);
    source.events.on('changed', () => this.events.emit('changed', source));
    source.events.on('closed', (reason) => {
      if (this.#bySource.get(source.source) === source) this.#bySource.delete(source.source);
      this.events.emit('closed', source, reason);
    });
    this.events.emit('opened', source);
  }

  async #listenTo(source: SourceProducer, router: RoomRouter): Promise<void> {
    if (source.source === 'microphone') await router.listenTo(source.id);
  }
}

/** The engine itself would take pictures on an audio producer. */
function requireKind({ source, kind, rtpParameters }: SourceWish): void {
  const fits = rtpParameters.codecs.every((codec) =>
    codec.mimeType.toLowerCase().startsWith(`${kind}/`),
  );
  if (kindOf[source] !== kind || !fits) throw new AppError('invalid', { issues: ['kind'] });
}

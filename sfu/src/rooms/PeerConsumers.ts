import { AppError } from '@jembatan/shared/errors';
import type { ConsumerClosedReason } from '@jembatan/shared/rooms.view';
import { TypedEmitter } from '../kernel/TypedEmitter.ts';
import type { RoomRouter, RtpCapabilities, WebRtcTransport } from '../media/types.ts';
import { SourceConsumer } from './SourceConsumer.ts';
import type { SourceProducer } from './SourceProducer.ts';

/** Where a peer receives. */
export interface Reception {
  transport: WebRtcTransport;
  router: RoomRouter;
  rtpCapabilities: RtpCapabilities;
}

/** What a peer may find and fetch in its room. */
export interface SourceShelf {
  find(producerId: string): SourceProducer | undefined;
  /** Makes the source consumable on this router, over a pipe when it lives on another; its id there. */
  bring(source: SourceProducer, router: RoomRouter): Promise<string>;
}

export interface Consumed {
  consumers: SourceConsumer[];
  failed: { producerId: string; code: string }[];
}

export interface PeerConsumersEvents {
  changed: [consumer: SourceConsumer];
  closed: [consumer: SourceConsumer, reason: ConsumerClosedReason];
}

/** What one peer receives: at most one consumer of each producer. */
export class PeerConsumers {
  readonly events = new TypedEmitter<PeerConsumersEvents>();
  readonly #ownerId: string;
  readonly #shelf: SourceShelf;
  readonly #byProducer = new Map<string, SourceConsumer>();
  readonly #opening = new Map<string, Promise<SourceConsumer>>();

  constructor(ownerId: string, shelf: SourceShelf) {
    this.#ownerId = ownerId;
    this.#shelf = shelf;
  }

  get size(): number {
    return this.#byProducer.size;
  }

  list(): SourceConsumer[] {
    return [...this.#byProducer.values()];
  }

  byId(id: string): SourceConsumer | undefined {
    return this.list().find((consumer) => consumer.id === id);
  }

  /** Receives these producers; what cannot be received is named, and the rest goes on. */
  async consume(reception: Reception, producerIds: readonly string[]): Promise<Consumed> {
    const consumed: Consumed = { consumers: [], failed: [] };
    const each = [...new Set(producerIds)].map(async (producerId) => {
      try {
        consumed.consumers.push(await this.#one(reception, producerId));
      } catch (err) {
        if (!(err instanceof AppError)) throw err;
        consumed.failed.push({ producerId, code: err.code });
      }
    });
    await Promise.all(each);
    return consumed;
  }

  #one(reception: Reception, producerId: string): Promise<SourceConsumer> {
    const there = this.#byProducer.get(producerId);
    if (there) return Promise.resolve(there);
    const opening =
      this.#opening.get(producerId) ??
      this.#open(reception, producerId).finally(() => this.#opening.delete(producerId));
    this.#opening.set(producerId, opening);
    return opening;
  }

  /** On the receiver's wish: they know, so nothing is told. */
  close(consumer: SourceConsumer): void {
    this.#byProducer.delete(consumer.producerId);
    consumer.events.silence();
    consumer.close('closed');
  }

  async #open(reception: Reception, producerId: string): Promise<SourceConsumer> {
    const { transport, router, rtpCapabilities } = reception;
    const source = this.#shelf.find(producerId);
    if (!source) throw new AppError('not-found', { what: 'producer' });
    if (source.peerId === this.#ownerId) throw new AppError('forbidden', { why: 'own producer' });
    try {
      const localId = await this.#shelf.bring(source, router);
      if (!router.router.canConsume({ producerId: localId, rtpCapabilities }))
        throw new AppError('unsupported-media');
      const consumer = await transport.consume({
        producerId: localId,
        rtpCapabilities,
        paused: true,
      });
      return this.#adopt(new SourceConsumer(consumer, source, router.router));
    } catch (err) {
      if (source.closed) throw new AppError('not-found', { what: 'producer' }, { cause: err });
      if (transport.closed) throw new AppError('wrong-state', {}, { cause: err });
      throw err;
    }
  }

  #adopt(consumer: SourceConsumer): SourceConsumer {
    this.#byProducer.set(consumer.producerId, consumer);
    consumer.events.on('changed', () => this.events.emit('changed', consumer));
    consumer.events.on('closed', (reason) => {
      if (this.#byProducer.get(consumer.producerId) === consumer)
        this.#byProducer.delete(consumer.producerId);
      this.events.emit('closed', consumer, reason);
    });
    return consumer;
  }
}

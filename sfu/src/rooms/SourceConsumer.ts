import type { ConsumerClosedReason, ConsumerView } from '@jembatan/shared/rooms.view';
import { TypedEmitter } from '../kernel/TypedEmitter.ts';
import type { Consumer, Router } from '../media/types.ts';
import { layerCounts } from './layers.ts';
import type { SourceProducer } from './SourceProducer.ts';
import { WantedState } from './WantedState.ts';

/** What `consumer:changed` tells, state as it holds now. */
export interface ConsumerState {
  consumerId: string;
  paused: boolean;
  producerPaused: boolean;
  score: number;
  layers: { spatialLayer: number; temporalLayer: number } | null;
}

/** One producer as one peer receives it. It starts paused. */
export class SourceConsumer {
  readonly events = new TypedEmitter<{ changed: []; closed: [reason: ConsumerClosedReason] }>();
  readonly #consumer: Consumer;
  readonly #source: SourceProducer;
  readonly #paused: WantedState<boolean>;
  #told = '';
  #closed = false;

  /** `router` is the receiver's, to tell a restart from a closed transport. */
  constructor(consumer: Consumer, source: SourceProducer, router: Router) {
    this.#consumer = consumer;
    this.#source = source;
    this.#paused = new WantedState(consumer.paused, (paused) =>
      paused ? consumer.pause() : consumer.resume(),
    );
    const changed = () => this.#tell();
    for (const name of ['producerpause', 'producerresume', 'score', 'layerschange'] as const)
      consumer.on(name, changed);
    consumer.once('producerclose', () => this.#end('producer-closed'));
    consumer.once('transportclose', () =>
      this.#end(router.closed ? 'room-restarted' : 'transport-closed'),
    );
  }

  get id(): string {
    return this.#consumer.id;
  }

  get producerId(): string {
    return this.#source.id;
  }

  /** 0 to 10, of the link to the receiver alone. */
  get score(): number {
    return this.#consumer.score.score;
  }

  get active(): boolean {
    return !this.#paused.wanted && !this.#source.paused;
  }

  get closed(): boolean {
    return this.#closed;
  }

  async pause(paused: boolean): Promise<void> {
    await this.#paused.want(paused);
    this.#tell();
  }

  /** Layers above these are not worth sending; priority weighs when bandwidth is short. */
  async prefer(wish: {
    spatialLayer?: number;
    temporalLayer?: number;
    priority?: number;
  }): Promise<void> {
    if (wish.priority !== undefined) await this.#consumer.setPriority(wish.priority);
    if (this.#consumer.type === 'simple') return;
    const now = this.#consumer.preferredLayers;
    const spatialLayer = wish.spatialLayer ?? now?.spatialLayer;
    if (spatialLayer === undefined) return;
    const temporalLayer = wish.temporalLayer ?? now?.temporalLayer;
    await this.#consumer.setPreferredLayers(
      temporalLayer === undefined ? { spatialLayer } : { spatialLayer, temporalLayer },
    );
  }

  state(): ConsumerState {
    const layers = this.#consumer.currentLayers;
    return {
      consumerId: this.id,
      paused: this.#paused.wanted,
      producerPaused: this.#source.paused,
      score: this.#consumer.score.score,
      layers: layers
        ? { spatialLayer: layers.spatialLayer, temporalLayer: layers.temporalLayer ?? 0 }
        : null,
    };
  }

  view(): ConsumerView {
    const layers = layerCounts(this.#consumer);
    return {
      consumerId: this.id,
      producerId: this.producerId,
      peerId: this.#source.peerId,
      kind: this.#consumer.kind,
      source: this.#source.source,
      rtpParameters: this.#consumer.rtpParameters,
      paused: this.#paused.wanted,
      producerPaused: this.#source.paused,
      ...(layers ? { layers } : {}),
    };
  }

  close(reason: ConsumerClosedReason): void {
    if (this.#closed) return;
    this.#consumer.close();
    this.#end(reason);
  }

  /** Scores move often and mostly not visibly: the same state is not told twice. */
  #tell(): void {
    const state = JSON.stringify(this.state());
    if (this.#closed || state === this.#told) return;
    this.#told = state;
    this.events.emit('changed');
  }

  #end(reason: ConsumerClosedReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.events.emit('closed', reason);
    this.events.silence();
  }
}

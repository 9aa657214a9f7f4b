import type { ProducerClosedReason, ProducerView, Source } from '@jembatan/shared/rooms.view';
import { TypedEmitter } from '../kernel/TypedEmitter.ts';
import type { Producer, Router } from '../media/types.ts';
import { WantedState } from './WantedState.ts';

export interface SourceProducerOptions {
  peerId: string;
  source: Source;
  producer: Producer;
  /** The sender's own wish at the start. */
  pausedBySelf: boolean;
  heldByModerator: boolean;
  /** The router it is at home on. */
  router: Router;
}

/** One source a peer sends. It is paused while the sender wants it, or a moderator holds it. */
export class SourceProducer {
  readonly events = new TypedEmitter<{ changed: []; closed: [reason: ProducerClosedReason] }>();
  readonly peerId: string;
  readonly source: Source;
  readonly router: Router;
  readonly #producer: Producer;
  readonly #paused: WantedState<boolean>;
  #bySelf: boolean;
  #byModerator: boolean;
  #closed = false;

  constructor(options: SourceProducerOptions) {
    this.peerId = options.peerId;
    this.source = options.source;
    this.router = options.router;
    this.#producer = options.producer;
    this.#bySelf = options.pausedBySelf;
    this.#byModerator = options.heldByModerator;
    this.#paused = new WantedState(options.producer.paused, (paused) =>
      paused ? this.#producer.pause() : this.#producer.resume(),
    );
    // NOTE: a router that died closes its transports first; the reason then is the restart.
    this.#producer.once('transportclose', () =>
      this.#end(this.router.closed ? 'room-restarted' : 'transport-closed'),
    );
  }

  get id(): string {
    return this.#producer.id;
  }

  get kind(): 'audio' | 'video' {
    return this.#producer.kind;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get paused(): boolean {
    return this.#bySelf || this.#byModerator;
  }

  get heldByModerator(): boolean {
    return this.#byModerator;
  }

  /** 0 to 10: the best of its encodings. */
  get score(): number {
    return Math.max(0, ...this.#producer.score.map((entry) => entry.score));
  }

  /** The sender's own wish. Settles when the engine follows. */
  pauseBySelf(paused: boolean): Promise<void> {
    if (paused === this.#bySelf) return this.#apply(false);
    this.#bySelf = paused;
    return this.#apply(true);
  }

  /** A moderator's hold; lifting it leaves the sender's own wish. */
  holdByModerator(held: boolean): Promise<void> {
    if (held === this.#byModerator) return this.#apply(false);
    this.#byModerator = held;
    return this.#apply(true);
  }

  view(): ProducerView {
    return {
      id: this.id,
      peerId: this.peerId,
      kind: this.kind,
      source: this.source,
      paused: this.paused,
      mutedBy: this.#byModerator ? 'moderator' : this.#bySelf ? 'self' : null,
    };
  }

  close(reason: ProducerClosedReason): void {
    if (this.#closed) return;
    this.#producer.close();
    this.#end(reason);
  }

  async #apply(announce: boolean): Promise<void> {
    await this.#paused.want(this.paused);
    if (announce && !this.#closed) this.events.emit('changed');
  }

  #end(reason: ProducerClosedReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.events.emit('closed', reason);
    this.events.silence();
  }
}

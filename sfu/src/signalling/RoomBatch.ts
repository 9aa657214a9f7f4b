import type { PeerLeftReason, PeerView } from '@jembatan/shared/rooms.view';

export interface PeersChange {
  joined: PeerView[];
  changed: PeerView[];
  left: { id: string; reason: PeerLeftReason }[];
}

/**
 * Gathers who came, changed and went, so that a class entering at once is a
 * few messages for each and not one per pair. Whoever came and went between
 * two flushes is not told at all.
 */
export class RoomBatch {
  readonly #send: (change: PeersChange) => void;
  readonly #delayMs: number;
  readonly #joined = new Map<string, PeerView>();
  readonly #changed = new Map<string, PeerView>();
  readonly #left = new Map<string, PeerLeftReason>();
  #timer: NodeJS.Timeout | undefined;

  constructor(send: (change: PeersChange) => void, delayMs: number) {
    this.#send = send;
    this.#delayMs = delayMs;
  }

  joined(peer: PeerView): void {
    this.#joined.set(peer.id, peer);
    this.#schedule();
  }

  changed(peer: PeerView): void {
    const where = this.#joined.has(peer.id) ? this.#joined : this.#changed;
    where.set(peer.id, peer);
    this.#schedule();
  }

  left(id: string, reason: PeerLeftReason): void {
    this.#changed.delete(id);
    if (!this.#joined.delete(id)) this.#left.set(id, reason);
    this.#schedule();
  }

  /** Sends what has gathered, before anything that builds on it. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#joined.size + this.#changed.size + this.#left.size === 0) return;
    this.#send({
      joined: [...this.#joined.values()],
      changed: [...this.#changed.values()],
      left: [...this.#left].map(([id, reason]) => ({ id, reason })),
    });
    for (const gathered of [this.#joined, this.#changed, this.#left]) gathered.clear();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => this.flush(), this.#delayMs);
  }
}

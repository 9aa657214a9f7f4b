import type { Peer } from './Peer.ts';

export type Quality = 'good' | 'fair' | 'poor';

export interface QualityChange {
  peerId: string;
  quality: Quality;
}

/** The rooms to look at; a `Room` fits. */
interface Watched {
  readonly peers: readonly Peer[];
  readonly events: { emit(name: 'quality', changes: QualityChange[]): void };
}

/**
 * Looks at every link now and then and tells rooms what changed. A link is as
 * good as the worse of its two directions, by the engine's scores.
 */
export class QualityWatch {
  readonly #rooms: () => readonly Watched[];
  readonly #timer: NodeJS.Timeout;
  #last = new Map<string, Quality>();

  constructor(rooms: () => readonly Watched[], intervalMs: number) {
    this.#rooms = rooms;
    this.#timer = setInterval(() => this.look(), intervalMs);
    this.#timer.unref();
  }

  look(): void {
    const seen = new Map<string, Quality>();
    for (const room of this.#rooms()) {
      const changes = this.#lookAt(room, seen);
      if (changes.length > 0) room.events.emit('quality', changes);
    }
    this.#last = seen;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #lookAt(room: Watched, seen: Map<string, Quality>): QualityChange[] {
    const changes: QualityChange[] = [];
    for (const peer of room.peers) {
      const quality = qualityOf(peer);
      seen.set(peer.id, quality);
      if (quality !== (this.#last.get(peer.id) ?? 'good'))
        changes.push({ peerId: peer.id, quality });
    }
    return changes;
  }
}

/** Without media there is nothing to complain of; a dropped peer is `poor`. */
function qualityOf(peer: Peer): Quality {
  if (!peer.connected) return 'poor';
  const up = peer.media.sources
    .list()
    .filter((source) => !source.paused)
    .map((source) => source.score);
  const down = peer.media.consumers
    .list()
    .filter((consumer) => consumer.active)
    .map((consumer) => consumer.score);
  const worst = Math.min(average(up), average(down));
  if (worst >= 8) return 'good';
  return worst >= 5 ? 'fair' : 'poor';
}

function average(scores: readonly number[]): number {
  if (scores.length === 0) return 10;
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

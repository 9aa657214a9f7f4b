import { AppError } from '@jembatan/shared/errors';
import type { Ask } from './ask.ts';
import type { Direction, PathState, RoomMedia } from './room-media.ts';

export interface PathWatchOptions {
  readonly ask: Ask;
  readonly media: () => RoomMedia | null;
  /** `true`: sound and picture cannot pass; `false`: they pass again. */
  readonly onBlocked: (blocked: boolean) => void;
  /** Makes both transports new. */
  readonly rebuild: () => Promise<void>;
}

/** A path that is only shaky often comes back by itself within this time. */
const shakyMs = 1_500;
/** Without a path for this long the person is told, and everything is made new. */
const blockedMs = 12_000;

/**
 * Watches whether sound and picture pass. A path that broke gets new ICE
 * credentials; one that stays shut is told to the person and built anew,
 * again and again.
 */
export class PathWatch {
  readonly #options: PathWatchOptions;
  readonly #shaky = new Map<Direction, ReturnType<typeof setTimeout>>();
  readonly #shut = new Map<Direction, ReturnType<typeof setTimeout>>();
  readonly #blocked = new Set<Direction>();

  constructor(options: PathWatchOptions) {
    this.#options = options;
  }

  onPath(direction: Direction, state: PathState): void {
    clearTimeout(this.#shaky.get(direction));
    if (state === 'connected' || state === 'closed' || state === 'new') {
      this.#settle(direction, state === 'connected');
      return;
    }
    if (!this.#shut.has(direction)) this.#armShut(direction);
    if (state === 'failed') this.restart(direction);
    if (state === 'disconnected')
      this.#shaky.set(
        direction,
        setTimeout(() => this.restart(direction), shakyMs),
      );
  }

  /** After a change of network, or with the connection newly found: both ends exchange addresses again. */
  restartAll(): void {
    this.restart('send');
    this.restart('recv');
  }

  restart(direction: Direction): void {
    this.#restart(direction).catch((error: unknown) => {
      // Without signalling there is no restart; it comes with the next join.
      if (error instanceof AppError && error.details.network === true) return;
      this.#rebuild();
    });
  }

  close(): void {
    for (const timer of [...this.#shaky.values(), ...this.#shut.values()]) clearTimeout(timer);
    this.#shaky.clear();
    this.#shut.clear();
  }

  #settle(direction: Direction, connected: boolean): void {
    clearTimeout(this.#shut.get(direction));
    this.#shut.delete(direction);
    if (!connected) return;
    this.#blocked.delete(direction);
    this.#options.onBlocked(this.#blocked.size > 0);
  }

  #armShut(direction: Direction): void {
    const timer = setTimeout(() => {
      this.#shut.delete(direction);
      this.#blocked.add(direction);
      this.#options.onBlocked(true);
      this.#rebuild();
    }, blockedMs);
    this.#shut.set(direction, timer);
  }

  async #restart(direction: Direction): Promise<void> {
    const media = this.#options.media();
    const transportId = media?.transportIds?.[direction];
    // A path that nothing has used yet has nothing to restart.
    if (!media || !transportId || media.pathState(direction) === 'new') return;
    const { iceParameters, iceServers } = await this.#options.ask('transport:restart-ice', {
      transportId,
    });
    if (media.transportIds?.[direction] !== transportId) return;
    await media.restartIce(direction, iceParameters, iceServers);
  }

  #rebuild(): void {
    // Failing is not the end: the path stays shut and its timer runs again.
    this.#options.rebuild().catch(() => undefined);
  }
}

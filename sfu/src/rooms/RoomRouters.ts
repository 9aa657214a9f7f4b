import { AppError } from '@jembatan/shared/errors';
import { KeyedQueue } from '../kernel/KeyedQueue.ts';
import { TypedEmitter } from '../kernel/TypedEmitter.ts';
import type { Heard, RoomRouter, RouterSource } from '../media/types.ts';
import type { SourceProducer } from './SourceProducer.ts';

export interface RoomRoutersEvents {
  /** Who is heard on any of the routers, loudest first. */
  heard: [heard: Heard[]];
  /** A worker died and this router with it. */
  died: [router: RoomRouter];
}

/** The routers of one room. Each peer is pinned to one; sources cross by pipes. */
export class RoomRouters {
  readonly events = new TypedEmitter<RoomRoutersEvents>();
  readonly #source: RouterSource;
  readonly #peersPerRouter: number;
  readonly #routers = new Set<RoomRouter>();
  readonly #pipes = new Map<string, Promise<string>>();
  readonly #heard = new Map<RoomRouter, Heard[]>();
  readonly #queue = new KeyedQueue();
  #closed = false;

  constructor(source: RouterSource, peersPerRouter: number) {
    this.#source = source;
    this.#peersPerRouter = peersPerRouter;
  }

  get size(): number {
    return this.#routers.size;
  }

  /** The fullest router with room for one more, or a new one on another worker. */
  pin(): Promise<RoomRouter> {
    return this.#queue.run('pin', async () => {
      const open = [...this.#routers].filter((router) => router.peers < this.#peersPerRouter);
      const router = open.toSorted((a, b) => b.peers - a.peers)[0] ?? (await this.#open());
      router.peers += 1;
      return router;
    });
  }

  /** Gives the place back; a second router without peers is closed. */
  unpin(router: RoomRouter): void {
    if (!this.#routers.has(router)) return;
    router.peers -= 1;
    if (router.peers === 0 && this.#routers.size > 1) this.#drop(router);
  }

  /**
   * Makes the source consumable on this router and answers its id there; the
   * pipe ends with the source.
   */
  async bring(source: SourceProducer, router: RoomRouter): Promise<string> {
    if (source.router === router.router) return source.id;
    const key = `${source.id} ${router.router.id}`;
    const piping = this.#pipes.get(key) ?? this.#pipe(source, { router, key });
    this.#pipes.set(key, piping);
    return piping;
  }

  close(): void {
    this.#closed = true;
    for (const router of this.#routers) this.#drop(router);
    this.#pipes.clear();
    this.events.silence();
  }

  async #open(): Promise<RoomRouter> {
    const router = await this.#source.open([...this.#routers]);
    if (this.#closed) {
      router.close();
      throw new AppError('wrong-state');
    }
    this.#routers.add(router);
    router.onHeard((heard) => this.#onHeard(router, heard));
    router.onDied(() => this.#onDied(router));
    return router;
  }

  async #pipe(
    source: SourceProducer,
    { router, key }: { router: RoomRouter; key: string },
  ): Promise<string> {
    const forget = () => this.#pipes.delete(key);
    source.events.on('closed', forget);
    try {
      // NOTE: ids are unique in a worker, and two routers of a room may share one: the pipe's end has its own.
      const { pipeProducer } = await source.router.pipeToRouter({
        producerId: source.id,
        router: router.router,
        keepId: false,
      });
      if (!pipeProducer) throw new AppError('wrong-state');
      return pipeProducer.id;
    } catch (err) {
      forget();
      throw err;
    }
  }

  #onHeard(router: RoomRouter, heard: Heard[]): void {
    this.#heard.set(router, heard);
    const all = [...this.#heard.values()].flat();
    this.events.emit(
      'heard',
      all.toSorted((a, b) => b.volume - a.volume),
    );
  }

  #onDied(router: RoomRouter): void {
    if (!this.#routers.delete(router)) return;
    this.#heard.delete(router);
    this.events.emit('died', router);
  }

  #drop(router: RoomRouter): void {
    this.#routers.delete(router);
    this.#heard.delete(router);
    router.close();
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@jembatan/shared/errors';
import { type RtpCapabilities, rtpCapabilities } from '@jembatan/shared/rtp';
import type { Logger } from '../kernel/logger.ts';
import { TypedEmitter } from '../kernel/TypedEmitter.ts';
import { mediaCodecs } from './codecs.ts';
import { MediaWorker } from './MediaWorker.ts';
import { openRoomRouter } from './room-router.ts';
import type { RoomRouter, RouterSource } from './types.ts';

export interface WorkerPoolOptions {
  count: number;
  /** Port of the first worker, the next has the next; 0 takes free ones. */
  mediaPort: number;
  addresses: readonly string[];
  workerBin: string | undefined;
  logger: Logger;
}

/** Milliseconds between tries to replace a dead worker. */
const retryMs = 500;
/** Tries of `open` before it gives up: about three seconds without any living worker. */
const openTries = 30;

/** The worker processes of this node. A dead one is replaced at once and never chosen again. */
export class WorkerPool implements RouterSource {
  readonly events = new TypedEmitter<{ died: [pid: number] }>();
  readonly #options: WorkerPoolOptions;
  readonly #workers: (MediaWorker | undefined)[] = [];
  #rtpCapabilities: RtpCapabilities = {};
  #closed = false;

  private constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /** Starts all workers; throws when one cannot be started. */
  static async start(options: WorkerPoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    try {
      await Promise.all(
        Array.from({ length: options.count }, (_, index) => pool.#startWorker(index)),
      );
      await pool.#learnCapabilities();
    } catch (err) {
      pool.close();
      throw new Error(
        `media workers cannot be started (MEDIASOUP_WORKER_BIN, MEDIA_PORT): ${String(err)}`,
        { cause: err },
      );
    }
    return pool;
  }

  get workers(): readonly MediaWorker[] {
    return this.#workers.filter((worker) => worker !== undefined).filter((worker) => worker.alive);
  }

  /** What the routers of every worker can carry. */
  get rtpCapabilities(): RtpCapabilities {
    return this.#rtpCapabilities;
  }

  async open(avoid: readonly RoomRouter[] = []): Promise<RoomRouter> {
    for (let tries = 0; tries < openTries && !this.#closed; tries += 1) {
      const worker = this.#leastLoaded(avoid);
      if (worker) {
        const opened = await openRoomRouter(worker, mediaCodecs).catch((err: unknown) =>
          this.#refused(worker, err),
        );
        if (opened) return opened;
      }
      await delay(100);
    }
    throw new AppError('unavailable', { retryAfter: 2 });
  }

  close(): void {
    this.#closed = true;
    for (const worker of this.workers) worker.close();
    this.events.silence();
  }

  async #learnCapabilities(): Promise<void> {
    const router = await this.workers[0]?.createRouter(mediaCodecs);
    this.#rtpCapabilities = rtpCapabilities.parse(router?.rtpCapabilities);
    router?.close();
  }

  /** A worker that died between choice and use is passed over; anything else is a fault. */
  #refused(worker: MediaWorker, err: unknown): undefined {
    if (worker.alive) throw err;
    return undefined;
  }

  #leastLoaded(avoid: readonly RoomRouter[]): MediaWorker | undefined {
    const free = this.workers.toSorted((a, b) => a.peers - b.peers);
    return (
      free.find((worker) => !avoid.some((router) => router.workerPid === worker.pid)) ?? free[0]
    );
  }

  async #startWorker(index: number): Promise<void> {
    const { mediaPort, addresses, workerBin, logger } = this.#options;
    const port = mediaPort === 0 ? 0 : mediaPort + index;
    const worker = await MediaWorker.start({ listen: { port, addresses }, workerBin });
    if (this.#closed) return worker.close();
    this.#workers[index] = worker;
    logger.info({ pid: worker.pid, port }, 'media worker started');
    worker.onDied((err) => this.#onDied(index, { worker, err }));
  }

  #onDied(index: number, { worker, err }: { worker: MediaWorker; err: Error }): void {
    if (this.#closed) return;
    this.#workers[index] = undefined;
    this.#options.logger.error({ pid: worker.pid, err }, 'media worker died');
    void this.#replace(index);
    this.events.emit('died', worker.pid);
  }

  async #replace(index: number): Promise<void> {
    while (!this.#closed) {
      try {
        return await this.#startWorker(index);
      } catch (err) {
        this.#options.logger.warn({ err, index }, 'media worker could not be replaced yet');
        await delay(retryMs);
      }
    }
  }
}

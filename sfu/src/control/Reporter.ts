import { setTimeout as delay } from 'node:timers/promises';
import {
  type SfuReport,
  type sfuKeys,
  sfuReport,
  streamField,
  streamLength,
} from '@jembatan/shared/sfu-control.protocol';
import type { Redis } from 'ioredis';
import type { Logger } from '../kernel/logger.ts';

type Distributed<T> = T extends unknown ? Omit<T, 'id' | 'node' | 'at'> : never;
/** A report without what the reporter adds. */
export type ReportBody = Distributed<SfuReport>;

export interface ReporterDeps {
  redis: Pick<Redis, 'pipeline' | 'status'>;
  keys: ReturnType<typeof sfuKeys>;
  nodeId: string;
  logger: Logger;
}

/** Reports kept while Redis is away; older ones go first. */
const queueLimit = 10_000;
/** Reports of one trip. */
const chunk = 200;
const retryMs = 500;

/** Tells the servers what happens, in order, and keeps it while Redis is away. */
export class Reporter {
  readonly #deps: ReporterDeps;
  readonly #queue: SfuReport[] = [];
  readonly #life = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  #count = 0;
  #dropped = 0;
  #sending: Promise<void> | undefined;
  #closed = false;

  constructor(deps: ReporterDeps) {
    this.#deps = deps;
  }

  get queued(): number {
    return this.#queue.length;
  }

  get dropped(): number {
    return this.#dropped;
  }

  report(body: ReportBody): void {
    this.#count += 1;
    const { nodeId } = this.#deps;
    // Parsed, so that a body that drifts from the schema fails in this program's tests and not in the server.
    this.#queue.push(
      sfuReport.parse({
        ...body,
        id: `${nodeId}:${this.#life}:${this.#count}`,
        node: nodeId,
        at: new Date().toISOString(),
      }),
    );
    if (this.#queue.length > queueLimit) this.#dropOldest();
    this.#wake();
  }

  /** Redis is there: sends what was kept. */
  wake(): void {
    this.#wake();
  }

  /** Tries for a while to send what is left. */
  async close(waitMs: number): Promise<void> {
    await Promise.race([this.#sending, delay(waitMs, undefined, { ref: false })]);
    this.#closed = true;
    if (this.#queue.length > 0)
      this.#deps.logger.error({ reports: this.#queue.length }, 'reports were lost at the end');
  }

  #dropOldest(): void {
    this.#queue.shift();
    this.#dropped += 1;
    if (this.#dropped === 1)
      this.#deps.logger.error({ queueLimit }, 'redis is away too long: old reports are lost');
  }

  #wake(): void {
    this.#sending ??= this.#run().finally(() => {
      this.#sending = undefined;
      if (this.#queue.length > 0 && !this.#closed) this.#wake();
    });
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0 && !this.#closed) {
      if (!(await this.#send())) await delay(retryMs, undefined, { ref: false });
    }
  }

  /**
   * One trip. An entry whose answer was lost is sent again: readers know it by
   * its id.
   */
  async #send(): Promise<boolean> {
    const { redis, keys, logger } = this.#deps;
    if (redis.status !== 'ready') return false;
    const batch = this.#queue.slice(0, chunk);
    try {
      const pipeline = redis.pipeline();
      for (const report of batch)
        pipeline.xadd(
          keys.reports,
          'MAXLEN',
          '~',
          streamLength.reports,
          '*',
          streamField,
          JSON.stringify(report),
        );
      const failed = (await pipeline.exec())?.find(([err]) => err !== null)?.[0];
      if (failed) throw failed;
    } catch (err) {
      logger.debug({ err }, 'reports wait for redis');
      return false;
    }
    const sent = new Set(batch);
    while (this.#queue[0] && sent.has(this.#queue[0])) this.#queue.shift();
    return true;
  }
}

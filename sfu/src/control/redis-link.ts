import { once } from 'node:events';
import { Redis } from 'ioredis';
import type { Logger } from '../kernel/logger.ts';

export interface RedisLink {
  /** For questions: fails at once while Redis is away, never queues. */
  readonly commands: Redis;
  /** For the one read that blocks. */
  readonly reader: Redis;
  isUp(): boolean;
  /** Calls back each time Redis is there, the first time included. */
  onReady(listener: () => void): void;
  /** Settles when Redis is there, or after a while without it. */
  ready(waitMs: number): Promise<void>;
  close(): void;
}

/** Opens both connections without waiting: rooms go on without Redis. */
export function connectRedis(url: string, logger: Logger): RedisLink {
  const common = {
    retryStrategy: (attempt: number) => Math.min(100 * attempt, 1_000),
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    protocol: 2 as const,
  };
  // What is asked in one turn of the event loop goes in one packet, and comes in one.
  const commands = new Redis(url, {
    ...common,
    commandTimeout: 500,
    enableAutoPipelining: true,
  });
  // Twice the time it blocks: a Redis that hangs must not hold the reader for ever.
  const reader = new Redis(url, { ...common, commandTimeout: 10_000 });
  for (const client of [commands, reader])
    client.on('error', (err) => logger.debug({ err }, 'redis connection error'));
  let away = false;
  commands.on('close', () => {
    if (!away) logger.warn({}, 'redis is away');
    away = true;
  });
  commands.on('ready', () => {
    logger.info({ again: away }, 'redis is ready');
    away = false;
  });
  return {
    commands,
    reader,
    isUp: () => commands.status === 'ready',
    onReady: (listener) => void commands.on('ready', listener),
    async ready(waitMs) {
      const signal = AbortSignal.timeout(waitMs);
      if (commands.status !== 'ready') await once(commands, 'ready', { signal }).catch(() => {});
    },
    close() {
      for (const client of [commands, reader]) client.disconnect();
    },
  };
}

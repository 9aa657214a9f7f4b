import { Redis } from 'ioredis';
import type { Logger } from '../kernel/logger.ts';

export interface RedisOptions {
  url: string;
  /** In front of every key and channel; tests use a random one. */
  prefix: string;
  logger: Logger;
}

export interface RedisLink {
  /** For commands: fails at once while Redis is away, never queues (rule 10). */
  readonly commands: Redis;
  /** For pub/sub. */
  readonly subscriber: Redis;
  readonly prefix: string;
  isUp(): boolean;
  /** Calls back each time Redis is there again after it was away. */
  onBack(handler: () => void): void;
  onAway(handler: () => void): void;
  close(): Promise<void>;
}

const retryMs = (attempt: number) => Math.min(100 * attempt, 1_000);

/** Opens both connections without waiting for Redis: the hub starts without it, too. */
export function connectRedis({ url, prefix, logger }: RedisOptions): RedisLink {
  const common = { retryStrategy: retryMs, enableOfflineQueue: false, maxRetriesPerRequest: 1, connectTimeout: 2_000, protocol: 2 as const };
  const commands = new Redis(url, { ...common, commandTimeout: 500, keyPrefix: prefix });
  const subscriber = new Redis(url, { ...common, enableOfflineQueue: true, autoResubscribe: true });
  for (const client of [commands, subscriber]) client.on('error', (err) => logger.debug({ err }, 'redis connection error'));
  const listeners = watch(commands, logger);

  return {
    commands,
    subscriber,
    prefix,
    isUp: () => commands.status === 'ready',
    onBack: (handler) => void listeners.back.push(handler),
    onAway: (handler) => void listeners.away.push(handler),
    async close() {
      for (const client of [commands, subscriber]) client.disconnect();
    },
  };
}

function watch(client: Redis, logger: Logger) {
  const listeners = { back: [] as (() => void)[], away: [] as (() => void)[] };
  let away = false;
  client.on('close', () => {
    if (away) return;
    away = true;
    logger.warn({}, 'redis is away');
    for (const handler of listeners.away) handler();
  });
  client.on('ready', () => {
    const wasAway = away;
    away = false;
    logger.info({ again: wasAway }, 'redis is ready');
    if (wasAway) for (const handler of listeners.back) handler();
  });
  return listeners;
}

import { Redis } from 'ioredis';
import type { Logger } from '../kernel/logger.ts';

export interface RedisOptions {
  url: string;
  /** In front of every key and channel; tests use a random one. */
  prefix: string;
  logger: Logger;
}

export interface RedisLink {
  /** For commands: fails within half a second while Redis is away, never queues (rule 10). */
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

/** How long a command may take before Redis counts as away. */
const commandTimeoutMs = 500;
const beatMs = 500;
const retryMs = (attempt: number) => Math.min(100 * attempt, 1_000);

/** Opens both connections without waiting for Redis: the hub starts without it, too. */
export function connectRedis({ url, prefix, logger }: RedisOptions): RedisLink {
  const common = { retryStrategy: retryMs, maxRetriesPerRequest: 1, connectTimeout: 2_000 };
  const commands = new Redis(url, {
    ...common,
    enableOfflineQueue: false,
    commandTimeout: commandTimeoutMs,
    keyPrefix: prefix,
  });
  const subscriber = new Redis(url, { ...common, autoResubscribe: true });
  for (const client of [commands, subscriber])
    client.on('error', (err) => logger.debug({ err }, 'redis connection error'));
  const pulse = createPulse(commands, logger);

  return {
    commands,
    subscriber,
    prefix,
    isUp: pulse.isUp,
    onBack: (handler) => void pulse.back.push(handler),
    onAway: (handler) => void pulse.away.push(handler),
    async close() {
      pulse.stop();
      for (const client of [commands, subscriber]) client.disconnect();
    },
  };
}

/** A connection can be open and Redis hang: only an answer says that it is there. */
function createPulse(client: Redis, logger: Logger) {
  const listeners = { back: [] as (() => void)[], away: [] as (() => void)[] };
  let state: 'unknown' | 'up' | 'away' = 'unknown';

  function turn(next: 'up' | 'away'): void {
    const before = state;
    if (before === next) return;
    state = next;
    if (next === 'away') logger.warn({}, 'redis is away');
    else logger.info({ again: before === 'away' }, 'redis is ready');
    for (const handler of next === 'away'
      ? listeners.away
      : before === 'away'
        ? listeners.back
        : [])
      handler();
  }

  const beat = () =>
    client.ping().then(
      () => turn('up'),
      () => turn('away'),
    );
  client.on('ready', beat);
  client.on('close', () => turn('away'));
  const timer = setInterval(() => void beat(), beatMs);
  timer.unref();

  return {
    ...listeners,
    isUp: () => state === 'up',
    stop() {
      clearInterval(timer);
      client.removeListener('ready', beat);
      client.removeAllListeners('close');
    },
  };
}

import { AppError } from '@jembatan/shared/errors';
import type { Config } from './config.ts';
import { systemClock } from './kernel/clock.ts';
import type { Logger } from './kernel/logger.ts';
import { createClaims } from './platform/claims.ts';
import { loadHub } from './platform/hub.ts';
import { createIdempotencyStore } from './platform/idempotency.ts';
import { createLimiters } from './platform/limiter.ts';
import { createLogger } from './platform/logger.ts';
import { createMetrics } from './platform/metrics.ts';
import { connectMongo } from './platform/mongo.ts';
import { createObjectStorage } from './platform/object-storage.ts';
import { createOutbox } from './platform/outbox.ts';
import { connectRedis } from './platform/redis.ts';
import { createSignals } from './platform/signals.ts';
import { createTransactions } from './platform/transactions.ts';

export type Platform = Awaited<ReturnType<typeof createPlatform>>;

/** The outside world: MongoDB, Redis, log, metrics, and what is built right on them. */
export async function createPlatform(config: Config) {
  const logger = createLogger({
    level: config.LOG_LEVEL,
    program: 'server',
    nodeId: config.nodeId,
  });
  const clock = systemClock;
  const objectStorage = await connectObjectStorage(config, logger);
  const mongo = await connectMongo({ url: config.MONGO_URL, logger });
  const redis = connectRedis({ url: config.REDIS_URL, prefix: config.REDIS_PREFIX, logger });
  const hub = await loadHub(mongo.connection);
  const outbox = createOutbox({ connection: mongo.connection, clock, logger });
  const idempotency = createIdempotencyStore(mongo.connection);
  const transactions = createTransactions({ connection: mongo.connection, outbox, idempotency });
  await Promise.all([outbox.createIndexes(), idempotency.createIndexes()]);
  outbox.start();

  return {
    logger,
    clock,
    mongo,
    connection: mongo.connection,
    redis,
    objectStorage,
    hub,
    outbox,
    idempotency,
    transactions,
    transact: transactions.transact,
    together: transactions.together,
    isInTransaction: transactions.isOpen,
    signals: createSignals(redis, config.nodeId, logger),
    createLimiter: createLimiters(redis),
    claims: createClaims(redis, config.nodeId),
    metrics: createMetrics(),
    async close() {
      outbox.stop();
      await outbox.drained();
      await redis.close();
      await mongo.close();
    },
  };
}

/** Null without the setting. Wrong settings stop the start; a store that is only away does not. */
async function connectObjectStorage({ objectStorage }: Config, logger: Logger) {
  if (!objectStorage) return null;
  const storage = createObjectStorage(objectStorage);
  try {
    await storage.check();
  } catch (err) {
    if (!(err instanceof AppError)) throw err;
    const { endpoint } = objectStorage;
    logger.warn({ err, endpoint }, 'the file store does not answer; files wait until it does');
  }
  return storage;
}

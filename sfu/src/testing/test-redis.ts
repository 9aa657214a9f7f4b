import { randomBytes } from 'node:crypto';
import { sfuKeys } from '@jembatan/shared/sfu-control.protocol';
import { Redis } from 'ioredis';
import { inject } from 'vitest';
import type { Logger } from '../kernel/logger.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    redisUrl: string;
  }
}

/** A logger for tests that look elsewhere. */
export const quietLogger: Logger = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => quietLogger,
};

/** The real Redis of the test run under a prefix of its own. Use it with `await using`. */
export async function openTestRedis() {
  const redis = new Redis(inject('redisUrl'), { enableOfflineQueue: false, protocol: 2 });
  await new Promise<void>((resolve) => redis.once('ready', () => resolve()));
  return {
    redis,
    keys: sfuKeys(`test_${randomBytes(6).toString('hex')}:`),
    async [Symbol.asyncDispose]() {
      redis.disconnect();
    },
  };
}

/** A Redis that is not there. */
export function absentRedis(): Redis {
  return new Redis('redis://127.0.0.1:1', { lazyConnect: true, enableOfflineQueue: false });
}

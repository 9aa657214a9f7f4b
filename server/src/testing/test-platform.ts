import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { readConfig } from '../config.ts';
import { createPlatform, type Platform } from '../platform.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    mongoUrl: string;
    redisUrl: string;
  }
}

export type TestPlatform = Platform & AsyncDisposable;

/**
 * The real platform on the MongoDB and Redis of the test run, in a database and
 * behind a prefix of its own. Use it with `await using`, or close it.
 */
export async function createTestPlatform(
  environment: Record<string, string> = {},
): Promise<TestPlatform> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const mongo = new URL(inject('mongoUrl'));
  mongo.pathname = `/${name}`;
  const given = {
    MONGO_URL: mongo.href,
    REDIS_URL: inject('redisUrl'),
    REDIS_PREFIX: `${name}:`,
    LOG_LEVEL: 'silent',
  };
  const platform = await createPlatform(readConfig({ ...given, ...environment }));
  const { commands } = platform.redis;
  if (commands.status !== 'ready') await new Promise((resolve) => commands.once('ready', resolve));
  return { ...platform, [Symbol.asyncDispose]: () => platform.close() };
}

import { type App, createApp, readConfig } from '@jembatan/server/app';
import { createTestPerson, type PersonOptions, type TestPerson } from './person.ts';
import { testMongoUrl, testRedisUrl, uniqueName } from './services.ts';

export interface StackOptions {
  /** How many servers share the databases. */
  servers?: number;
  /** Databases of the test's own, for outages. */
  mongoUrl?: string;
  redisUrl?: string;
  environment?: Record<string, string>;
}

export interface Stack extends AsyncDisposable {
  readonly servers: readonly App[];
  /** Address of the first server. */
  readonly url: string;
  readonly mongoUrl: string;
  readonly redisUrl: string;
  readonly redisPrefix: string;
  /** The environment the servers were started with, to start another. */
  readonly environment: Record<string, string>;
  /** Registers somebody at the first server, or at the numbered one. */
  person(options?: PersonOptions): Promise<TestPerson>;
  /** Starts one more server on the same databases. */
  addServer(): Promise<App>;
}

/** Starts the real server, once or several times, on fresh databases. Use it with `await using`. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const mongoUrl = options.mongoUrl ?? testMongoUrl();
  const redisUrl = options.redisUrl ?? (await testRedisUrl());
  const redisPrefix = `${uniqueName()}:`;
  const environment = {
    PORT: '0',
    MONGO_URL: mongoUrl,
    REDIS_URL: redisUrl,
    REDIS_PREFIX: redisPrefix,
    LINK_PREVIEWS: 'off',
    // Tests edit at once what they have just written, and mean an edit.
    EDIT_GRACE_MINUTES: '0',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'error',
    ...options.environment,
  };
  const servers: App[] = [];

  async function addServer(): Promise<App> {
    const app = await createApp(readConfig(environment));
    await app.listen();
    servers.push(app);
    return app;
  }

  for (let n = 0; n < (options.servers ?? 1); n += 1) await addServer();
  return {
    servers,
    get url() {
      return servers[0]!.url;
    },
    mongoUrl,
    redisUrl,
    redisPrefix,
    environment,
    addServer,
    person: (who = {}) => createTestPerson(servers[who.server ?? 0]!.url, who),
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((app) => app.close()));
    },
  };
}

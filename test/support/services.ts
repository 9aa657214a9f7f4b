/**
 * The databases of tests: a fresh part of the shared ones for most, one of their own for tests of
 * an outage.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import {
  createGroup,
  type Group,
  type Program,
  type ProgramSpec,
} from '../../scripts/services/group.mjs';
import { ensureReplicaSet, mongodSpec, mongoUrl } from '../../scripts/services/mongo.mjs';
import { freePort } from '../../scripts/services/ports.mjs';
import { askRedis, redisSpec, redisUrl, waitForRedis } from '../../scripts/services/redis.mjs';
import { startReady } from '../../scripts/services/start.mjs';

/** A name nobody else uses: `test_` and 12 hex digits. */
export function uniqueName(): string {
  return `test_${randomBytes(6).toString('hex')}`;
}

/** The address of a fresh database in the shared MongoDB. */
export function testMongoUrl(): string {
  const url = new URL(inject('mongoUrl'));
  url.pathname = `/${uniqueName()}`;
  return url.href;
}

/**
 * The address of a fresh database in the shared Redis: keys and streams of others are not seen.
 * Only plain publish and subscribe go across.
 */
export async function testRedisUrl(): Promise<string> {
  const url = new URL(inject('redisUrl'));
  const reply = await askRedis(Number(url.port || 6379), 'INCR jembatan:test-databases');
  const database = Number(reply.slice(1));
  if (!Number.isInteger(database)) throw new Error(`Redis counts no further: ${reply}`);
  url.pathname = `/${database}`;
  return url.href;
}

/** A prefix for keys, for tests of one store that share a connection. */
export function testKeyPrefix(): string {
  return `${uniqueName()}:`;
}

/** A MongoDB or Redis that belongs to one test, which may do to it what it likes. */
export interface OwnService extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Takes connections but answers nothing, like a machine that hangs. */
  pause(): void;
  resume(): void;
  /** Ends it: connections are refused until `start`. */
  stop(): Promise<void>;
  /** Starts it again on the same port with the same data (Redis starts empty). */
  start(): Promise<void>;
}

/** Starts a MongoDB for one test. Use it with `await using`. */
export async function startOwnMongod(): Promise<OwnService> {
  const { mongod } = inject('parts');
  if (!mongod) throw new Error('MONGO_URL is set, so there is no mongod to start');
  const port = await freePort();
  const spec = (folder: string) => mongodSpec({ mongod, port, folder, memory: true });
  const ready = () => ensureReplicaSet(port);
  return startOwn({ url: mongoUrl(port, uniqueName()), port, spec, ready });
}

/** Starts a Redis for one test. Use it with `await using`. */
export async function startOwnRedis(): Promise<OwnService> {
  const { redisServer } = inject('parts');
  if (!redisServer) throw new Error('REDIS_URL is set, so there is no redis-server to start');
  const port = await freePort();
  const spec = (folder: string) => redisSpec({ redisServer, port, folder, memory: true });
  return startOwn({ url: redisUrl(port), port, spec, ready: () => waitForRedis(port) });
}

interface OwnRecipe {
  url: string;
  port: number;
  spec: (folder: string) => ProgramSpec;
  ready: () => Promise<void>;
}

async function startOwn({ url, port, spec, ready }: OwnRecipe): Promise<OwnService> {
  const group: Group = createGroup();
  const parent = await mkdtemp(join(tmpdir(), 'jembatan-own-'));
  group.removeAtEnd(parent);
  const folder = join(parent, 'data');
  await mkdir(folder);
  let program: Program;
  const start = async () => {
    const logFile = join(parent, 'log');
    program = await startReady(group, { ...spec(folder), logFile }, ready);
  };
  await start();
  return {
    url,
    port,
    start,
    pause: () => process.kill(program.pid, 'SIGSTOP'),
    resume: () => process.kill(program.pid, 'SIGCONT'),
    stop: async () => void (await program.stop()),
    [Symbol.asyncDispose]: () => group.stop(),
  };
}

/**
 * Starts what every test may use: one MongoDB (a replica set of one), one Redis, and the paths of
 * the worker and the browser. A caller that sets MONGO_URL and REDIS_URL has its own used.
 */
import { mkdtemp, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { Group } from '../../scripts/services/group.mjs';
import { createGroup } from '../../scripts/services/group.mjs';
import { ensureReplicaSet, mongodSpec, mongoUrl } from '../../scripts/services/mongo.mjs';
import { freePort } from '../../scripts/services/ports.mjs';
import { redisSpec, redisUrl, waitForRedis } from '../../scripts/services/redis.mjs';
import { startReady } from '../../scripts/services/start.mjs';
import { presentTestParts } from '../../scripts/toolchain/browser.mjs';
import { type Parts, toolchain } from '../../scripts/toolchain/main.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    mongoUrl: string;
    redisUrl: string;
    parts: Parts;
  }
}

const enoughMemoryBytes = 2_000_000_000;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const parts = { ...(await toolchain({ quiet: true })), ...presentTestParts(process.env) };
  const group = createGroup();
  const folder = await mkdtemp(join(await fastFolder(), 'jembatan-test-'));
  group.removeAtEnd(folder);
  const [mongo, redis] = await Promise.all([
    process.env.MONGO_URL ?? startMongod(group, parts, folder),
    process.env.REDIS_URL ?? startRedis(group, parts, folder),
  ]).catch(async (error: unknown) => {
    await group.stop();
    throw error;
  });
  const given = {
    MONGO_URL: mongo,
    REDIS_URL: redis,
    MEDIASOUP_WORKER_BIN: parts.workerBin,
    CHROMIUM_BIN: parts.chromium,
    HEADLESS_SHELL_BIN: parts.headlessShell,
    ESPEAK_BIN: parts.espeak,
  };
  for (const [name, value] of Object.entries(given)) if (value) process.env[name] = value;
  project.provide('mongoUrl', mongo);
  project.provide('redisUrl', redis);
  project.provide('parts', parts);
  return () => group.stop();
}

// Data of tests is thrown away, so it need not reach a disk.
async function fastFolder(): Promise<string> {
  const memory = await statfs('/dev/shm').catch(() => undefined);
  const free = memory ? memory.bavail * memory.bsize : 0;
  return free > enoughMemoryBytes ? '/dev/shm' : tmpdir();
}

async function startMongod(group: Group, parts: Parts, parent: string): Promise<string> {
  if (!parts.mongod) throw new Error('no mongod was found');
  const port = await freePort();
  const folder = await mkdtemp(join(parent, 'mongo-'));
  const logFile = join(parent, 'mongod.log');
  const spec = mongodSpec({ mongod: parts.mongod, port, folder, logFile, memory: true });
  await startReady(group, spec, () => ensureReplicaSet(port));
  return mongoUrl(port);
}

async function startRedis(group: Group, parts: Parts, parent: string): Promise<string> {
  if (!parts.redisServer) throw new Error('no redis-server was found');
  const port = await freePort();
  const logFile = join(parent, 'redis.log');
  const options = { redisServer: parts.redisServer, port, folder: parent, logFile };
  const spec = redisSpec({ ...options, memory: true });
  await startReady(group, spec, () => waitForRedis(port));
  return redisUrl(port);
}

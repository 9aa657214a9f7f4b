import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGroup } from '../../scripts/services/group.mjs';
import { cached, cacheFolder, type Recipe } from '../../scripts/toolchain/cache.mjs';
import { toolchain } from '../../scripts/toolchain/main.mjs';
import { eventually } from '../support/eventually.ts';

const root = join(import.meta.dirname, '../..');

describe('the cache of parts', () => {
  let folder = '';
  let made = 0;
  let before: string | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jembatan-cache-'));
    before = process.env.JEMBATAN_CACHE;
    process.env.JEMBATAN_CACHE = folder;
    made = 0;
  });

  afterEach(async () => {
    if (before === undefined) delete process.env.JEMBATAN_CACHE;
    else process.env.JEMBATAN_CACHE = before;
    await rm(folder, { recursive: true });
  });

  const recipe = (change: Partial<Recipe> = {}): Recipe => ({
    part: 'part',
    version: '1.0',
    check: async (place) => (await readdir(place)).includes('program'),
    make: async (draft) => {
      made += 1;
      await writeFile(join(draft, 'program'), String(made));
    },
    say: () => {},
    ...change,
  });

  it('makes a part once for two at the same time, and for all later ones', async () => {
    const [one, other] = await Promise.all([cached(recipe()), cached(recipe())]);
    expect(one).toBe(other);
    expect(await cached(recipe())).toBe(one);
    expect(made).toBe(1);
  });

  it('makes a part again when what is there no longer runs', async () => {
    const place = await cached(recipe());
    await rm(join(place, 'program'));
    await cached(recipe());
    expect(await readFile(join(place, 'program'), 'utf8')).toBe('2');
  });

  it('leaves nothing behind when making fails or what was made does not run', async () => {
    const broken = recipe({ make: () => Promise.reject(new Error('the line is cut')) });
    await expect(cached(broken)).rejects.toThrow('the line is cut');
    const useless = recipe({ make: async () => {} });
    await expect(cached(useless)).rejects.toThrow('does not run here');
    expect(await readdir(folder)).toEqual([]);
  });

  it('does not wait for one that was ended while it made the part', async () => {
    const lock = `${cacheFolder('part', '1.0')}.lock`;
    await writeFile(lock, 'somebody who is gone');
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(lock, longAgo, longAgo);
    await cached(recipe());
    expect(made).toBe(1);
  });
});

describe('the toolchain', () => {
  it('takes what the environment names, before anything else', async () => {
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      JEMBATAN_NODE: process.execPath,
      JEMBATAN_MONGOD: '/somewhere/mongod',
      JEMBATAN_REDIS: '/somewhere/redis-server',
      MEDIASOUP_WORKER_BIN: '/somewhere/worker',
    };
    const { MONGO_URL: _mongo, REDIS_URL: _redis, ...withoutAddresses } = env;
    expect(await toolchain({ quiet: true, env: withoutAddresses })).toEqual({
      node: process.execPath,
      mongod: '/somewhere/mongod',
      redisServer: '/somewhere/redis-server',
      workerBin: '/somewhere/worker',
    });
  });

  it('needs no database program when the environment names a database', async () => {
    const env = {
      ...process.env,
      MONGO_URL: 'mongodb://elsewhere',
      REDIS_URL: 'redis://elsewhere',
    };
    const parts = await toolchain({ quiet: true, env });
    expect(parts).not.toHaveProperty('mongod');
    expect(parts).not.toHaveProperty('redisServer');
  });

  it('prints absolute paths of programs that are there', async () => {
    const main = join(root, 'scripts/toolchain/main.mjs');
    const { MONGO_URL: _mongo, REDIS_URL: _redis, ...env } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, [main], { env });
    const parts: unknown = JSON.parse(stdout);
    expect(parts).toEqual({
      node: expect.stringMatching(/^\//),
      mongod: expect.stringMatching(/^\//),
      redisServer: expect.stringMatching(/^\//),
      workerBin: expect.stringMatching(/^\//),
    });
  });
});

describe('a group of programs', () => {
  it('stops the last started first, and kills what does not listen', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jembatan-group-'));
    const log = join(folder, 'log');
    const group = createGroup();
    const say = (name: string) => `process.on('SIGTERM', () => {
      require('fs').appendFileSync(${JSON.stringify(log)}, '${name} ');
      process.exit();
    }); setInterval(() => {}, 1000); console.log('up');`;
    const deaf = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up');`;
    const programs = { first: say('first'), second: say('second'), deaf };
    for (const [name, code] of Object.entries(programs)) {
      const logFile = join(folder, `${name}.log`);
      const args = ['-e', code];
      await group.start({ name, command: process.execPath, args, logFile, graceMs: 500 });
      await eventually(async () => (await readFile(logFile, 'utf8')).includes('up'));
    }
    await group.stop();
    expect(await readFile(log, 'utf8')).toBe('second first ');
    await rm(folder, { recursive: true });
  });

  it('says how a program ended, and when it could not start', async () => {
    const group = createGroup();
    const failing = await group.start({
      name: 'failing',
      command: process.execPath,
      args: ['-e', 'process.exit(3)'],
    });
    expect(await failing.exited).toMatchObject({ code: 3 });
    const missing = await group.start({ name: 'missing', command: '/no/such/program', args: [] });
    expect(await missing.exited).toMatchObject({ code: 127 });
    await group.stop();
  });
});

import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGroup, type Program } from '../../scripts/services/group.mjs';
import { ensureReplicaSet, mongodSpec, mongoUrl } from '../../scripts/services/mongo.mjs';
import { freePort } from '../../scripts/services/ports.mjs';
import { redisSpec, redisUrl, waitForRedis } from '../../scripts/services/redis.mjs';
import { type Parts, toolchain } from '../../scripts/toolchain/main.mjs';
import { type Postgres, startPostgres } from './postgres.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface RunningProgram {
  url: string;
  port: number;
  pid: number;
  /** Port of the inspector, where one was asked for. */
  inspectorPort: number;
  stop(): Promise<unknown>;
}

/** Services and programs of one benchmark run, as processes of their own. */
export interface World extends AsyncDisposable {
  parts: Parts;
  mongoUrl: string;
  redisUrl: string;
  redisPort: number;
  /** In front of the hub's keys in Redis. */
  redisPrefix: string;
  /** Starts the hub's server. */
  server(environment?: Record<string, string>): Promise<RunningProgram>;
  /** Starts the SFU. */
  sfu(environment?: Record<string, string>): Promise<RunningProgram>;
  /** Starts a bare program of `bench/bare/`. */
  bare(file: string, environment?: Record<string, string>): Promise<RunningProgram>;
  /** Starts a PostgreSQL; null where none is installed. */
  postgres(): Promise<Postgres | null>;
}

export async function createWorld(): Promise<World> {
  const parts = await toolchain({ quiet: true, tests: true });
  const group = createGroup();
  const folder = await mkdtemp(join(tmpdir(), 'jembatan-bench-'));
  group.removeAtEnd(folder);
  const [mongoPort, redisPort] = [await freePort(), await freePort()];
  if (!parts.mongod || !parts.redisServer)
    throw new Error('benchmarks start their own MongoDB and Redis: unset MONGO_URL and REDIS_URL');
  const mongoFolder = await mkdtemp(join(folder, 'mongo-'));
  await group.start(mongodSpec({ mongod: parts.mongod, port: mongoPort, folder: mongoFolder }));
  await group.start(redisSpec({ redisServer: parts.redisServer, port: redisPort, folder }));
  await Promise.all([ensureReplicaSet(mongoPort), waitForRedis(redisPort)]);
  const addresses = {
    MONGO_URL: mongoUrl(mongoPort, `bench_${randomBytes(4).toString('hex')}`),
    REDIS_URL: redisUrl(redisPort),
    REDIS_PREFIX: 'bench:',
  };

  async function run(
    file: string,
    portName: string,
    environment: Record<string, string> = {},
  ): Promise<RunningProgram> {
    const [port, inspectorPort] = [await freePort(), await freePort()];
    const env = {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
      ...addresses,
      [portName]: String(port),
      ...environment,
    };
    const logFile = join(folder, `${file.replaceAll('/', '-')}-${port}.log`);
    const program: Program = await group.start({
      name: `${file} ${port}`,
      command: parts.node,
      args: [`--inspect=127.0.0.1:${inspectorPort}`, join(root, file)],
      env,
      cwd: root,
      logFile,
    });
    const url = `http://127.0.0.1:${port}`;
    await answering(`${url}/healthz`).catch(async (cause: unknown) => {
      const said = await readFile(logFile, 'utf8').catch(() => '');
      throw new Error(`${file} does not answer: ${said.slice(-2_000)}`, { cause });
    });
    return { url, port, pid: program.pid, inspectorPort, stop: () => program.stop() };
  }

  return {
    parts,
    mongoUrl: addresses.MONGO_URL,
    redisUrl: addresses.REDIS_URL,
    redisPort,
    redisPrefix: addresses.REDIS_PREFIX,
    server: (environment) => run('server/src/main.ts', 'PORT', environment),
    sfu: (environment) =>
      run('sfu/src/main.ts', 'SFU_PORT', {
        MEDIASOUP_WORKER_BIN: parts.workerBin,
        MEDIA_PORT: '0',
        ...environment,
      }),
    bare: (file, environment) => run(`bench/bare/${file}`, 'PORT', environment),
    postgres: () =>
      startPostgres(folder, (spec) =>
        group.start({ ...spec, logFile: join(folder, 'postgres.log') }),
      ),
    [Symbol.asyncDispose]: () => group.stop(),
  };
}

async function answering(url: string): Promise<void> {
  const ends = performance.now() + 20_000;
  for (;;) {
    const up = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    if (performance.now() > ends) throw new Error(`${url} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

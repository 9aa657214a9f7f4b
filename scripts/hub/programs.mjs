// A running hub: MongoDB, Redis, one SFU and the server, started in this order and stopped in the
// other.
import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import { join } from 'node:path';
import { ensureReplicaSet, mongodSpec, mongoUrl, moveReplicaSet } from '../services/mongo.mjs';
import { redisSpec, redisUrl, waitForRedis } from '../services/redis.mjs';
import { waitFor } from '../services/wait.mjs';
import { StepError } from '../toolchain/progress.mjs';
import { choosePorts, prepareData } from './data.mjs';
import { root } from './options.mjs';

const readyMs = 60_000;
const database = 'jembatan';

/**
 * Starts everything and answers when the hub is ready.
 * @param {{ group: ReturnType<typeof import('../services/group.mjs').createGroup>,
 *   parts: import('../toolchain/main.mjs').Parts, options: import('./options.mjs').Options,
 *   progress: import('../toolchain/progress.mjs').Progress, dev?: boolean,
 *   onExit: (name: string, outcome: import('../services/group.mjs').Outcome, log: string) => void
 * }} context `dev`: programs start again when their sources change, and print what they say
 */
export async function startPrograms(context) {
  const { options, parts } = context;
  const folders = await prepareData(options.dataDir, parts.mongod);
  const ports = await choosePorts(options.dataDir);
  const run = (spec) =>
    startWatched({ ...spec, logFile: join(folders.logs, `${spec.name}.log`) }, context);
  const environment = {
    ...process.env,
    NODE_ENV: process.env.NODE_ENV ?? (context.dev ? 'development' : 'production'),
    DATA_DIR: options.dataDir,
    MONGO_URL: process.env.MONGO_URL || mongoUrl(ports.mongo, database),
    REDIS_URL: process.env.REDIS_URL || redisUrl(ports.redis),
    MEDIASOUP_WORKER_BIN: parts.workerBin,
    CLIENT_DIR: process.env.CLIENT_DIR || join(root, 'client/dist'),
    ADMIN_LINK_FILE: join(options.dataDir, 'admin-link'),
  };
  await explained(folders.logs, async () => {
    await Promise.all([
      startMongod(ports, { run, context, folders }),
      startRedis(parts, ports.redis, { run, folder: folders.redis }),
    ]);
    await startOwn('sfu', environment, { run, context });
    await startOwn('server', environment, { run, context });
    await Promise.all([
      waitUntilReady({ name: 'SFU', port: options.sfuPort, path: '/healthz', tls: options.tls }),
      waitUntilReady({ name: 'server', port: options.port, path: '/readyz', tls: options.tls }),
    ]);
  });
}

async function explained(logs, work) {
  try {
    await work();
  } catch (error) {
    const wayOut = `read the last lines of the files in ${logs}, then start again`;
    throw new StepError({ step: 'Hub', reason: error.message, wayOut });
  }
}

async function startMongod({ mongo: port, mongoBefore }, { run, context, folders }) {
  const { mongod } = context.parts;
  if (!mongod) return;
  const place = { mongod, port, folder: folders.mongo };
  if (mongoBefore && mongoBefore !== port) {
    const logFile = join(folders.logs, 'mongod.log');
    await moveReplicaSet({ ...place, group: context.group, logFile });
  }
  await run(mongodSpec(place));
  await ensureReplicaSet(port);
}

async function startRedis({ redisServer }, port, { run, folder }) {
  if (!redisServer) return;
  await run(redisSpec({ redisServer, port, folder }));
  await waitForRedis(port);
}

async function startOwn(name, env, { run, context }) {
  const watch = context.dev ? ['--watch', '--watch-preserve-output'] : [];
  const args = [...watch, join(root, name, 'src/main.ts')];
  await run({ name, command: context.parts.node, args, env, cwd: root, echo: context.dev });
}

async function startWatched(spec, { group, onExit }) {
  const program = await group.start(spec);
  void program.exited.then((outcome) => onExit(spec.name, outcome, spec.logFile));
}

// Asks a program until it says yes.
async function waitUntilReady({ name, port, path, tls }) {
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${port}${path}`;
  const ask = async () => ((await statusOf(url)) === 200 ? true : undefined);
  await waitFor(ask, { timeoutMs: readyMs, what: `The ${name} is ready`, everyMs: 100 });
}

function statusOf(url) {
  // The certificate is for the hub's name, not for this address.
  const options = { rejectUnauthorized: false, timeout: 2_000, agent: false };
  const get = url.startsWith('https') ? getHttps : getHttp;
  return new Promise((resolve, reject) => {
    const request = get(url, options, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.once('timeout', () => request.destroy(new Error('no answer')));
    request.once('error', reject);
  });
}

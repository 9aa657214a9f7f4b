// One mongod as a replica set of its own: transactions need a set.
import { createRequire } from 'node:module';
import { waitFor } from './wait.mjs';

const setName = 'rs0';
const readyMs = 60_000;

/**
 * How to start mongod.
 * @param {{ mongod: string, port: number, folder: string, name?: string, logFile?: string,
 *   memory?: boolean }} options `memory` is for tests, whose data is small and thrown away
 * @returns {import('./group.mjs').ProgramSpec}
 */
export function mongodSpec({ mongod, port, folder, name = 'mongod', logFile, memory = false }) {
  const args = ['--replSet', setName, '--port', String(port), '--dbpath', folder];
  args.push('--bind_ip', '127.0.0.1', '--nounixsocket', '--quiet');
  args.push('--setParameter', 'diagnosticDataCollectionEnabled=false');
  if (memory) args.push('--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '256');
  return { name, command: mongod, args, logFile, graceMs: 20_000 };
}

/** The address of the replica set; the database's name goes before the `?`. */
export function mongoUrl(port, database = '') {
  return `mongodb://127.0.0.1:${port}/${database}?replicaSet=${setName}`;
}

/**
 * Waits until mongod answers, makes it a replica set or corrects its address when the port has
 * changed since the last start, and waits until it is the primary.
 * @param {number} port
 */
export async function ensureReplicaSet(port) {
  const require = createRequire(import.meta.url);
  const { MongoClient } = require('mongodb');
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 2_000,
  });
  const options = { timeoutMs: readyMs, what: 'MongoDB is ready' };
  try {
    const admin = await waitFor(async () => (await client.connect()).db('admin'), options);
    await configure(admin, `127.0.0.1:${port}`);
    await waitFor(async () => {
      const hello = await admin.command({ hello: 1 });
      return hello.isWritablePrimary || undefined;
    }, options);
  } finally {
    await client.close();
  }
}

async function configure(admin, host) {
  const members = [{ _id: 0, host }];
  const config = await currentConfig(admin);
  if (!config) {
    await admin.command({ replSetInitiate: { _id: setName, members } });
    return;
  }
  if (config.members[0].host === host) return;
  // Nobody is primary while the set looks for itself at its old address, hence the force.
  const next = {
    ...config,
    version: config.version + 1,
    members: [{ ...config.members[0], host }],
  };
  await admin.command({ replSetReconfig: next, force: true });
}

async function currentConfig(admin) {
  const notYetInitialized = 94;
  try {
    return (await admin.command({ replSetGetConfig: 1 })).config;
  } catch (error) {
    if (error.code === notYetInitialized) return undefined;
    throw error;
  }
}

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
  const args = ['--replSet', setName, ...commonArgs(port, folder)];
  if (memory) args.push('--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '256');
  return { name, command: mongod, args, logFile, graceMs: 20_000 };
}

function commonArgs(port, folder) {
  return [
    ...['--port', String(port), '--dbpath', folder, '--bind_ip', '127.0.0.1'],
    ...['--nounixsocket', '--quiet', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
  ];
}

/** The address of the replica set; the database's name goes before the `?`. */
export function mongoUrl(port, database = '') {
  return `mongodb://127.0.0.1:${port}/${database}?replicaSet=${setName}`;
}

/**
 * Waits until mongod answers, makes it a replica set if it is none, and waits until it is the
 * primary.
 * @param {number} port
 */
export async function ensureReplicaSet(port) {
  const options = { timeoutMs: readyMs, what: 'MongoDB is ready' };
  await withClient(port, async (client) => {
    const admin = client.db('admin');
    await waitFor(() => initiate(admin, `127.0.0.1:${port}`), options);
    await waitFor(async () => {
      const hello = await admin.command({ hello: 1 });
      return hello.isWritablePrimary || undefined;
    }, options);
  });
}

/**
 * Tells a replica set that its port has changed. It would otherwise look for itself at the old
 * one, and whoever holds that port now could keep it waiting. The set is started once without
 * being one, because only then its own description can be written.
 * @param {{ group: ReturnType<typeof import('./group.mjs').createGroup>, mongod: string,
 *   port: number, folder: string, logFile: string }} place
 */
export async function moveReplicaSet({ group, mongod, port, folder, logFile }) {
  const args = commonArgs(port, folder);
  const spec = { name: 'mongod-move', command: mongod, args, logFile, graceMs: 20_000 };
  const program = await group.start(spec);
  await withClient(port, async (client) => {
    const change = { $set: { 'members.0.host': `127.0.0.1:${port}` }, $inc: { version: 1 } };
    await client.db('local').collection('system.replset').updateOne({ _id: setName }, change);
  });
  await program.stop();
}

async function withClient(port, work) {
  const require = createRequire(import.meta.url);
  const { MongoClient } = require('mongodb');
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 2_000,
  });
  try {
    const options = { timeoutMs: readyMs, what: 'MongoDB answers' };
    await waitFor(() => client.connect(), options);
    await work(client);
  } finally {
    await client.close();
  }
}

// Answers true when there is a set. While mongod still loads what it knows, it says both that
// there is none and that there is one already; it is asked again then.
async function initiate(admin, host) {
  const notYetInitialized = 94;
  try {
    await admin.command({ replSetGetConfig: 1 });
    return true;
  } catch (error) {
    if (error.code !== notYetInitialized) throw error;
  }
  await admin.command({ replSetInitiate: { _id: setName, members: [{ _id: 0, host }] } });
  return true;
}

// The folder that holds a hub's data, and the ports it keeps there.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, isFree } from '../services/ports.mjs';
import { StepError } from '../toolchain/progress.mjs';
import { versionOf } from '../toolchain/run.mjs';

const step = 'Data';

/**
 * Makes the folders a hub needs.
 * @param {string} dataDir
 * @param {string | undefined} mongod left out when MongoDB is somebody else's
 * @returns {Promise<{ mongo: string, redis: string, logs: string }>}
 */
export async function prepareData(dataDir, mongod) {
  const major = mongod ? (await versionOf(mongod))?.[0] : undefined;
  const folders = {
    mongo: join(dataDir, `mongo-${major ?? 'elsewhere'}`),
    redis: join(dataDir, 'redis'),
    logs: join(dataDir, 'logs'),
  };
  if (major) await refuseOtherMajor(dataDir, major);
  await mkdir(folders.redis, { recursive: true });
  await mkdir(folders.logs, { recursive: true });
  if (major) await mkdir(folders.mongo, { recursive: true });
  return folders;
}

// A newer MongoDB may be found on PATH one day. Starting it beside the old data would look like
// an empty hub.
async function refuseOtherMajor(dataDir, major) {
  const names = await readdir(dataDir).catch(() => []);
  const majors = names.map((name) => /^mongo-(\d+)$/.exec(name)?.[1]).filter(Boolean);
  if (majors.length === 0 || majors.includes(String(major))) return;
  throw new StepError({
    step,
    reason: `the data in ${dataDir} was written by MongoDB ${majors.join(', ')}, and this is ${major}`,
    wayOut: `set JEMBATAN_MONGOD to a mongod ${majors[0]}, or move the data with mongodump and mongorestore`,
  });
}

/**
 * The ports of MongoDB and Redis: the same as last time when they are free, else new ones.
 * @param {string} dataDir
 * @returns {Promise<{ mongo: number, redis: number, mongoBefore: number | undefined }>}
 */
export async function choosePorts(dataDir) {
  const file = join(dataDir, 'ports.json');
  const last = await readJson(file);
  const choose = async (port) =>
    Number.isInteger(port) && (await isFree(port, '127.0.0.1')) ? port : freePort();
  const ports = { mongo: await choose(last?.mongo), redis: await choose(last?.redis) };
  await writeFile(file, `${JSON.stringify(ports)}\n`);
  return { ...ports, mongoBefore: last?.mongo };
}

/**
 * Claims the folder for one hub until the returned function is called.
 * @param {import('./options.mjs').Options} options
 */
export async function claimData({ dataDir, port }) {
  const file = join(dataDir, 'running.json');
  await mkdir(dataDir, { recursive: true });
  const other = await readJson(file);
  // A process id may belong to somebody else by now; the port tells.
  if (other && isAlive(other.pid) && !(await isFree(other.port))) {
    const wayOut = 'stop it first, or set DATA_DIR, PORT, SFU_PORT and MEDIA_PORT for a second hub';
    const reason = `a hub runs on ${dataDir} already (process ${other.pid}, port ${other.port})`;
    throw new StepError({ step, reason, wayOut });
  }
  await writeFile(file, `${JSON.stringify({ pid: process.pid, port })}\n`);
  return () => rm(file, { force: true });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function readJson(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    // Missing, or half-written by a machine that lost its power.
    return undefined;
  }
}

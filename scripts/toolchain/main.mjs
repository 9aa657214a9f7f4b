// Finds or fetches every program the project runs on, and answers their absolute paths.
// On its own: node scripts/toolchain/main.mjs [--tests] prints them as JSON.
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findChromium, findHeadlessShell, findSpeech } from './browser.mjs';
import { findMongod } from './mongod.mjs';
import { findNode } from './node24.mjs';
import { installPackagesOfProject } from './npm.mjs';
import { createProgress, exitWith, StepError } from './progress.mjs';
import { findRedis } from './redis.mjs';
import { findWorker } from './worker.mjs';

/**
 * What each part's finder is given.
 * @typedef {{ env: NodeJS.ProcessEnv, node: string,
 *   progress: import('./progress.mjs').Progress }} Context
 */

const parts = [
  { key: 'node', title: 'Node 24', find: findNode },
  { key: 'mongod', title: 'MongoDB', find: findMongod, unless: 'MONGO_URL' },
  { key: 'redisServer', title: 'Redis', find: findRedis, unless: 'REDIS_URL' },
  { key: 'workerBin', title: 'mediasoup worker', find: findWorker },
];
const testParts = [
  { key: 'chromium', title: 'Chromium', find: findChromium },
  { key: 'headlessShell', title: 'Headless shell', find: findHeadlessShell },
  { key: 'espeak', title: 'espeak-ng', find: findSpeech },
];

/**
 * The absolute paths of all parts; fetches what is missing. A database or Redis that the
 * environment names by address is left out.
 * @param {{ tests?: boolean, quiet?: boolean, env?: NodeJS.ProcessEnv,
 *   onFound?: (key: string, path: string) => void }} [options] `tests` adds browser and speech;
 *   `quiet` prints only what takes time
 * @returns {Promise<{ node: string, mongod?: string, redisServer?: string, workerBin: string,
 *   chromium?: string, headlessShell?: string, espeak?: string }>}
 */
export async function toolchain({ tests = false, quiet = false, env = process.env, onFound } = {}) {
  const wanted = [...parts, ...(tests ? testParts : [])].filter(
    (part) => !part.unless || !env[part.unless],
  );
  const progress = createProgress(wanted.length + 1, { quiet });
  progress.step('npm packages');
  await installPackagesOfProject(progress);
  const found = {};
  for (const part of wanted) {
    progress.step(part.title);
    found[part.key] = await findPart(part, { env, node: found.node, progress });
    progress.done(found[part.key]);
    onFound?.(part.key, found[part.key]);
  }
  return found;
}

async function findPart({ title, find }, context) {
  try {
    return await find(context);
  } catch (error) {
    if (error instanceof StepError) throw error;
    const wayOut = 'docs/running.md tells how to use a program of your own instead';
    throw new StepError({ step: title, reason: error.message, wayOut });
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const found = await toolchain({ tests: process.argv.includes('--tests') }).catch(exitWith);
  process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
}

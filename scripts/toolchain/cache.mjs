// One cache for every clone of the project on a machine: a part is made once, under a name that
// holds its version and the kind of system.
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemKey } from './system.mjs';

const heartbeatMs = 5_000;
const staleMs = 30_000;

/** The folder that holds all parts. `JEMBATAN_CACHE` moves it. */
export function cacheRoot() {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return process.env.JEMBATAN_CACHE || join(base, 'jembatan');
}

/** Where a part of this version lives, whether it is there or not. */
export function cacheFolder(part, version) {
  return join(cacheRoot(), `${part}-${version}-${systemKey}`);
}

/** Whether a part is there and runs. Looking never waits for someone who fetches. */
export async function isCached({ part, version, check }) {
  const folder = cacheFolder(part, version);
  return existsSync(folder) && check(folder);
}

/**
 * Answers the folder of a part and makes it first when it is missing. Two at once: the second
 * waits for the first. A half-made part is never seen, because it gets its name at the end.
 * @param {{ part: string, version: string, check: (folder: string) => Promise<boolean>,
 *   make: (draft: string) => Promise<void>, say: (text: string) => void }} recipe
 */
export async function cached({ part, version, check, make, say }) {
  const folder = cacheFolder(part, version);
  if (await isCached({ part, version, check })) return folder;
  await mkdir(cacheRoot(), { recursive: true });
  return withLock(`${folder}.lock`, say, async () => {
    // The one that held the lock before may have made it.
    if (await isCached({ part, version, check })) return folder;
    const draft = `${folder}.draft-${process.pid}`;
    await removeDraftsOf(folder);
    await mkdir(draft, { recursive: true });
    try {
      await make(draft);
      if (!(await check(draft))) throw new Error(`${part} was fetched but does not run here`);
      await rm(folder, { recursive: true, force: true });
      await rename(draft, folder);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    return folder;
  });
}

// The lock is ours, so whoever made these was ended half-way.
async function removeDraftsOf(folder) {
  const drafts = (await readdir(cacheRoot())).filter((name) =>
    name.startsWith(`${basename(folder)}.draft-`),
  );
  await Promise.all(
    drafts.map((name) => rm(join(cacheRoot(), name), { recursive: true, force: true })),
  );
}

async function withLock(path, say, work) {
  const token = `${process.pid} ${Date.now()} ${Math.random()}`;
  for (let told = false; !(await take(path, token)); told = true) {
    if (!told) say('another start is fetching the same part; waiting for it');
    await sleep(500);
  }
  // The file's age is the sign of life: it also works between containers, where a process id
  // says nothing.
  const heart = setInterval(
    () => void utimes(path, new Date(), new Date()).catch(() => {}),
    heartbeatMs,
  );
  try {
    return await work();
  } finally {
    clearInterval(heart);
    if ((await readFile(path, 'utf8').catch(() => '')) === token) await rm(path, { force: true });
  }
}

async function take(path, token) {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(token);
    await file.close();
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const found = await stat(path).catch(() => undefined);
  if (found && Date.now() - found.mtimeMs > staleMs) {
    // Whoever made it is gone. Renaming lets only one of those who wait clear it away.
    const grave = `${path}.stale-${process.pid}`;
    await rename(path, grave).catch(() => {});
    await rm(grave, { force: true });
  }
  return false;
}

// What the browser has to load, held against its budgets (gzip). Reads the manifest that Vite
// writes beside the built client.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const built = fileURLToPath(new URL('../../client/dist/', import.meta.url));
const entry = 'index.html';
const threadPage = /\/features\/threads\/ThreadPage\.tsx$/;
const roomPage = /\/features\/rooms\/RoomPage\.tsx$/;
const texts = 'virtual:texts/en';
const liveConnection = /\/net\/socket-io\.ts$/;

/**
 * The budgets with what is used of each, in bytes.
 * @returns {{ name: string, used: number, limit: number }[]}
 * @throws {Error} when a page the budgets are about is not in the manifest
 */
export function measureBudgets() {
  const manifest = JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8'));
  // A thread page of a person who is signed in: the frame, the page, one language, and the
  // connection that brings news.
  const first = [entry, keyOf(manifest, threadPage), texts, keyOf(manifest, liveConnection)];
  const firstLoad = closure(manifest, first);
  const room = closure(manifest, [keyOf(manifest, roomPage), `${texts}/rooms`]);
  const roomOnly = [...room].filter((key) => !firstLoad.has(key));
  return [
    {
      name: 'thread page, first load: script',
      used: sizeOf(scripts(manifest, firstLoad)),
      limit: 60_000,
    },
    {
      name: 'thread page, first load: style',
      used: sizeOf(styles(manifest, firstLoad)),
      limit: 15_000,
    },
    { name: 'room: script', used: sizeOf(scripts(manifest, roomOnly)), limit: 130_000 },
  ];
}

function keyOf(manifest, pattern) {
  const key = Object.keys(manifest).find((name) => pattern.test(`/${name}`));
  if (!key) throw new Error(`the built client has no chunk for ${pattern}: see budgets.mjs`);
  return key;
}

// What a chunk needs before it runs.
function closure(manifest, keys, seen = new Set()) {
  for (const key of keys) {
    if (seen.has(key) || !manifest[key]) continue;
    seen.add(key);
    closure(manifest, manifest[key].imports ?? [], seen);
  }
  return seen;
}

const scripts = (manifest, keys) => [...keys].map((key) => manifest[key].file);
const styles = (manifest, keys) => [...keys].flatMap((key) => manifest[key].css ?? []);

function sizeOf(files) {
  const distinct = [...new Set(files)].filter((file) => /\.(js|css)$/.test(file));
  return distinct.reduce((sum, file) => sum + gzipSync(readFileSync(join(built, file))).length, 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const budgets = measureBudgets();
  for (const { name, used, limit } of budgets) {
    const mark = used > limit ? 'TOO MUCH' : 'ok';
    const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
    process.stdout.write(`${name}: ${kilobytes(used)} of ${kilobytes(limit)} kB ${mark}\n`);
  }
  process.exit(budgets.some(({ used, limit }) => used > limit) ? 1 : 0);
}

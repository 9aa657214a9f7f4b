// Node 24, which runs the project's TypeScript as it is. The scripts themselves run on Node 20.
import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, cacheFolder, isCached } from './cache.mjs';
import { StepError } from './progress.mjs';
import { isExecutable, run, versionOf, which } from './run.mjs';

const step = 'Node 24';
const major = 24;
const version = '24.11.1';
const packaged = fileURLToPath(
  new URL(`../../node_modules/node-${process.platform}-${process.arch}/bin/node`, import.meta.url),
);

/**
 * The path of a Node of the right major version.
 * @param {import('./main.mjs').Context} context
 */
export async function findNode(context) {
  if (context.env.JEMBATAN_NODE) return context.env.JEMBATAN_NODE;
  for (const path of [process.execPath, which('node'), packaged]) {
    if (path && (await isRightMajor(path))) return path;
  }
  const recipe = {
    part: 'node',
    version,
    check: (folder) => isRightMajor(join(folder, 'bin/node')),
  };
  if (!(await isCached(recipe))) {
    const make = (draft) => download(draft, context);
    await cached({ ...recipe, make, say: context.progress.say });
  }
  return join(cacheFolder('node', version), 'bin/node');
}

async function isRightMajor(path) {
  return isExecutable(path) && (await versionOf(path))?.[0] === major;
}

// npm has already fetched one where a package exists for the platform; this is for the others.
async function download(draft, { progress }) {
  const site = `https://nodejs.org/dist/v${version}`;
  const file = `node-v${version}-${process.platform}-${process.arch}.tar.gz`;
  progress.say(`downloading Node ${version}`);
  try {
    const sums = await (await fetch(`${site}/SHASUMS256.txt`)).text();
    const archive = Buffer.from(await (await fetch(`${site}/${file}`)).arrayBuffer());
    const sha256 = createHash('sha256').update(archive).digest('hex');
    if (!sums.includes(`${sha256}  ${file}`)) throw new Error(`${file} has the wrong hash`);
    await writeFile(join(draft, file), archive);
    await run('tar', ['-xzf', file, '--strip-components=1'], { cwd: draft });
    await rm(join(draft, file));
  } catch (error) {
    const wayOut = 'install Node 24 so that it is on PATH';
    throw new StepError({ step, reason: error.message, wayOut });
  }
}

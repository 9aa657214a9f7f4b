// The project's npm packages: installed when missing, and again when the lock file changed.

import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StepError } from './progress.mjs';
import { run, which } from './run.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const mark = join(root, 'node_modules/.jembatan-lock');

/**
 * Runs `npm ci` when node_modules is missing or belongs to another lock file.
 * @param {import('./progress.mjs').Progress} progress
 */
export async function installPackagesOfProject(progress) {
  const wanted = await readFile(join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(wanted).digest('hex');
  if ((await readFile(mark, 'utf8').catch(() => '')) === hash) return;
  if (await isWhatNpmInstalled(wanted)) return writeFile(mark, hash);
  progress.say('npm ci');
  try {
    await npm(['ci', '--no-audit', '--no-fund'], (line) => progress.tick(line.slice(0, 90)));
  } catch (error) {
    const wayOut = 'check the way to the npm registry, then run: npm ci';
    throw new StepError({ step: 'npm packages', reason: error.message, wayOut });
  }
  await writeFile(mark, hash);
}

// npm writes down what it installed; a person's own `npm ci` or `npm install` counts as well.
async function isWhatNpmInstalled(lockText) {
  const installed = await readFile(join(root, 'node_modules/.package-lock.json'), 'utf8').catch(
    () => '',
  );
  if (!installed) return false;
  const versions = (text) => JSON.parse(text).packages;
  const wanted = Object.entries(versions(lockText));
  const there = versions(installed);
  return wanted.every(([path, entry]) => {
    if (path === '' || entry.optional || entry.link || !path.startsWith('node_modules/'))
      return true;
    return there[path]?.version === entry.version;
  });
}

async function npm(args, onLine) {
  const script = process.env.npm_execpath;
  if (script) return run(process.execPath, [script, ...args], { cwd: root, onLine });
  const path = which('npm');
  if (!path) throw new Error('npm is not on PATH');
  return run(path, args, { cwd: root, onLine });
}

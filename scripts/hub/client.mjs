// The built client: made anew when what it is made of has changed.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { StepError } from '../toolchain/progress.mjs';
import { run, which } from '../toolchain/run.mjs';
import { root } from './options.mjs';

const sources = ['client', 'shared/src', 'shared/locales', 'package-lock.json'];
const madeFolders = new Set(['dist', 'dist-types', 'node_modules']);
const mark = join(root, 'client/dist/.made-from');

/**
 * Builds the client unless the last build is of the same sources.
 * @param {{ node: string, progress: import('../toolchain/progress.mjs').Progress }} context
 */
export async function buildClient({ node, progress }) {
  const hash = await hashSources();
  if ((await readFile(mark, 'utf8').catch(() => '')) === hash) {
    progress.done('as it was');
    return;
  }
  // npm's scripts find `node` on PATH.
  const env = { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` };
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [node, [npm]] : [which('npm') ?? 'npm', []];
  const onLine = (line) => progress.tick(line.slice(0, 90));
  try {
    await run(command, [...args, 'run', 'build', '-w', '@jembatan/client'], {
      cwd: root,
      env,
      onLine,
    });
  } catch (error) {
    const wayOut = 'correct what the lines above name';
    throw new StepError({ step: 'Client', reason: error.message, wayOut });
  }
  await writeFile(mark, hash);
  progress.done('built');
}

async function hashSources() {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of await filesUnder(join(root, source))) {
      hash
        .update(relative(root, path))
        .update('\0')
        .update(await readFile(path))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

async function filesUnder(path) {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return [path];
  const wanted = entries.filter((entry) => !madeFolders.has(entry.name) && !isTest(entry.name));
  const lists = await Promise.all(
    wanted
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((entry) =>
        entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)],
      ),
  );
  return lists.flat();
}

const isTest = (name) => /\.test\.tsx?$|\.tsbuildinfo$/.test(name);

import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

const built = join(root, 'client/dist');

/** The client as people get it, built once for all of a run, in a folder that a test may change. */
export async function copyClient(): Promise<{ folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'jembatan-client-'));
  await cp(built, folder, { recursive: true });
  return {
    folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Builds it from the present source, before the first test. */
export default async function setup(): Promise<void> {
  // As a program of its own: inside a test run Vite would build for tests.
  const { VITEST: _vitest, ...env } = process.env;
  await promisify(execFile)(process.execPath, [join(root, 'scripts/build.mjs')], {
    cwd: root,
    env: { ...env, NODE_ENV: 'production' },
  });
}

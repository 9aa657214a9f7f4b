import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

/** The client as people get it, built once for all the browsers of a run. */
export const clientFolder = join(root, 'client/dist');

/** Builds it from the present source, before the first test. */
export default async function setup(): Promise<void> {
  // As a program of its own: inside a test run Vite would build for tests.
  const { VITEST: _vitest, ...env } = process.env;
  await promisify(execFile)(process.execPath, [join(root, 'scripts/build.mjs')], {
    cwd: root,
    env: { ...env, NODE_ENV: 'production' },
  });
}

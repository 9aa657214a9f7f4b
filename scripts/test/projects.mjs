// Runs one of Vitest's projects and counts what came of it.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../hub/options.mjs';

const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const heartbeatMs = 30_000;

/** The projects of vitest.config.ts, the quickest first. */
export const projects = ['unit', 'api', 'start', 'video', 'pages', 'rooms'];

/**
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, seconds: number }}
 *   Result
 */

/**
 * Runs a project; its own output goes to the terminal as it comes.
 * @param {string} name
 * @param {{ node: string, env: NodeJS.ProcessEnv }} context
 * @returns {Promise<Result>}
 */
export async function runProject(name, { node, env }) {
  const folder = await mkdtemp(join(tmpdir(), 'jembatan-report-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [vitest, 'run', '--project', name, '--passWithNoTests', ...reporters];
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  const heart = setInterval(() => {
    process.stdout.write(`      … ${name}: ${seconds()} s\n`);
  }, heartbeatMs);
  const child = spawn(node, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (exitCode) => resolve(exitCode ?? 1));
  });
  clearInterval(heart);
  const counts = count(JSON.parse(await readFile(report, 'utf8').catch(() => '{}')));
  await rm(folder, { recursive: true, force: true });
  // A run that broke outside of any test has failed all the same.
  const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
  return { name, ...counts, failed, seconds: seconds() };
}

function count(report) {
  // A file that could not be loaded has no tests to count.
  const broken = (report.testResults ?? []).filter(
    (file) =>
      file.status === 'failed' && file.assertionResults.every((one) => one.status !== 'failed'),
  );
  return {
    passed: report.numPassedTests ?? 0,
    failed: (report.numFailedTests ?? 0) + broken.length,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

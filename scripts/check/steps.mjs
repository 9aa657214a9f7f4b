// The parts of `npm run check`, in order: the quickest to tell a mistake first.
import { join } from 'node:path';
import { buildClient } from '../hub/client.mjs';
import { root } from '../hub/options.mjs';
import { run } from '../toolchain/run.mjs';

/**
 * Runs every part and prints its time; stops at the first that is broken.
 * @param {{ node: string, progress: import('../toolchain/progress.mjs').Progress }} context
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks(context) {
  const { node, progress } = context;
  const program = (path, ...args) => run(node, [join(root, path), ...args], { cwd: root });
  const parts = [
    { name: 'Types', work: () => program('node_modules/typescript/bin/tsc', '-b') },
    { name: 'Format and lint', work: () => biome(program) },
    { name: 'Import rules', work: () => program('scripts/check/import-rules.mjs') },
    { name: 'Client', work: () => buildClient(context) },
    { name: 'Budgets', work: () => program('scripts/check/budgets.mjs') },
  ];
  for (const [index, { name, work }] of parts.entries()) {
    progress.step(name);
    const start = Date.now();
    try {
      const said = await work();
      if (said) progress.done(said.trim().split('\n').join('\n      '));
    } catch (error) {
      process.stderr.write(`\n${name}: ${error.message}\n`);
      return { passed: index, failed: 1 };
    }
    progress.done(`${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
  return { passed: parts.length, failed: 0 };
}

/** How many steps `runChecks` takes. */
export const checkSteps = 5;

async function biome(program) {
  const args = ['check', '--error-on-warnings', '--max-diagnostics=20', '--colors=off', '.'];
  const said = await program('node_modules/@biomejs/biome/bin/biome', ...args);
  return said.trim().split('\n')[0];
}

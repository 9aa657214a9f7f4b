// Parts that come from the Python package index, each pinned by its hash.
import { fileURLToPath } from 'node:url';
import { installPackages } from './apt.mjs';
import { StepError } from './progress.mjs';
import { run, tryRun } from './run.mjs';
import { hasApt } from './system.mjs';

const requirementsFolder = fileURLToPath(new URL('./requirements/', import.meta.url));

/**
 * Makes a virtual environment with what a file of requirements/ lists. Debian's own pip refuses
 * to install anywhere else.
 * @param {string} folder where the environment goes
 * @param {string} requirements a file of requirements/, with hashes
 * @param {{ step: string, progress: import('./progress.mjs').Progress }} context
 */
export async function pythonEnvironment(folder, requirements, context) {
  const canMake = async () => tryRun('python3', ['-c', 'import venv, ensurepip']);
  if ((await canMake()) === undefined && hasApt) await installPackages(['python3-venv'], context);
  if ((await canMake()) === undefined) {
    const wayOut = 'install Python 3 with its venv module, then start again';
    throw new StepError({ step: context.step, reason: 'Python 3 is missing', wayOut });
  }
  await run('python3', ['-m', 'venv', folder]);
  context.progress.say(
    `fetching what requirements/${requirements} lists from the Python package index`,
  );
  await run(`${folder}/bin/python`, [
    ...['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary', ':all:'],
    ...['--require-hashes', '-r', `${requirementsFolder}${requirements}`],
  ]);
}

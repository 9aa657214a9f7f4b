// npm run check: types, format and lint, import rules, and the budgets of the client.
import { checkSteps, runChecks } from './check/steps.mjs';
import { findNode } from './toolchain/node24.mjs';
import { installPackagesOfProject } from './toolchain/npm.mjs';
import { createProgress, exitWith } from './toolchain/progress.mjs';

async function main() {
  const progress = createProgress(checkSteps + 1);
  progress.step('npm packages');
  await installPackagesOfProject(progress);
  const node = await findNode({ env: process.env, progress });
  const { failed } = await runChecks({ node, progress });
  return failed > 0 ? 1 : 0;
}

main().then((code) => process.exit(code), exitWith);

// npm test: the same set-up as npm start, then checks and every test, and one summary.
// npm test -- unit api    runs only these of Vitest's projects, without the checks.
import { dirname } from 'node:path';
import { checkSteps, runChecks } from './check/steps.mjs';
import { buildClient } from './hub/client.mjs';
import { projects, runProject } from './test/projects.mjs';
import { toolchain } from './toolchain/main.mjs';
import { createProgress, exitWith, StepError } from './toolchain/progress.mjs';

async function main(args) {
  const chosen = choose(args);
  const parts = await toolchain({ tests: true });
  const all = args.length === 0;
  const progress = createProgress((all ? checkSteps : 0) + 1 + chosen.length);
  const results = all ? [await check({ node: parts.node, progress })] : [];
  progress.step('Client for the tests');
  await buildClient({ node: parts.node, progress });
  const env = environmentFor(parts);
  for (const name of chosen) {
    progress.step(`Tests: ${name}`);
    results.push(await runProject(name, { node: parts.node, env }));
  }
  return summarise(results);
}

function choose(args) {
  const unknown = args.filter((name) => !projects.includes(name));
  if (unknown.length === 0) return args.length > 0 ? args : projects;
  const wayOut = `choose among: ${projects.join(' ')}`;
  throw new StepError({ step: 'Tests', reason: `unknown: ${unknown.join(' ')}`, wayOut });
}

async function check(context) {
  const start = Date.now();
  const { passed, failed } = await runChecks(context);
  const seconds = Math.round((Date.now() - start) / 1000);
  return { name: 'checks', passed, failed, skipped: 0, seconds };
}

function environmentFor(parts) {
  return {
    ...process.env,
    PATH: `${dirname(parts.node)}:${process.env.PATH}`,
    JEMBATAN_NODE: parts.node,
    ...(parts.mongod && { JEMBATAN_MONGOD: parts.mongod }),
    ...(parts.redisServer && { JEMBATAN_REDIS: parts.redisServer }),
    MEDIASOUP_WORKER_BIN: parts.workerBin,
    CHROMIUM_BIN: parts.chromium,
    HEADLESS_SHELL_BIN: parts.headlessShell,
    ESPEAK_BIN: parts.espeak,
  };
}

// The last line stands alone: machines read it.
function summarise(results) {
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  const row = ({ name, passed, failed, skipped, seconds }) =>
    [name.padEnd(10), ...[passed, failed, skipped, seconds].map((n) => String(n).padStart(9))].join(
      '',
    );
  const header = ['', 'passed', 'failed', 'skipped', 'seconds'];
  process.stdout.write(
    `\n${header[0].padEnd(10)}${header
      .slice(1)
      .map((h) => h.padStart(9))
      .join('')}\n`,
  );
  for (const result of results) process.stdout.write(`${row(result)}\n`);
  const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
  process.stdout.write(`\n${total('passed')} passed, ${total('failed')} failed${skipped}\n`);
  return total('failed') === 0 && total('passed') > 0 ? 0 : 1;
}

main(process.argv.slice(2)).then((code) => process.exit(code), exitWith);

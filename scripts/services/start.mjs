// Starting one program and waiting until it can be used.
import { readFile } from 'node:fs/promises';

const lastLines = 15;

/**
 * Starts a program and waits until it is ready. A program that ends before is an error at once,
 * with what it said last.
 * @param {ReturnType<typeof import('./group.mjs').createGroup>} group
 * @param {import('./group.mjs').ProgramSpec} spec
 * @param {() => Promise<void>} ready
 * @returns {Promise<import('./group.mjs').Program>}
 */
export async function startReady(group, spec, ready) {
  const program = await group.start(spec);
  const early = program.exited.then(async (outcome) => {
    const how = outcome.reason ?? `code ${outcome.code ?? outcome.signal}`;
    throw new Error(`${spec.name} ended (${how})\n${await lastWords(spec.logFile)}`);
  });
  // Nobody listens any more once it is ready.
  early.catch(() => {});
  await Promise.race([ready(), early]);
  return program;
}

async function lastWords(logFile) {
  const text = logFile ? await readFile(logFile, 'utf8').catch(() => '') : '';
  return text.trimEnd().split('\n').slice(-lastLines).join('\n');
}

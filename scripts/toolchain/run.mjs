// Runs other programs: quietly while they work, with their last words when they fail.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const linesKept = 40;

/**
 * Runs a program to its end and answers what it printed on stdout.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void,
 *   timeoutMs?: number }} [options]
 * @throws {Error} with the last lines the program printed when it fails
 */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    timeout: options.timeoutMs,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const last = [];
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  for (const stream of [child.stdout, child.stderr.setEncoding('utf8')]) {
    onLines(stream, (line) => {
      last.push(line);
      if (last.length > linesKept) last.shift();
      options.onLine?.(line);
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve(exitCode ?? signal));
  });
  if (code === 0) return stdout;
  throw new Error(`${command} ended with ${code}\n${last.join('\n')}`);
}

/** Like run, but answers undefined when the program is missing or fails. */
export async function tryRun(command, args, options) {
  return run(command, args, options).catch(() => undefined);
}

/** Where a program is on PATH, or undefined. */
export function which(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (folder && isExecutable(path)) return path;
  }
  return undefined;
}

/** Whether a file exists and may be run. */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first version number a program prints when asked, as [major, minor, patch]. */
export async function versionOf(path, args = ['--version']) {
  const text = (await tryRun(path, args, { timeoutMs: 10_000 })) ?? '';
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] : undefined;
}

function onLines(stream, take) {
  let rest = '';
  stream.on('data', (text) => {
    const lines = (rest + text).split(/[\r\n]+/);
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  stream.on('end', () => {
    if (rest) take(rest);
  });
}

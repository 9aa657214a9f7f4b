// Holds a group of programs and leaves none behind. The supervisor starts it and talks to it over
// a pipe; when the pipe closes, for whatever reason, kill -9 of the supervisor included, the
// keeper stops its programs, the last started first, and goes.
//
// To it: { start: { name, command, args, env?, cwd?, graceMs?, logFile?, echo? } } and
// { stop: name } and { removeAtEnd: folder }. From it: { started: name, pid },
// { exited: name, code, signal }.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';

const defaultGraceMs = 10_000;
const logLimitBytes = 10_000_000;

/** Running programs by name, in the order they were started. */
const programs = new Map();
const foldersToRemove = [];
let stopping = false;

process.on('message', (message) => {
  if (message.start && !stopping) start(message.start);
  if (message.stop) void stop(message.stop);
  if (message.removeAtEnd) foldersToRemove.push(message.removeAtEnd);
});
process.on('disconnect', () => void stopAll());
// The terminal's Ctrl-C is the supervisor's to answer; a plain kill of the keeper is an order.
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});
process.on('SIGTERM', () => void stopAll());
// Nobody may be left to read what the programs say.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

function start(spec) {
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that the keys of the terminal don't reach it.
    detached: true,
  });
  const gone = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 127, signal: null, reason: error.message }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  programs.set(spec.name, { child, gone, graceMs: spec.graceMs ?? defaultGraceMs });
  keepOutput(child, spec);
  tell({ started: spec.name, pid: child.pid });
  void gone.then((outcome) => {
    if (programs.get(spec.name)?.child === child) programs.delete(spec.name);
    tell({ exited: spec.name, ...outcome });
  });
}

function keepOutput(child, { logFile, echo }) {
  const log = logFile ? openLog(logFile) : undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      log?.write(chunk);
      if (echo) process.stdout.write(chunk);
    });
  }
  child.once('close', () => log?.end());
}

function openLog(path) {
  if (existsSync(path) && statSync(path).size > logLimitBytes) renameSync(path, `${path}.old`);
  return createWriteStream(path, { flags: 'a' }).on('error', () => {});
}

async function stopAll() {
  if (stopping) return;
  stopping = true;
  for (const name of [...programs.keys()].reverse()) await stop(name);
  for (const folder of foldersToRemove) rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

async function stop(name) {
  const program = programs.get(name);
  if (!program) return;
  signalGroup(program.child, 'SIGTERM');
  // A paused program takes its signal only when it goes on.
  signalGroup(program.child, 'SIGCONT');
  const timer = setTimeout(() => signalGroup(program.child, 'SIGKILL'), program.graceMs);
  await program.gone;
  clearTimeout(timer);
  // What the program itself started goes with it.
  signalGroup(program.child, 'SIGKILL');
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

function tell(message) {
  if (process.connected) process.send(message, () => {});
}

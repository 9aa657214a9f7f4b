// The supervisor's side of the keeper.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const keeperFile = fileURLToPath(new URL('./keeper.mjs', import.meta.url));

/**
 * @typedef {{ name: string, command: string, args: string[], env?: NodeJS.ProcessEnv, cwd?: string,
 *   graceMs?: number, logFile?: string, echo?: boolean }} ProgramSpec
 * @typedef {{ code: number | null, signal: string | null, reason?: string }} Outcome
 * @typedef {{ name: string, pid: number, exited: Promise<Outcome>, stop: () => Promise<Outcome> }}
 *   Program
 */

/**
 * Starts a keeper and answers the handle through which programs are started and stopped.
 * Programs never outlive the process that calls this.
 */
export function createGroup() {
  const keeper = spawn(process.execPath, [keeperFile], {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  /** Programs that have not ended, by name. */
  const running = new Map();
  const keeperGone = new Promise((resolve) => keeper.once('exit', resolve));
  keeper.on('message', (message) => {
    if (message.started) running.get(message.started)?.started(message.pid);
    if (message.exited) running.get(message.exited)?.ended(message);
  });
  void keeperGone.then(() => endOrphans(running));

  /** @param {ProgramSpec} spec @returns {Promise<Program>} */
  async function start(spec) {
    const program = { pid: undefined, started: undefined, ended: undefined };
    const exited = new Promise((resolve) => {
      program.ended = ({ code, signal, reason }) => {
        running.delete(spec.name);
        resolve({ code, signal, reason });
      };
    });
    const started = new Promise((resolve) => {
      program.started = (pid) => {
        program.pid = pid;
        resolve();
      };
    });
    // Known before it is started: its end may arrive together with its beginning.
    running.set(spec.name, program);
    keeper.send({ start: spec });
    await Promise.race([started, exited]);
    const stop = () => {
      if (keeper.connected) keeper.send({ stop: spec.name });
      return exited;
    };
    return { name: spec.name, pid: program.pid, exited, stop };
  }

  /** Stops all programs, the last started first. */
  async function stop() {
    if (keeper.connected) keeper.disconnect();
    await keeperGone;
  }

  /** Removes a folder when everything has stopped, also when this process is gone by then. */
  function removeAtEnd(folder) {
    keeper.send({ removeAtEnd: folder });
  }

  return { start, stop, removeAtEnd, keeperPid: keeper.pid };
}

// Somebody ended the keeper by force: its programs are ended here.
function endOrphans(running) {
  for (const program of [...running.values()]) {
    try {
      if (program.pid) process.kill(-program.pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
    program.ended({ code: null, signal: 'SIGKILL' });
  }
}

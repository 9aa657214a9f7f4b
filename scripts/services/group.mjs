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
  const waiting = new Map();
  const running = new Map();
  const keeperGone = new Promise((resolve) => keeper.once('exit', resolve));
  keeper.on('message', (message) => {
    if (message.started) waiting.get(message.started)?.(message.pid);
    if (message.exited) running.get(message.exited)?.(message);
  });
  void keeperGone.then(() => endOrphans(running));

  /** @param {ProgramSpec} spec @returns {Promise<Program>} */
  async function start(spec) {
    const pid = await new Promise((resolve) => {
      waiting.set(spec.name, resolve);
      keeper.send({ start: spec });
    });
    const exited = new Promise((resolve) => {
      const settle = ({ code, signal, reason }) => {
        running.delete(spec.name);
        resolve({ code, signal, reason });
      };
      running.set(spec.name, Object.assign(settle, { pid }));
    });
    const stop = () => {
      if (keeper.connected) keeper.send({ stop: spec.name });
      return exited;
    };
    return { name: spec.name, pid, exited, stop };
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
  for (const settle of running.values()) {
    try {
      if (settle.pid) process.kill(-settle.pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
    settle({ code: null, signal: 'SIGKILL' });
  }
}

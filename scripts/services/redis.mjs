// One redis-server.
import { connect } from 'node:net';
import { waitFor } from './wait.mjs';

/**
 * How to start redis-server.
 * @param {{ redisServer: string, port: number, folder: string, name?: string, logFile?: string,
 *   memory?: boolean }} options `memory` keeps nothing on disk, for tests
 * @returns {import('./group.mjs').ProgramSpec}
 */
export function redisSpec({ redisServer, port, folder, name = 'redis', logFile, memory = false }) {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  args.push('--daemonize', 'no', '--loglevel', 'warning');
  args.push('--save', '', '--appendonly', memory ? 'no' : 'yes');
  // Each test file takes a database of its own.
  if (memory) args.push('--databases', '4096');
  return { name, command: redisServer, args, logFile, graceMs: 10_000 };
}

/** The address of a Redis on this machine. */
export function redisUrl(port) {
  return `redis://127.0.0.1:${port}`;
}

/** Waits until Redis answers, its data loaded. */
export async function waitForRedis(port) {
  const options = { timeoutMs: 30_000, what: 'Redis is ready' };
  await waitFor(
    async () => ((await askRedis(port, 'PING')) === '+PONG' ? true : undefined),
    options,
  );
}

/**
 * Sends one command and answers the first line of the reply, for the few questions that are
 * asked before any client library is there.
 * @param {number} port
 * @param {string} command
 * @returns {Promise<string>}
 */
export function askRedis(port, command) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.setTimeout(1_000, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.end();
      resolve(data.toString().split('\r\n')[0]);
    });
  });
}

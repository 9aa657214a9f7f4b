// Ports that nobody uses.
import { createServer } from 'node:net';

// Below the range from which the system takes ports for outgoing connections.
const firstPort = 20_000;
const lastPort = 32_000;

/** A TCP port that is free on loopback now. */
export async function freePort() {
  for (;;) {
    const port = firstPort + Math.floor(Math.random() * (lastPort - firstPort));
    if (await isFree(port, '127.0.0.1')) return port;
  }
}

/**
 * Whether a TCP port can be listened on.
 * @param {number} port
 * @param {string} [host] all addresses when left out
 * @returns {Promise<boolean>}
 */
export function isFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

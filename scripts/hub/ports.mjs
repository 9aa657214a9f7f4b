// The ports a hub shows to the outside.
import { createSocket } from 'node:dgram';
import { availableParallelism } from 'node:os';
import { isFree } from '../services/ports.mjs';
import { StepError } from '../toolchain/progress.mjs';

/**
 * Refuses to start on ports that somebody else holds, naming each.
 * @param {import('./options.mjs').Options} options
 * @throws {StepError}
 */
export async function requireFreePorts({ port, sfuPort, mediaPort }) {
  const workers = Array.from(
    { length: availableParallelism() },
    (_none, index) => mediaPort + index,
  );
  const wanted = [
    { name: 'PORT', port, free: isFree },
    { name: 'SFU_PORT', port: sfuPort, free: isFree },
    ...workers.map((one) => ({ name: 'MEDIA_PORT', port: one, free: isMediaPortFree })),
  ];
  const free = await Promise.all(wanted.map((entry) => entry.free(entry.port)));
  const taken = wanted.filter((_entry, index) => !free[index]);
  if (taken.length === 0) return;
  const list = taken.map((entry) => `${entry.port} (${entry.name})`).join(', ');
  const names = [...new Set(taken.map((entry) => entry.name))].join(' and ');
  throw new StepError({
    step: 'Ports',
    reason: `taken by another program: ${list}`,
    wayOut: `stop that program, or choose others with ${names}`,
  });
}

// Media goes over UDP, and over TCP where a firewall lets nothing else through.
async function isMediaPortFree(port) {
  return (await isFree(port)) && (await isUdpFree(port));
}

function isUdpFree(port) {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind({ port, exclusive: true }, () => socket.close(() => resolve(true)));
  });
}

import { io, type Socket } from 'socket.io-client';

/** A network that refuses this many WebSockets in a row may let plain requests through. */
const patience = 2;

/** Lets the connection begin with plain requests and change to a WebSocket where that works. */
async function allowLongPolling(socket: Socket): Promise<void> {
  const { WebSocket, XHR } = await import('./long-polling.ts');
  const { opts } = socket.io;
  delete opts.transports;
  opts.transportImplementations = [XHR, WebSocket];
}

/**
 * A chunk of its own: the connection opens after the first picture. The token
 * is asked anew at every attempt; a tab whose sign-in has ended stays closed.
 */
export function connectTo(token: () => Promise<string | null>): Socket {
  const socket = io({
    autoConnect: false,
    transports: ['websocket'],
    // Spread out, so that a whole school does not come back in one instant.
    randomizationFactor: 0.5,
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
    timeout: 10_000,
    auth: (pass) => {
      token().then(
        (fresh) => pass({ token: fresh }),
        () => socket.disconnect(),
      );
    },
  });
  let refused = 0;
  socket.io.on('open', () => {
    refused = 0;
  });
  socket.io.on('error', () => {
    refused += 1;
    // Without connection there is nothing to load; the next refusal tries again.
    if (refused % patience === 0) allowLongPolling(socket).catch(() => undefined);
  });
  return socket;
}

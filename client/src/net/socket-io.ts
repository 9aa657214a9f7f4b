import { io, type Socket } from 'socket.io-client';

/**
 * A chunk of its own: the connection opens after the first picture. The token
 * is asked anew at every attempt; a tab whose sign-in has ended stays closed.
 */
export function connectTo(token: () => Promise<string | null>): Socket {
  const socket = io({
    autoConnect: false,
    transports: ['websocket', 'polling'],
    // Spread out, so that a whole school does not come back in one instant.
    randomizationFactor: 0.5,
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
    auth: (pass) => {
      token().then(
        (fresh) => pass({ token: fresh }),
        () => socket.disconnect(),
      );
    },
  });
  return socket;
}

import type { Broadcaster } from '../kernel/broadcaster.ts';
import type { HubServer } from './socket-server.ts';

/** News to rooms on all servers. The payload's type was checked by `Broadcaster`; Socket.IO cannot follow it through the generic. */
export function createBroadcaster(io: HubServer): Broadcaster {
  return {
    emit(rooms, event, payload) {
      const targets = typeof rooms === 'string' ? [rooms] : [...rooms];
      if (targets.length > 0) io.to(targets).emit(event, ...([payload] as never));
    },
  };
}

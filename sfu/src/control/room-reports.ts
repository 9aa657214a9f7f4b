import type { SessionId } from '@jembatan/shared/ids';
import type { Peer } from '../rooms/Peer.ts';
import type { Room } from '../rooms/Room.ts';
import type { RoomRegistry } from '../rooms/RoomRegistry.ts';
import type { Reporter } from './Reporter.ts';

/** Reports what happens in rooms: attendance, the audit log and the door depend on it. */
export function reportRooms(registry: RoomRegistry, reporter: Pick<Reporter, 'report'>): void {
  registry.events.on('opened', (room) => {
    const here = { room: room.id, epoch: room.epoch };
    reporter.report({ kind: 'room:opened', ...here });
    room.events.on('peerJoined', (peer) =>
      reporter.report({ kind: 'peer:joined', ...here, ...who(peer), role: peer.identity.role }),
    );
    room.events.on('peerLeft', (peer, reason) =>
      reporter.report({ kind: 'peer:left', ...here, ...who(peer), reason }),
    );
    room.events.on('moderated', (record) =>
      reporter.report({ kind: 'moderated', ...here, ...record }),
    );
    reportDoor(room, reporter);
  });
  registry.events.on('closed', (room, reason) =>
    reporter.report({ kind: 'room:closed', room: room.id, epoch: room.epoch, reason }),
  );
}

/** Reports dead workers with the rooms that restarted; rooms are told before the pool is. */
export function reportDeaths(
  registry: RoomRegistry,
  onDied: (listener: () => void) => void,
  reporter: Pick<Reporter, 'report'>,
): void {
  const restarted = new Set<SessionId>();
  registry.events.on(
    'opened',
    (room) => void room.events.on('restarted', () => restarted.add(room.id)),
  );
  onDied(() => {
    reporter.report({ kind: 'worker:died', rooms: [...restarted] });
    restarted.clear();
  });
}

function who(peer: Peer) {
  const { person, sid, device } = peer.identity;
  return { peer: peer.id, person, sid, device };
}

/** The same door twice is not reported twice. */
function reportDoor(room: Room, reporter: Pick<Reporter, 'report'>): void {
  let told = '';
  room.events.on('lobbyChanged', () => {
    const door = {
      waiting: [...new Set(room.lobby.list().map((guest) => guest.identity.person))],
      attended: room.doorkeepers().length > 0,
    };
    const now = JSON.stringify(door);
    if (now === told) return;
    told = now;
    reporter.report({ kind: 'lobby:changed', room: room.id, epoch: room.epoch, ...door });
  });
}

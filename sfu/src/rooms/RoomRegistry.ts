import { AppError } from '@jembatan/shared/errors';
import type { Logger } from '../kernel/logger.ts';
import { TypedEmitter } from '../kernel/TypedEmitter.ts';
import type { RouterSource } from '../media/types.ts';
import type { Identity } from './identity.ts';
import type { Peer } from './Peer.ts';
import { Room, type RoomEndReason } from './Room.ts';

export interface RoomRegistryOptions {
  routers: RouterSource;
  seatMs: number;
  peersPerRouter: number;
  maxPeers: number;
  logger: Logger;
}

/** All rooms of this node. */
export class RoomRegistry {
  readonly events = new TypedEmitter<{
    opened: [room: Room];
    closed: [room: Room, reason: RoomEndReason];
  }>();
  readonly #options: RoomRegistryOptions;
  readonly #rooms = new Map<string, Room>();

  constructor(options: RoomRegistryOptions) {
    this.#options = options;
  }

  list(): Room[] {
    return [...this.#rooms.values()];
  }

  get(id: string): Room | undefined {
    return this.#rooms.get(id);
  }

  get peerCount(): number {
    return this.list().reduce((sum, room) => sum + room.size, 0);
  }

  counts() {
    const peers = this.list().flatMap((room) => room.peers);
    return {
      rooms: this.#rooms.size,
      peers: peers.length,
      producers: peers.reduce((sum, peer) => sum + peer.media.sources.size, 0),
      consumers: peers.reduce((sum, peer) => sum + peer.media.consumers.size, 0),
    };
  }

  /**
   * The room a ticket speaks of, opened when it is not there. A ticket with a
   * higher epoch closes the older room; one with a lower throws `room-moved`.
   */
  forTicket({ room: id, epoch }: Pick<Identity, 'room' | 'epoch'>): Room {
    const there = this.#rooms.get(id);
    if (there && there.epoch > epoch) throw new AppError('room-moved');
    if (there && there.epoch === epoch) return there;
    there?.close('placed-elsewhere');
    return this.#open({ id, epoch });
  }

  /** The seat that a resume token of the form `room.peer.secret` belongs to. */
  seatOf(token: string): { room: Room; peer: Peer } | undefined {
    const [roomId = '', peerId = '', secret = ''] = token.split('.');
    const room = this.#rooms.get(roomId);
    const peer = room?.peer(peerId);
    if (!room || !peer?.accepts(secret)) return undefined;
    return { room, peer };
  }

  closeAll(reason: RoomEndReason): void {
    for (const room of this.list()) room.close(reason);
  }

  #open({ id, epoch }: Pick<Room, 'id' | 'epoch'>): Room {
    const { logger, ...options } = this.#options;
    const room = new Room({ id, epoch, ...options });
    this.#rooms.set(id, room);
    const log = logger.child({ room: id, epoch });
    log.info({}, 'room opened');
    this.events.emit('opened', room);
    room.events.on('peerJoined', (peer) => log.info({ peer: peer.id }, 'peer joined'));
    room.events.on('peerLeft', (peer, reason) => log.info({ peer: peer.id, reason }, 'peer left'));
    room.events.on('closed', (reason) => {
      if (this.#rooms.get(id) === room) this.#rooms.delete(id);
      log.info({ reason }, 'room closed');
      this.events.emit('closed', room, reason);
    });
    return room;
  }
}

/** The token as a client keeps it. */
export function resumeTokenOf(room: Room, peer: Peer, secret: string): string {
  return `${room.id}.${peer.id}.${secret}`;
}

import type { RoomClosedReason, RoomMovedReason } from '@jembatan/shared/rooms.view';
import type { SfuEventMap, SfuEventName } from '@jembatan/shared/sfu.protocol';
import type { Heard } from '../media/types.ts';
import type { Room, RoomEndReason } from '../rooms/Room.ts';
import { HeardFilter } from './HeardFilter.ts';
import { RoomBatch } from './RoomBatch.ts';
import type { RtcServer, RtcSocket } from './types.ts';

/** Milliseconds in which comings and goings gather for clients that want batches. */
const batchMs = 200;

export interface RoomNewsDeps {
  io: RtcServer;
  /** The socket of a peer that is connected. */
  socketOf: (peerId: string) => RtcSocket | undefined;
}

/** Tells one room's sockets what happens in it. A socket is in `one` or `batch`, or at the `door`. */
export class RoomNews {
  readonly #room: Room;
  readonly #deps: RoomNewsDeps;
  readonly #batch: RoomBatch;
  readonly #heard = new HeardFilter();
  #keepers = new Set<string>();

  constructor(room: Room, deps: RoomNewsDeps) {
    this.#room = room;
    this.#deps = deps;
    this.#batch = new RoomBatch(
      (change) => deps.io.to(this.#channel('batch')).emit('peers', change),
      batchMs,
    );
    this.#followPeers();
    this.#followSources();
    this.#followRoom();
  }

  /** From now on the socket hears of the room. */
  enter(socket: RtcSocket, batch: boolean): void {
    this.leave(socket);
    void socket.join(this.#channel(batch ? 'batch' : 'one'));
    this.#heard.forget();
  }

  wait(socket: RtcSocket): void {
    void socket.join(this.#channel('door'));
  }

  leave(socket: RtcSocket): void {
    for (const kind of ['one', 'batch', 'door'] as const) void socket.leave(this.#channel(kind));
  }

  /** Tells who waits to one who may open, after they joined. */
  tellDoor(peerId: string): void {
    if (this.#room.lobby.size > 0 && this.#room.doorkeepers().some((peer) => peer.id === peerId))
      this.#tellKeepers();
  }

  #channel(kind: 'one' | 'batch' | 'door'): string {
    return `${this.#room.id}:${this.#room.epoch}:${kind}`;
  }

  /** To everyone in the room; the batch first, so that nothing speaks of a peer not yet told. */
  #tellAll<N extends SfuEventName>(name: N, ...payload: Parameters<SfuEventMap[N]>): void {
    this.#batch.flush();
    this.#deps.io.to([this.#channel('one'), this.#channel('batch')]).emit(name, ...payload);
  }

  #followPeers(): void {
    const { events } = this.#room;
    const one = () => this.#deps.io.to(this.#channel('one'));
    events.on('peerJoined', (peer) => {
      one().emit('peer:joined', peer.view());
      this.#batch.joined(peer.view());
    });
    events.on('peerChanged', (peer) => {
      one().emit('peer:changed', peer.view());
      this.#batch.changed(peer.view());
    });
    events.on('peerLeft', (peer, reason) => {
      one().emit('peer:left', { id: peer.id, reason });
      this.#batch.left(peer.id, reason);
    });
  }

  #followSources(): void {
    const { events } = this.#room;
    events.on('sourceOpened', (source) => this.#tellAll('producer:opened', source.view()));
    events.on('sourceChanged', (source) => this.#tellAll('producer:changed', source.view()));
    events.on('sourceClosed', ({ id, peerId, source }, reason) =>
      this.#tellAll('producer:closed', { id, peerId, source, reason }),
    );
    events.on('heard', (heard) => {
      if (this.#heard.isNews(heard)) this.#tellAll('speakers', { speakers: this.#speakers(heard) });
    });
    events.on('quality', (changes) => this.#tellAll('quality', { changes }));
  }

  #followRoom(): void {
    const { events } = this.#room;
    events.on('lockChanged', () => this.#tellAll('room:changed', this.#room.view()));
    events.on('lobbyChanged', () => this.#tellKeepers());
    events.on('closing', (reason) => this.#onClosing(reason));
  }

  #speakers(heard: readonly Heard[]) {
    return heard.flatMap(({ producerId, volume }) => {
      const source = this.#room.source(producerId);
      return source ? [{ peerId: source.peerId, producerId, volume }] : [];
    });
  }

  /** Whoever may open the door knows who waits; whoever may no longer, that it is not theirs. */
  #tellKeepers(): void {
    const waiting = this.#room.lobby.list().map((guest) => guest.view());
    const keepers = new Set(this.#room.doorkeepers().map((peer) => peer.id));
    for (const id of keepers) this.#deps.socketOf(id)?.emit('lobby', { waiting });
    for (const id of this.#keepers)
      if (!keepers.has(id)) this.#deps.socketOf(id)?.emit('lobby', { waiting: [] });
    this.#keepers = keepers;
  }

  #onClosing(reason: RoomEndReason): void {
    this.#batch.close();
    const everyone = (['one', 'batch', 'door'] as const).map((kind) => this.#channel(kind));
    const moved = movedReason(reason);
    const closed = closedReason(reason);
    if (moved) this.#deps.io.to(everyone).emit('room:moved', { reason: moved });
    if (closed) this.#deps.io.to(everyone).emit('room:closed', { reason: closed });
    this.#deps.io.in(everyone).disconnectSockets(true);
  }
}

function movedReason(reason: RoomEndReason): RoomMovedReason | undefined {
  return reason === 'placed-elsewhere' || reason === 'node-closing' ? reason : undefined;
}

function closedReason(reason: RoomEndReason): RoomClosedReason | undefined {
  return reason === 'ended' || reason === 'no-adult' || reason === 'closed' ? reason : undefined;
}

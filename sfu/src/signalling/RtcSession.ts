import type { PeerLeftReason } from '@jembatan/shared/rooms.view';
import type { TicketClaims } from '@jembatan/shared/ticket';
import type { Guest } from '../rooms/Lobby.ts';
import type { Peer } from '../rooms/Peer.ts';
import type { Room } from '../rooms/Room.ts';
import type { RoomNews } from './RoomNews.ts';
import type { Credential, RtcSocket } from './types.ts';

/** A place in a room: the seat inside, or the one at the door. */
export interface Place<O> {
  room: Room;
  news: RoomNews;
  occupant: O;
}

/** What one socket is at the moment: a stranger with a credential, a guest at the door, or a peer. */
export class RtcSession {
  readonly socket: RtcSocket;
  /** A ticket this socket has spent: coming in from the lobby takes no other. */
  spent: TicketClaims | undefined;
  credential: Credential;
  /** The secret of the resume token the client surely has. */
  heldSecret: string | undefined;
  readonly #sessions: Map<string, RtcSession>;
  #seat: Place<Peer> | undefined;
  #wait: Place<Guest> | undefined;
  #listeners: (() => void)[] = [];

  /** `sessions` holds the session of each connected peer, shared by all. */
  constructor(socket: RtcSocket, sessions: Map<string, RtcSession>) {
    this.socket = socket;
    this.#sessions = sessions;
    this.credential = socket.data.credential;
    if (this.credential.kind === 'resume') this.heldSecret = this.credential.token.split('.')[2];
  }

  get seat(): Place<Peer> | undefined {
    return this.#seat;
  }

  get waiting(): Place<Guest> | undefined {
    return this.#wait;
  }

  /** Takes the seat; whoever sat there on another socket is replaced. */
  sit(place: Place<Peer>): void {
    const peer = place.occupant;
    const before = this.#sessions.get(peer.id);
    if (before && before !== this) before.#replace();
    this.#stopListening();
    this.#seat = place;
    this.#wait = undefined;
    this.#sessions.set(peer.id, this);
    this.#listeners = this.#follow(peer, place);
    peer.back();
  }

  /** Waits at the door. */
  waitAt(place: Place<Guest>): void {
    this.#stopListening();
    this.#wait = place;
    place.news.wait(this.socket);
    const { events } = place.occupant;
    this.#listeners = [
      events.on('admitted', () => {
        this.#wait = undefined;
        this.socket.emit('admitted', {});
      }),
      events.on('turnedAway', (reason) => this.#onTurnedAway(reason)),
    ];
  }

  /** The connection ended: on purpose gives the seat up, anything else holds it. */
  onDisconnect(onPurpose: boolean): void {
    this.#stopListening();
    const { room, occupant } = this.#wait ?? {};
    if (room && occupant) room.lobby.leave(occupant);
    const peer = this.#seat?.occupant;
    this.#forget();
    if (!peer) return;
    if (onPurpose) peer.leave('left');
    else peer.drop();
  }

  #follow(peer: Peer, { room }: Place<Peer>): (() => void)[] {
    const { consumers } = peer.media;
    return [
      consumers.events.on('changed', (consumer) =>
        this.socket.emit('consumer:changed', consumer.state()),
      ),
      consumers.events.on('closed', ({ id }, reason) =>
        this.socket.emit('consumer:closed', { id, reason }),
      ),
      peer.events.on('moderated', (what) => this.socket.emit('moderated', what)),
      peer.events.on('mediaLost', () =>
        this.socket.emit('room:restarted', { epoch: room.epoch, reason: 'worker-died' }),
      ),
      peer.events.on('leaving', (reason) => this.#onLeaving(reason)),
    ];
  }

  #onLeaving(reason: PeerLeftReason): void {
    this.#stopListening();
    this.#seat?.news.leave(this.socket);
    this.#forget();
    if (reason !== 'removed' && reason !== 'signed-out') return;
    this.socket.emit('room:closed', { reason });
    this.socket.disconnect(true);
  }

  #onTurnedAway(reason: 'denied' | 'removed' | 'signed-out' | 'replaced'): void {
    this.#stopListening();
    this.#wait = undefined;
    if (reason === 'replaced') this.socket.emit('replaced', {});
    else this.socket.emit('room:closed', { reason });
    this.socket.disconnect(true);
  }

  #replace(): void {
    this.#stopListening();
    this.#seat?.news.leave(this.socket);
    this.#forget();
    this.socket.emit('replaced', {});
    this.socket.disconnect(true);
  }

  #forget(): void {
    const id = this.#seat?.occupant.id;
    if (id !== undefined && this.#sessions.get(id) === this) this.#sessions.delete(id);
    this.#seat = undefined;
    this.#wait = undefined;
  }

  #stopListening(): void {
    for (const stop of this.#listeners) stop();
    this.#listeners = [];
  }
}

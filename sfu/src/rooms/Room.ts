import { AppError } from '@jembatan/shared/errors';
import type { PersonId, SessionId, SignInId } from '@jembatan/shared/ids';
import type {
  ModerateAction,
  PeerLeftReason,
  ProducerClosedReason,
  RoomView,
  Source,
} from '@jembatan/shared/rooms.view';
import { TypedEmitter } from '../kernel/TypedEmitter.ts';
import type { Heard, RoomRouter, RouterSource } from '../media/types.ts';
import { type Identity, seatKey } from './identity.ts';
import { type Guest, Lobby } from './Lobby.ts';
import { Peer } from './Peer.ts';
import type { QualityChange } from './QualityWatch.ts';
import { RoomRouters } from './RoomRouters.ts';
import type { SourceProducer } from './SourceProducer.ts';

/** Why this node's room ends; see docs/closures.md. */
export type RoomEndReason =
  | 'empty'
  | 'ended'
  | 'no-adult'
  | 'closed'
  | 'placed-elsewhere'
  | 'node-closing';

/** One act of order, for the audit log. Target absent: everyone, or the room. */
export interface ModerationRecord {
  action: ModerateAction;
  by: PersonId;
  target?: PersonId;
  source?: Source;
}

export interface RoomEvents {
  peerJoined: [peer: Peer];
  peerChanged: [peer: Peer];
  peerLeft: [peer: Peer, reason: PeerLeftReason];
  sourceOpened: [source: SourceProducer];
  sourceChanged: [source: SourceProducer];
  sourceClosed: [source: SourceProducer, reason: ProducerClosedReason];
  /** Who waits, or who may open the door, changed. */
  lobbyChanged: [];
  lockChanged: [];
  heard: [heard: Heard[]];
  /** Links that became better or worse. */
  quality: [changes: QualityChange[]];
  /** A worker died under some of its peers; they were told. */
  restarted: [];
  moderated: [record: ModerationRecord];
  /** Before the peers leave: whoever is connected is told why. */
  closing: [reason: RoomEndReason];
  closed: [reason: RoomEndReason];
}

export interface RoomOptions {
  id: SessionId;
  epoch: number;
  routers: RouterSource;
  seatMs: number;
  peersPerRouter: number;
  maxPeers: number;
}

export type Entry = { kind: 'peer'; peer: Peer; isNew: boolean } | { kind: 'guest'; guest: Guest };

const leftReason: Record<RoomEndReason, PeerLeftReason> = {
  empty: 'left',
  ended: 'ended',
  'no-adult': 'closed',
  closed: 'closed',
  'placed-elsewhere': 'moved',
  'node-closing': 'moved',
};

/** One session's meeting on this node. Knows neither sockets nor storage. */
export class Room {
  readonly events = new TypedEmitter<RoomEvents>();
  readonly id: SessionId;
  readonly epoch: number;
  readonly lobby = new Lobby();
  readonly #options: RoomOptions;
  readonly #routers: RoomRouters;
  readonly #seats = new Map<string, Peer>();
  readonly #sources = new Map<string, SourceProducer>();
  /** Holds outlive the peer: leaving and coming back does not lift them. */
  readonly #holds = new Map<string, Set<Source>>();
  /** Who was in, or was admitted, need not knock again. */
  readonly #welcome = new Set<PersonId>();
  readonly #removed = new Set<PersonId>();
  /** Admitted and on the way in: the room waits for them even when empty. */
  readonly #expected = new Map<PersonId, NodeJS.Timeout>();
  #locked = false;
  #hands = 0;
  #closed = false;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.id = options.id;
    this.epoch = options.epoch;
    this.#routers = new RoomRouters(options.routers, options.peersPerRouter);
    this.#routers.events.on('heard', (heard) => this.events.emit('heard', heard));
    this.#routers.events.on('died', (router) => this.#onRouterDied(router));
    this.lobby.events.on('changed', () => this.#onLobbyChanged());
  }

  get closed(): boolean {
    return this.#closed;
  }

  get locked(): boolean {
    return this.#locked;
  }

  get peers(): Peer[] {
    return [...this.#seats.values()];
  }

  get sources(): SourceProducer[] {
    return [...this.#sources.values()];
  }

  get size(): number {
    return this.#seats.size;
  }

  get routerCount(): number {
    return this.#routers.size;
  }

  view(): RoomView {
    return { id: this.id, epoch: this.epoch, locked: this.#locked };
  }

  peer(id: string): Peer | undefined {
    return this.peers.find((peer) => peer.id === id);
  }

  peersOf(person: PersonId): Peer[] {
    return this.peers.filter((peer) => peer.identity.person === person);
  }

  source(producerId: string): SourceProducer | undefined {
    return this.#sources.get(producerId);
  }

  /**
   * Takes the seat of this device, or sends it to the lobby. Throws `banned`,
   * `room-full`, `room-moved` (the room closed meanwhile).
   */
  enter(identity: Identity): Entry {
    if (this.#closed) throw new AppError('room-moved');
    if (this.#removed.has(identity.person)) throw new AppError('banned');
    const held = this.#seats.get(seatKey(identity));
    if (held) {
      held.identify(identity);
      return { kind: 'peer', peer: held, isNew: false };
    }
    if (!this.#mayEnter(identity)) return { kind: 'guest', guest: this.lobby.wait(identity) };
    if (this.size >= this.#options.maxPeers) throw new AppError('room-full');
    return { kind: 'peer', peer: this.#seat(identity), isNew: true };
  }

  /** Connected peers who may open the door: moderators, else those who stand in for them. */
  doorkeepers(): Peer[] {
    const here = this.peers.filter((peer) => peer.connected);
    const moderators = here.filter((peer) => peer.identity.can.includes('moderate'));
    return moderators.length > 0
      ? moderators
      : here.filter((peer) => peer.identity.can.includes('admit'));
  }

  /** The next number in the order of raised hands. */
  nextHand(): number {
    this.#hands += 1;
    return this.#hands;
  }

  /** Opening a lock lets those in whom only the lock kept out. */
  lock(locked: boolean): void {
    if (locked === this.#locked) return;
    this.#locked = locked;
    this.events.emit('lockChanged');
    if (locked) return;
    for (const guest of this.lobby.list())
      if (guest.identity.can.includes('enter')) this.admit(guest.identity.person);
  }

  /** Whoever waits as this person comes in, now or later. */
  admit(person: PersonId): void {
    this.#welcome.add(person);
    const guests = this.lobby.of(person);
    if (guests.length > 0) this.#expect(person);
    for (const guest of guests) this.lobby.admit(guest);
  }

  /** Every device of the person leaves, and none comes back until allowed. */
  remove(person: PersonId): void {
    this.#removed.add(person);
    this.#welcome.delete(person);
    for (const guest of this.lobby.of(person)) this.lobby.turnAway(guest, 'removed');
    for (const peer of this.peersOf(person)) peer.leave('removed');
  }

  allow(person: PersonId): void {
    this.#removed.delete(person);
  }

  isRemoved(person: PersonId): boolean {
    return this.#removed.has(person);
  }

  /** A sign-in was revoked. */
  endSignIn(sid: SignInId): void {
    for (const guest of this.lobby.list())
      if (guest.identity.sid === sid) this.lobby.turnAway(guest, 'signed-out');
    for (const peer of this.peers) if (peer.identity.sid === sid) peer.leave('signed-out');
  }

  close(reason: RoomEndReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.events.emit('closing', reason);
    for (const peer of this.peers) peer.leave(leftReason[reason]);
    for (const timer of this.#expected.values()) clearTimeout(timer);
    this.#routers.close();
    this.events.emit('closed', reason);
    this.events.silence();
    this.lobby.events.silence();
  }

  /** Ends a room nobody is in and nobody waits for. */
  closeIfEmpty(): void {
    if (this.size + this.lobby.size + this.#expected.size === 0) this.close('empty');
  }

  #mayEnter(identity: Identity): boolean {
    if (identity.can.includes('moderate')) return true;
    if (this.#welcome.has(identity.person)) return true;
    return identity.can.includes('enter') && !this.#locked;
  }

  #expect(person: PersonId): void {
    clearTimeout(this.#expected.get(person));
    const timer = setTimeout(() => {
      this.#expected.delete(person);
      this.closeIfEmpty();
    }, this.#options.seatMs);
    this.#expected.set(person, timer.unref());
  }

  #arrived(person: PersonId): void {
    clearTimeout(this.#expected.get(person));
    this.#expected.delete(person);
  }

  #seat(identity: Identity): Peer {
    const key = seatKey(identity);
    const mutedSources = this.#holds.get(key) ?? new Set<Source>();
    this.#holds.set(key, mutedSources);
    this.#welcome.add(identity.person);
    const peer = new Peer({
      identity,
      mutedSources,
      home: this.#home(),
      seatMs: this.#options.seatMs,
    });
    this.#seats.set(key, peer);
    this.#arrived(identity.person);
    this.#follow(peer);
    this.events.emit('peerJoined', peer);
    this.#doorChanged();
    return peer;
  }

  #home() {
    return {
      pin: () => this.#routers.pin(),
      unpin: (router: RoomRouter) => this.#routers.unpin(router),
      find: (producerId: string) => this.#sources.get(producerId),
      bring: (source: SourceProducer, router: RoomRouter) => this.#routers.bring(source, router),
    };
  }

  #follow(peer: Peer): void {
    peer.events.on('changed', () => this.#onPeerChanged(peer));
    peer.events.on('left', (reason) => this.#onPeerLeft(peer, reason));
    peer.media.sources.events.on('opened', (source) => this.#onSourceOpened(source));
    peer.media.sources.events.on('changed', (source) => this.events.emit('sourceChanged', source));
    peer.media.sources.events.on('closed', (source, reason) =>
      this.#onSourceClosed(source, reason),
    );
  }

  #onPeerChanged(peer: Peer): void {
    if (this.#closed) return;
    this.events.emit('peerChanged', peer);
    this.#doorChanged();
  }

  #onPeerLeft(peer: Peer, reason: PeerLeftReason): void {
    this.#seats.delete(peer.seat);
    this.events.emit('peerLeft', peer, reason);
    this.#doorChanged();
    if (!this.#closed) this.closeIfEmpty();
  }

  #onSourceOpened(source: SourceProducer): void {
    this.#sources.set(source.id, source);
    this.events.emit('sourceOpened', source);
  }

  #onSourceClosed(source: SourceProducer, reason: ProducerClosedReason): void {
    this.#sources.delete(source.id);
    this.events.emit('sourceClosed', source, reason);
  }

  #onLobbyChanged(): void {
    this.events.emit('lobbyChanged');
    if (!this.#closed) this.closeIfEmpty();
  }

  /** Who may open the door changed while somebody waits. */
  #doorChanged(): void {
    if (this.lobby.size > 0) this.events.emit('lobbyChanged');
  }

  #onRouterDied(router: RoomRouter): void {
    this.events.emit('restarted');
    for (const peer of this.peers) {
      if (peer.media.router !== router) continue;
      peer.media.reset();
      peer.events.emit('mediaLost');
    }
  }
}

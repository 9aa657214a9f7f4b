import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type {
  ModerateAction,
  PeerLeftReason,
  PeerView,
  SelfView,
  Source,
} from '@jembatan/shared/rooms.view';
import { TypedEmitter } from '../kernel/TypedEmitter.ts';
import { type Identity, rightFor, seatKey } from './identity.ts';
import { PeerMedia, type PeerMediaHome } from './PeerMedia.ts';

/** What a moderator did to this peer; `by` null is the hub. */
export interface Moderated {
  action: ModerateAction;
  by: { peerId: string; displayName: string } | null;
  source?: Source;
}

export interface PeerEvents {
  /** Hand, role, connection or held sources. */
  changed: [];
  moderated: [what: Moderated];
  /** Its worker died: media is gone, the seat is not. */
  mediaLost: [];
  /** Before anybody else hears of it: the connection is told why it ends. */
  leaving: [reason: PeerLeftReason];
  left: [reason: PeerLeftReason];
}

export interface PeerOptions {
  identity: Identity;
  /** Kept by the room per seat, so that leaving and coming back does not lift a hold. */
  mutedSources: Set<Source>;
  home: PeerMediaHome;
  seatMs: number;
}

/** One seat in a room: it outlives its connection by `seatMs`. */
export class Peer {
  readonly events = new TypedEmitter<PeerEvents>();
  readonly id: string = randomUUID();
  readonly media: PeerMedia;
  readonly mutedSources: Set<Source>;
  readonly joinedAt = Date.now();
  readonly #seatMs: number;
  #identity: Identity;
  #hand: number | undefined;
  #connected = true;
  #expiry: NodeJS.Timeout | undefined;
  #token = newToken();
  #previousToken = '';
  #left = false;

  constructor({ identity, mutedSources, home, seatMs }: PeerOptions) {
    this.#identity = identity;
    this.mutedSources = mutedSources;
    this.#seatMs = seatMs;
    this.media = new PeerMedia(this, home);
  }

  get identity(): Identity {
    return this.#identity;
  }

  get seat(): string {
    return seatKey(this.#identity);
  }

  get connected(): boolean {
    return this.#connected;
  }

  get left(): boolean {
    return this.#left;
  }

  get hand(): number | undefined {
    return this.#hand;
  }

  /** A new ticket for the same seat may change role, rights and name; what is no longer allowed ends. */
  identify(identity: Identity): void {
    const before = JSON.stringify(this.selfView());
    this.#identity = identity;
    for (const source of this.media.sources.list())
      if (!identity.can.includes(rightFor[source.source])) source.close('stopped-by-moderator');
    if (JSON.stringify(this.selfView()) !== before) this.events.emit('changed');
  }

  raiseHand(order: number): void {
    if (this.#hand !== undefined) return;
    this.#hand = order;
    this.events.emit('changed');
  }

  lowerHand(): void {
    if (this.#hand === undefined) return;
    this.#hand = undefined;
    this.events.emit('changed');
  }

  /** A moderator's hold on a source, now and for producers to come. */
  async hold(source: Source, held: boolean): Promise<void> {
    const was = this.mutedSources.has(source);
    if (held) this.mutedSources.add(source);
    else this.mutedSources.delete(source);
    await this.media.sources.get(source)?.holdByModerator(held);
    if (was !== held && !this.#left) this.events.emit('changed');
  }

  /** The connection is gone: the seat is held for a while. */
  drop(): void {
    if (this.#left || !this.#connected) return;
    this.#connected = false;
    this.#expiry = setTimeout(() => this.leave('lost'), this.#seatMs);
    this.events.emit('changed');
  }

  /** The connection is back. */
  back(): void {
    clearTimeout(this.#expiry);
    if (this.#connected) return;
    this.#connected = true;
    this.events.emit('changed');
  }

  leave(reason: PeerLeftReason): void {
    if (this.#left) return;
    this.#left = true;
    clearTimeout(this.#expiry);
    this.events.emit('leaving', reason);
    this.media.close();
    this.events.emit('left', reason);
    this.events.silence();
    this.media.sources.events.silence();
    this.media.consumers.events.silence();
  }

  /** True for the newest token, and for the one before it: the answer with the newest may have been lost. */
  accepts(token: string): boolean {
    return [this.#token, this.#previousToken].some((mine) => sameText(mine, token));
  }

  /** A new token; `used` stays good until the new one is used. */
  rotateToken(used?: string): string {
    this.#previousToken = used ?? this.#token;
    this.#token = newToken();
    return this.#token;
  }

  view(): PeerView {
    const { person, displayName, role } = this.#identity;
    return {
      id: this.id,
      personId: person,
      displayName,
      role,
      ...(this.#hand === undefined ? {} : { hand: this.#hand }),
      connection: this.#connected ? 'connected' : 'reconnecting',
      mutedSources: [...this.mutedSources],
    };
  }

  selfView(): SelfView {
    return { ...this.view(), can: [...this.#identity.can] };
  }
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && a.length > 0 && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

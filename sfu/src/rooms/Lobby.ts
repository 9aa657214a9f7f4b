import { randomUUID } from 'node:crypto';
import type { PersonId } from '@jembatan/shared/ids';
import type { WaitingPeer } from '@jembatan/shared/rooms.view';
import { TypedEmitter } from '../kernel/TypedEmitter.ts';
import { type Identity, seatKey } from './identity.ts';

/** Somebody at the door, for as long as their connection lives. */
export class Guest {
  readonly events = new TypedEmitter<{
    admitted: [];
    turnedAway: [reason: 'denied' | 'removed' | 'signed-out' | 'replaced'];
  }>();
  readonly id: string = randomUUID();
  readonly identity: Identity;
  readonly since = new Date();

  constructor(identity: Identity) {
    this.identity = identity;
  }

  view(): WaitingPeer {
    const { person, displayName } = this.identity;
    return { peerId: this.id, personId: person, displayName, since: this.since.toISOString() };
  }
}

/** Who waits, in the order they came, one for each device. */
export class Lobby {
  readonly events = new TypedEmitter<{ changed: [] }>();
  readonly #guests = new Map<string, Guest>();

  get size(): number {
    return this.#guests.size;
  }

  list(): Guest[] {
    return [...this.#guests.values()];
  }

  byId(id: string): Guest | undefined {
    return this.list().find((guest) => guest.id === id);
  }

  of(person: PersonId): Guest[] {
    return this.list().filter((guest) => guest.identity.person === person);
  }

  wait(identity: Identity): Guest {
    const key = seatKey(identity);
    this.#guests.get(key)?.events.emit('turnedAway', 'replaced');
    const guest = new Guest(identity);
    this.#guests.set(key, guest);
    this.events.emit('changed');
    return guest;
  }

  admit(guest: Guest): void {
    if (this.leave(guest)) guest.events.emit('admitted');
  }

  turnAway(guest: Guest, reason: 'denied' | 'removed' | 'signed-out'): void {
    if (this.leave(guest)) guest.events.emit('turnedAway', reason);
  }

  /** True when the guest was waiting until now. */
  leave(guest: Guest): boolean {
    const key = seatKey(guest.identity);
    if (this.#guests.get(key) !== guest) return false;
    this.#guests.delete(key);
    this.events.emit('changed');
    return true;
  }
}

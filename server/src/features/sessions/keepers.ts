import type { PersonId, SessionId, SignInId } from '@jembatan/shared/ids';
import { signInId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Place } from '../../permissions/facts.ts';
import { canJoinSession } from '../../permissions/sessions.rules.ts';
import type { Person } from '../people/index.ts';
import type { RoomsStore } from './rooms.store.ts';
import type { Session, SessionsRepository } from './sessions.repository.ts';
import type { StaysRepository } from './stays.repository.ts';

export interface KeeperDeps {
  sessions: SessionsRepository;
  stays: StaysRepository;
  store: RoomsStore;
  requirePerson: (id: PersonId) => Promise<Person>;
  /** As it is in the database now: a cached right would let people stay. */
  loadPlaceNow: (actor: Actor, communityId: string) => Promise<Place>;
}

/** Longer than any ticket or held seat lives; after that joining itself refuses. */
const deniedMs = 2 * Math.max(limits.ticketSeconds, limits.seatSeconds) * 1_000;
/** A removal by a moderator is also kept in the session; this is for the node. */
const removedMs = 24 * 3_600_000;

export type Keepers = ReturnType<typeof createKeepers>;

/** Puts people out of rooms who may not be there, and keeps them out. Rejects while Redis is away. */
export function createKeepers({ sessions, stays, store, requirePerson, loadPlaceNow }: KeeperDeps) {
  async function putOut(room: SessionId, person: PersonId, ms: number): Promise<void> {
    await store.deny(room, person, ms);
    const place = await store.placementOf(room);
    if (place) await store.command(place.node, { kind: 'person:remove', room, person });
  }

  async function roomsOf(person: PersonId): Promise<Session[]> {
    const there = (await stays.listOpenOfPerson(person)).map(({ sessionId }) => sessionId);
    const coming = await store.roomsWithTicket(person);
    return sessions.findMany([...new Set([...there, ...coming])]);
  }

  return {
    /** A moderator's decision: holds until somebody lifts it. */
    async remove({ id }: Session, person: PersonId): Promise<void> {
      await sessions.addRemoved(id, person);
      await putOut(id, person, removedMs);
    },

    /** Lifts a removal. */
    async allow({ id }: Session, person: PersonId): Promise<void> {
      await sessions.pullRemoved(id, person);
      const place = await store.placementOf(id);
      if (place) await store.command(place.node, { kind: 'person:allow', room: id, person });
      await store.allow(id, person);
    },

    /** After rights changed: leaves every room that may not be joined any more, tickets in hand included. */
    async recheck(personId: PersonId): Promise<void> {
      const rooms = await roomsOf(personId);
      if (rooms.length === 0) return;
      const actor = standIn(await requirePerson(personId));
      for (const session of rooms) {
        const place = await loadPlaceNow(actor, session.communityId);
        if (!canJoinSession(actor, place, session)) await putOut(session.id, personId, deniedMs);
      }
    },

    /** A sign-in was revoked: its devices leave. */
    async endSignIns(sids: readonly SignInId[]): Promise<void> {
      for (const { node, sid } of await stays.listOpenOfSignIns(sids)) {
        await store.command(node, { kind: 'sign-in:end', sid });
      }
    },

    /** The room ends for all who are in it or on their way. */
    async endRoom({ id, kind }: Session, reason: 'ended' | 'no-adult'): Promise<void> {
      const isForGood = reason === 'ended' && kind !== 'standing';
      for (const person of isForGood ? await store.ticketHolders(id) : [])
        await store.deny(id, person, deniedMs);
      const place = await store.placementOf(id);
      if (place) await store.command(place.node, { kind: 'room:end', room: id, reason });
    },
  };
}

const noSignIn = signInId.parse('0'.repeat(24));

/** An actor for questions about somebody who is not asking: rules look at who a person is, not at a sign-in. */
export function standIn({ id, hubRole, age }: Person): PersonActor {
  return { kind: 'person', id, hubRole, age, sid: noSignIn };
}

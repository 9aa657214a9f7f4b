import type { TicketRight, TicketRole } from '@jembatan/shared/ticket';
import type { Actor } from '../kernel/actor.ts';
import { canReadCommunity, isStaff } from './communities.rules.ts';
import type { PersonFacts, Place, SessionFacts } from './facts.ts';
import { countsAsMinor } from './people.rules.ts';

export const canSeeSession = (actor: Actor, place: Place) => canReadCommunity(actor, place);

const isOver = (session: SessionFacts) =>
  session.state === 'ended' || session.state === 'cancelled';

const isHost = (actor: Actor, place: Place, session: SessionFacts) =>
  actor.kind === 'person' && actor.id === session.hostId && place.membership !== null;

export function canHost(actor: Actor, place: Place, session: SessionFacts): boolean {
  if (actor.kind !== 'person' || place.banned) return false;
  return isHost(actor, place, session) || isStaff(actor, place);
}

/** Rooms are for members and those who keep order, also where everyone may read. */
export function canJoinSession(actor: Actor, place: Place, session: SessionFacts): boolean {
  if (actor.kind !== 'person' || place.banned || isOver(session)) return false;
  if (!canReadCommunity(actor, place)) return false;
  return place.membership !== null || canHost(actor, place, session);
}

export const canEditSession = (actor: Actor, place: Place, session: SessionFacts) =>
  !isOver(session) && canHost(actor, place, session);
export const canEndSession = canEditSession;

/** Attendance names minors: those who hold the session, not everybody who was there. */
export const canSeeAttendance = (actor: Actor, place: Place, session: SessionFacts) =>
  canHost(actor, place, session);

/** What somebody who may join is in the room. */
export function roomRole(actor: Actor, place: Place, session: SessionFacts): TicketRole {
  if (isHost(actor, place, session)) return 'host';
  return isStaff(actor, place) ? 'cohost' : 'speaker';
}

const speaks: readonly TicketRight[] = ['audio', 'video', 'screen'];

/**
 * What a ticket allows. Those who hold the session never knock; everybody else
 * does where there is a lobby. Speakers can open the door while nobody who
 * holds the session is there, so that a host who dropped locks nobody out.
 */
export function roomRights(role: TicketRole, { lobby }: { lobby: boolean }): TicketRight[] {
  if (role === 'host' || role === 'cohost') return ['enter', ...speaks, 'moderate'];
  const door: TicketRight[] = lobby ? [] : ['enter'];
  return role === 'listener' ? door : [...door, ...speaks, 'admit'];
}

/** Somebody in a room now. */
export interface PresentPerson extends Pick<PersonFacts, 'age'> {
  readonly role: TicketRole;
}

/** An adult who holds the session answers for the minors in the room. */
const isResponsible = ({ age, role }: PresentPerson) =>
  age === 'adult' && (role === 'host' || role === 'cohost');

/** Minors are in the room and nobody answers for them. */
export function lacksAdult(present: readonly PresentPerson[]): boolean {
  return present.some(countsAsMinor) && !present.some(isResponsible);
}

import type { Actor } from '../kernel/actor.ts';
import { canReadCommunity, isStaff } from './communities.rules.ts';
import type { Place, SessionFacts } from './facts.ts';

export const canSeeSession = (actor: Actor, place: Place) => canReadCommunity(actor, place);

const isOver = (session: SessionFacts) => session.state === 'ended' || session.state === 'cancelled';

export function canHost(actor: Actor, place: Place, session: SessionFacts): boolean {
  if (actor.kind !== 'person' || place.banned) return false;
  return actor.id === session.hostId || isStaff(actor, place);
}

/** Rooms are for members and those who keep order, also where everyone may read. */
export function canJoinSession(actor: Actor, place: Place, session: SessionFacts): boolean {
  if (actor.kind !== 'person' || place.banned || isOver(session)) return false;
  return place.membership !== null || canHost(actor, place, session);
}

export const canEditSession = (actor: Actor, place: Place, session: SessionFacts) => !isOver(session) && canHost(actor, place, session);
export const canEndSession = canEditSession;

/** Attendance names minors: those who hold the session, not everybody who was there. */
export const canSeeAttendance = (actor: Actor, place: Place, session: SessionFacts) => canHost(actor, place, session);

import { AppError, forbidden } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import type { SessionView } from '@jembatan/shared/sessions.contract';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Transact } from '../../kernel/transactions.ts';
import { canCreateSession } from '../../permissions/communities.rules.ts';
import type { Limiter } from '../../platform/limiter.ts';
import type { Person } from '../people/index.ts';
import { createListing, type ListingDeps } from './listing.ts';
import type { NewSession, Occurrences } from './occurrences.ts';
import { plannedStart, ruleOf, type SessionInput, timingOf } from './planning.ts';
import type { SessionAt } from './sessions.access.ts';
import type { Session } from './sessions.repository.ts';
import { loadNamed, toSessionView } from './sessions.views.ts';

export interface SessionsDeps extends ListingDeps {
  occurrences: Occurrences;
  transact: Transact;
  clock: Clock;
  /** Sessions a person may make in a while. */
  plans: Limiter;
  requirePerson: (id: PersonId) => Promise<Person>;
}

export type SessionsService = ReturnType<typeof createSessionsService>;

export function createSessionsService(deps: SessionsDeps) {
  const { access, occurrences, transact, clock } = deps;

  async function viewOf(actor: Actor, at: SessionAt): Promise<SessionView> {
    return toSessionView(actor, at, await loadNamed(deps, [at.session]));
  }

  async function createSession(actor: PersonActor, input: SessionInput): Promise<SessionView> {
    const place = await access.getVisiblePlace(actor, input.communityId);
    if (!canCreateSession(actor, place)) {
      throw place.banned ? new AppError('banned') : forbidden('create');
    }
    await deps.plans.take(actor.id);
    const { timeZone: own } = await deps.requirePerson(actor.id);
    const timeZone = input.timeZone ?? (own || 'UTC');
    const rrule = ruleOf(input);
    const localStart = plannedStart(input, timeZone, clock.now());
    const fresh = freshSession(actor, input, { localStart, timeZone });
    const named = await loadNamed(deps, [fresh]);
    const toView = (session: Session) => toSessionView(actor, { session, place }, named);
    if (rrule === null) {
      return transact(async (tx) => toView(await occurrences.add(tx, fresh, actor.id)));
    }
    return transact(async (tx) =>
      toView(await occurrences.begin(tx, fresh, { rrule, authorId: actor.id })),
    );
  }

  return {
    createSession,
    listSessions: createListing(deps),
    getSession: async (actor: Actor, id: string) =>
      viewOf(actor, await access.getVisibleSession(actor, id)),
  };
}

function freshSession(
  actor: PersonActor,
  input: SessionInput,
  when: { localStart: string; timeZone: string },
): NewSession {
  const { communityId, title, agenda = '', kind, lobby, durationMinutes } = input;
  return {
    ...{ communityId, agenda, kind, lobby },
    title: title.normalize('NFC'),
    state: kind === 'now' ? 'live' : 'planned',
    hostId: actor.id,
    ...timingOf(kind, { ...when, durationMinutes }),
  };
}

import { notFound } from '@jembatan/shared/errors';
import type { Actor } from '../../kernel/actor.ts';
import type { Place } from '../../permissions/facts.ts';
import { canSeeSession } from '../../permissions/sessions.rules.ts';
import type { Session, SessionsRepository } from './sessions.repository.ts';

/** A session as one actor meets it. */
export interface SessionAt {
  readonly session: Session;
  readonly place: Place;
}

export interface AccessDeps {
  sessions: SessionsRepository;
  /** The community as the actor meets it; throws `not-found` when there is none. */
  loadPlace: (actor: Actor, communityId: string) => Promise<Place>;
}

export type SessionAccess = ReturnType<typeof createSessionAccess>;

/** The gate to sessions: missing and hidden are the same answer. */
export function createSessionAccess({ sessions, loadPlace }: AccessDeps) {
  return {
    async getVisibleSession(actor: Actor, id: string): Promise<SessionAt> {
      const session = await sessions.find(id);
      if (!session) throw notFound('session');
      const place = await loadPlace(actor, session.communityId);
      if (!canSeeSession(actor, place)) throw notFound('session');
      return { session, place };
    },

    async getVisiblePlace(actor: Actor, communityId: string): Promise<Place> {
      const place = await loadPlace(actor, communityId);
      if (!canSeeSession(actor, place)) throw notFound('community');
      return place;
    },
  };
}

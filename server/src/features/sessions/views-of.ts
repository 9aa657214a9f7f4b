import { AppError } from '@jembatan/shared/errors';
import type { SessionView } from '@jembatan/shared/sessions.contract';
import type { Actor } from '../../kernel/actor.ts';
import type { SessionAccess } from './sessions.access.ts';
import type { Session, SessionsRepository } from './sessions.repository.ts';
import { loadNamed, type NamedDeps, toSessionView } from './sessions.views.ts';

export interface SessionViewsDeps extends NamedDeps {
  access: SessionAccess;
  sessions: SessionsRepository;
}

/** Views of sessions by their ids, in that order; what the actor may not see is left out. */
export function createSessionViews(deps: SessionViewsDeps) {
  const { access, sessions } = deps;

  async function placeOf(actor: Actor, { communityId }: Session) {
    try {
      return await access.getVisiblePlace(actor, communityId);
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-found') return null;
      throw error;
    }
  }

  return async (actor: Actor, ids: readonly string[]): Promise<SessionView[]> => {
    const found = new Map<string, Session>(
      (await sessions.findMany(ids)).map((one) => [one.id, one]),
    );
    const ordered = ids.flatMap((id) => found.get(id) ?? []);
    const [named, places] = await Promise.all([
      loadNamed(deps, ordered),
      Promise.all(ordered.map((session) => placeOf(actor, session))),
    ]);
    return ordered.flatMap((session, index) => {
      const place = places[index];
      return place ? [toSessionView(actor, { session, place }, named)] : [];
    });
  };
}

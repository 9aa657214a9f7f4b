import { AppError } from '@jembatan/shared/errors';
import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import type { SessionView, sessionRoutes } from '@jembatan/shared/sessions.contract';
import type * as z from 'zod/mini';
import { type Actor, personIdOf } from '../../kernel/actor.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import type { Place } from '../../permissions/facts.ts';
import type { SessionAccess } from './sessions.access.ts';
import type { Session, SessionKey, SessionsRepository } from './sessions.repository.ts';
import { loadNamed, type Named, type NamedDeps, toSessionView } from './sessions.views.ts';

export interface ListingDeps extends NamedDeps {
  access: SessionAccess;
  sessions: SessionsRepository;
  communityIdsOf: (id: PersonId) => Promise<readonly CommunityId[]>;
}

export type ListQuery = z.output<typeof sessionRoutes.listSessions.query>;

/** Sessions by start, of one community or of all own ones. */
export function createListing(deps: ListingDeps) {
  const { access, sessions } = deps;

  /** Places whose sessions the actor may see: the one asked for, or the own ones. */
  async function placesFor(actor: Actor, communityId: CommunityId | undefined): Promise<Place[]> {
    if (communityId) return [await access.getVisiblePlace(actor, communityId)];
    const me = personIdOf(actor);
    const own = me ? await deps.communityIdsOf(me) : [];
    const asked = own.map((id) => access.getVisiblePlace(actor, id).catch(passOverMissing));
    return (await Promise.all(asked)).filter((place) => place !== null);
  }

  return async (actor: Actor, query: ListQuery): Promise<Page<SessionView>> => {
    const after = query.cursor === undefined ? null : toKey(query.cursor);
    const places = new Map(
      (await placesFor(actor, query.communityId)).map((place) => [place.community.id, place]),
    );
    const found = await sessions.list({
      communityIds: [...places.keys()],
      from: query.from === undefined ? undefined : new Date(query.from),
      to: query.to === undefined ? undefined : new Date(query.to),
      after,
      limit: query.limit,
    });
    const page = cutPage(found, query.limit, ({ startsAt, id }) => [startsAt.getTime(), id]);
    const named = await loadNamed(deps, page.items);
    return {
      ...page,
      items: page.items.flatMap((session) => viewIn(actor, session, { places, named })),
    };
  };
}

function viewIn(
  actor: Actor,
  session: Session,
  { places, named }: { places: ReadonlyMap<CommunityId, Place>; named: Named },
): SessionView[] {
  const place = places.get(session.communityId);
  return place ? [toSessionView(actor, { session, place }, named)] : [];
}

function passOverMissing(error: unknown): null {
  if (error instanceof AppError && error.code === 'not-found') return null;
  throw error;
}

function toKey(cursor: string): SessionKey {
  const [at, id] = decodeCursor(cursor, 2);
  if (typeof at !== 'number' || typeof id !== 'string' || !/^[0-9a-f]{24}$/.test(id)) {
    throw new AppError('invalid', { issues: [{ path: 'cursor', code: 'custom' }] });
  }
  return { startsAt: new Date(at), id };
}

import { AppError } from '@jembatan/shared/errors';
import type { SpaceId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { ThreadView } from '@jembatan/shared/threads.contract';
import type { Actor } from '../../kernel/actor.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import * as rules from '../../permissions/threads.rules.ts';
import type { SpaceAt } from './threads.access.ts';
import type { ThreadKey, ThreadsRepository } from './threads.repository.ts';
import { toThreadView } from './threads.views.ts';
import { nothingRead, type UnreadService } from './unread.service.ts';

export interface ListingDeps {
  threads: ThreadsRepository;
  unread: UnreadService;
  getReadableSpace: (actor: Actor, spaceId: SpaceId) => Promise<SpaceAt>;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
}

export type ListingService = ReturnType<typeof createListingService>;

/** Threads of a space, page by page. */
export function createListingService(deps: ListingDeps) {
  const { threads, unread } = deps;
  return {
    async listThreads(
      actor: Actor,
      spaceId: SpaceId,
      query: { limit: number; cursor?: string | undefined },
    ): Promise<Page<ThreadView>> {
      const { space, place } = await deps.getReadableSpace(actor, spaceId);
      const after = query.cursor === undefined ? null : toKey(query.cursor);
      const found = await threads.listOfSpace(spaceId, {
        after,
        limit: query.limit,
        withHidden: rules.canModerateSpace(actor, place, space),
      });
      const page = cutPage(found, query.limit, ({ pinned, lastActivityAt, id }) => [
        pinned,
        lastActivityAt.getTime(),
        id,
      ]);
      const [people, read] = await Promise.all([
        deps.peopleById(page.items.map(({ authorId }) => authorId)),
        unread.factsOf(actor, page.items),
      ]);
      return {
        ...page,
        items: page.items.map((thread) =>
          toThreadView(
            actor,
            { place, space, thread },
            { people, ...(read.get(thread.id) ?? nothingRead) },
          ),
        ),
      };
    },
  };
}

function toKey(cursor: string): ThreadKey {
  const [pinned, at, id] = decodeCursor(cursor, 3);
  if (
    typeof pinned !== 'boolean' ||
    typeof at !== 'number' ||
    typeof id !== 'string' ||
    !/^[0-9a-f]{24}$/.test(id)
  )
    throw new AppError('invalid');
  return { pinned, lastActivityAt: new Date(at), id };
}

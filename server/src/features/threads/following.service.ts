import { AppError } from '@jembatan/shared/errors';
import type { Page } from '@jembatan/shared/paging';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import type { PersonActor } from '../../kernel/actor.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import type { ReadingsRepository } from './readings.repository.ts';
import type { ThreadAccess, ThreadAt } from './threads.access.ts';
import type { Thread, ThreadsRepository } from './threads.repository.ts';
import { toThreadView } from './threads.views.ts';
import { nothingRead, type UnreadService } from './unread.service.ts';

export interface FollowingDeps {
  access: ThreadAccess;
  threads: ThreadsRepository;
  readings: ReadingsRepository;
  unread: UnreadService;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
}

export type FollowingService = ReturnType<typeof createFollowingService>;

/**
 * Threads a person follows with every post and has not read to the end, those
 * followed last first. A page may have fewer items than asked for before the list ends.
 */
export function createFollowingService(deps: FollowingDeps) {
  const { access, threads, readings, unread } = deps;

  async function readable(actor: PersonActor, found: readonly Thread[]): Promise<ThreadAt[]> {
    const places = await Promise.all(
      found.map((thread) =>
        access.stand(actor, thread).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'not-found') return null;
          throw error;
        }),
      ),
    );
    return places.filter((at) => at !== null);
  }

  return async function listFollowed(
    actor: PersonActor,
    query: { limit: number; cursor?: string | undefined },
  ): Promise<Page<ThreadView>> {
    const before = query.cursor === undefined ? null : toKey(query.cursor);
    const limit = query.limit + 1;
    const chosen = await readings.chosenBy(actor.id, 'all', { before, limit });
    const page = cutPage(chosen, query.limit, ({ id }) => [id]);
    const ids = page.items.map(({ reading }) => reading.threadId);
    const found = new Map((await threads.findMany(ids)).map((thread) => [thread.id, thread]));
    const places = await readable(
      actor,
      ids.flatMap((id) => found.get(id) ?? []),
    );
    const some = places.map(({ thread }) => thread);
    const [people, facts] = await Promise.all([
      deps.peopleById(some.map(({ authorId }) => authorId)),
      unread.factsOf(actor, some),
    ]);
    const views = places.map((at) =>
      toThreadView(actor, at, { people, ...(facts.get(at.thread.id) ?? nothingRead) }),
    );
    return {
      items: views.filter((view) => (view.read?.unread ?? 0) > 0),
      nextCursor: page.nextCursor,
    };
  };
}

function toKey(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (typeof id !== 'string' || !/^[0-9a-f]{24}$/.test(id)) throw new AppError('invalid');
  return id;
}

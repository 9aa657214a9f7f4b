import { AppError } from '@jembatan/shared/errors';
import type { CommunityId, SpaceId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import { visibleThreads } from '../../permissions/threads.rules.ts';
import type { ThreadsRepository } from './threads.repository.ts';
import { toThreadNews } from './threads.views.ts';
import type { UnreadDeps } from './unread.service.ts';

export interface NewestDeps {
  threads: Pick<ThreadsRepository, 'listByActivity'>;
  readableOf: UnreadDeps['readableOf'];
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
  clock: Clock;
}

/** Where to look: spaces the actor may read, of one community. */
export interface Newest {
  communityId: CommunityId;
  spaceIds: readonly SpaceId[];
  limit: number;
  after?: string | undefined;
}

/** The most recently active threads of some spaces, as everybody sees them; pins say nothing here. */
export function createNewest({ threads, readableOf, peopleById, clock }: NewestDeps) {
  return async (actor: Actor, asked: Newest): Promise<Page<ThreadView>> => {
    const { limit, after, ...where } = asked;
    const { reach } = await readableOf(actor);
    const found = await threads.listByActivity(where, {
      after: after === undefined ? null : activityKey(after),
      limit,
      visible: reach ? visibleThreads(reach, clock.now()) : {},
    });
    const page = cutPage(found, limit, ({ lastActivityAt, id }) => [lastActivityAt.getTime(), id]);
    const people = await peopleById(page.items.map(({ authorId }) => authorId));
    return { ...page, items: page.items.map((thread) => toThreadNews(thread, people)) };
  };
}

/** The cursor of a list by activity; throws `invalid`. */
export function activityKey(cursor: string): { lastActivityAt: Date; id: string } {
  const [at, id] = decodeCursor(cursor, 2);
  if (typeof at !== 'number' || typeof id !== 'string' || !/^[0-9a-f]{24}$/.test(id))
    throw new AppError('invalid');
  return { lastActivityAt: new Date(at), id };
}

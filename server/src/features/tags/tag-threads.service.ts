import { AppError } from '@jembatan/shared/errors';
import { anyId, type CommunityId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import type { ThreadView } from '@jembatan/shared/threads.view';
import type { Actor } from '../../kernel/actor.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import { type Thread, type ThreadAt, toThreadView } from '../threads/index.ts';
import { namesOn, type Seeing } from './seeing.ts';
import type { TagsCommon } from './tags.deps.ts';

export type ListTagThreads = ReturnType<typeof createTagThreads>;

/** Threads of a tag in all spaces that the reader may see, page by page. */
export function createTagThreads(deps: TagsCommon & { seeing: Seeing }) {
  /** As each stands for the actor; one that was closed to them this moment is left out. */
  async function stand(actor: Actor, found: readonly Thread[]): Promise<ThreadAt[]> {
    const { access } = deps.threads();
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

  async function toViews(actor: Actor, found: readonly Thread[]): Promise<ThreadView[]> {
    const places = await stand(actor, found);
    const some = places.map(({ thread }) => thread);
    const [people, facts] = await Promise.all([
      deps.peopleById(some.map(({ authorId }) => authorId)),
      deps.threads().unread.factsOf(actor, some),
    ]);
    const nothing = { reading: null, unread: 0 };
    return places.map((at) =>
      toThreadView(actor, at, { people, ...(facts.get(at.thread.id) ?? nothing) }),
    );
  }

  return async function listTagThreads(
    actor: Actor,
    { communityId, name }: { communityId: CommunityId; name: string },
    query: { limit: number; cursor?: string | undefined },
  ): Promise<Page<ThreadView>> {
    const { tag, count } = await deps.seeing.getTag(actor, communityId, name);
    const after = query.cursor === undefined ? null : toKey(query.cursor);
    if (count <= 0) return { items: [], nextCursor: null };
    const visible = await deps.seeing.visibleTo(actor);
    const asked = { after, limit: query.limit, visible };
    const found = await deps.threads().threads.listOfTags(communityId, namesOn(tag), asked);
    const page = cutPage(found, query.limit, ({ lastActivityAt, id }) => [
      ...[lastActivityAt.getTime(), id],
    ]);
    return { ...page, items: await toViews(actor, page.items) };
  };
}

function toKey(cursor: string) {
  const [at, last] = decodeCursor(cursor, 2);
  const id = anyId.safeParse(last);
  if (typeof at !== 'number' || !id.success) throw new AppError('invalid');
  return { lastActivityAt: new Date(at), id: id.data };
}

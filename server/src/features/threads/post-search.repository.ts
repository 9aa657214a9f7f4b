import type { CommunityId, PostId, SpaceId, ThreadId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { postModel } from './posts.model.ts';
import { threadModel } from './threads.model.ts';

/** What a search may look through and look for. */
export interface PostSearch {
  /** All of these; none means the first posts of `threadIds`. */
  terms: readonly string[];
  /** Null: every space. */
  spaceIds: readonly SpaceId[] | null;
  communityId?: CommunityId | undefined;
  /** What the rules say besides. */
  visible?: Record<string, unknown>;
  threadIds?: readonly ThreadId[] | undefined;
  /** Nothing newer, so that later pages go on with the same list. */
  until: Date;
  limit: number;
}

export interface FoundPost {
  id: PostId;
  threadId: ThreadId;
  number: number;
  createdAt: Date;
}

/** Threads of one tag that a search looks through. */
const maxTagged = 2_000;

export type PostSearchRepository = ReturnType<typeof createPostSearchRepository>;

/** Finds posts by their terms; who may see what comes in as part of the question. */
export function createPostSearchRepository(connection: Connection) {
  const Posts = postModel(connection);
  const Threads = threadModel(connection);

  return {
    /** Newest first; without hidden and deleted posts. */
    async find({ terms, limit, until, ...scope }: PostSearch): Promise<FoundPost[]> {
      const wanted = terms.length > 0 ? { terms: { $all: [...terms] } } : { number: 1 };
      const filter = {
        ...wanted,
        ...filterOf(scope),
        createdAt: { $lte: until },
        deleted: false,
        hidden: false,
      };
      const found = await Posts.find(filter, { threadId: 1, number: 1, createdAt: 1 })
        .sort({ createdAt: -1 })
        .limit(limit)
        .lean();
      return found.map(({ _id, threadId, number, createdAt }) => ({
        id: idOf(_id),
        threadId: idOf(threadId),
        number,
        createdAt,
      }));
    },

    /** Markdown of posts, to rank by. */
    async bodiesOf(ids: readonly PostId[]): Promise<Map<string, string>> {
      const found = await Posts.find({ _id: { $in: ids } }, { body: 1 }).lean();
      return new Map(found.map(({ _id, body }) => [_id.toString(), body]));
    },

    /** Titles of those threads that are not hidden and, as the rules say, to be seen. */
    async openTitles(
      ids: readonly ThreadId[],
      visible: Record<string, unknown>,
    ): Promise<Map<string, string>> {
      const open = { _id: { $in: ids }, hidden: false, ...visible };
      const found = await Threads.find(open, { title: 1 }).lean();
      return new Map(found.map(({ _id, title }) => [_id.toString(), title]));
    },

    /** Threads with a tag, most recently active first. */
    async tagged(tag: string, spaceIds: readonly SpaceId[] | null): Promise<ThreadId[]> {
      const found = await Threads.find(
        { tags: tag, hidden: false, ...(spaceIds && { spaceId: { $in: [...spaceIds] } }) },
        { _id: 1 },
      )
        .sort({ lastActivityAt: -1 })
        .limit(maxTagged)
        .lean();
      return found.map(({ _id }) => idOf(_id));
    },

    /** Writes the terms of a post unless it has been edited or deleted meanwhile. */
    async setTerms(
      post: { id: PostId; revision: number },
      terms: readonly string[],
    ): Promise<void> {
      await Posts.updateOne(
        { _id: post.id, revision: post.revision, deleted: false },
        { $set: { terms: [...terms] } },
      );
    },
  };
}

function filterOf({
  spaceIds,
  communityId,
  threadIds,
  visible,
}: Pick<PostSearch, 'spaceIds' | 'communityId' | 'threadIds' | 'visible'>) {
  return {
    ...visible,
    ...(spaceIds && { spaceId: { $in: [...spaceIds] } }),
    ...(communityId && { communityId }),
    ...(threadIds && { threadId: { $in: [...threadIds] } }),
  };
}

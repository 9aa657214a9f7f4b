import type { SpaceId, ThreadId } from '@jembatan/shared/ids';
import { type Connection, type Model, mongo } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { openingIndex, type PostDocument, postModel } from './posts.model.ts';

/** Where to look: in these spaces, and what the rules say besides. */
export interface OpeningsWithin {
  spaceIds: readonly SpaceId[];
  visible: Record<string, unknown>;
  limit: number;
}

export type OpeningsRepository = ReturnType<typeof createOpeningsRepository>;

/** MongoDB merges up to 200 lists in order; of more it would sort in memory. */
const maxSpaces = 180;
/** A suggestion is not worth more. */
const maxTimeMs = 150;
const timeIsUp = 50;

/** The posts that open threads, by an index of their own: replies, however many, cost nothing. */
export function createOpeningsRepository(connection: Connection) {
  const Posts = postModel(connection);
  return {
    /** Threads whose first post, title or tags have a term; the newest first. */
    withTerm: (term: string, within: OpeningsWithin) => find(Posts, { terms: term }, within),

    /** Those that have all of some terms; fewer where looking takes long. */
    async withAll(terms: readonly string[], within: OpeningsWithin): Promise<ThreadId[]> {
      try {
        return await find(Posts, { terms: { $all: [...terms] } }, within);
      } catch (error) {
        if (error instanceof mongo.MongoServerError && error.code === timeIsUp) return [];
        throw error;
      }
    },
  };
}

async function find(
  Posts: Model<PostDocument>,
  wanted: Record<string, unknown>,
  { spaceIds, visible, limit }: OpeningsWithin,
): Promise<ThreadId[]> {
  const spaces = { $in: spaceIds.slice(0, maxSpaces) };
  const shown = { deleted: false, hidden: false };
  const found = await Posts.find(
    { ...visible, ...wanted, ...shown, number: 1, spaceId: spaces },
    { threadId: 1, _id: 0 },
  )
    .sort({ createdAt: -1 })
    .hint(openingIndex)
    .limit(limit)
    .maxTimeMS(maxTimeMs)
    .lean();
  return found.map(({ threadId }) => idOf(threadId));
}

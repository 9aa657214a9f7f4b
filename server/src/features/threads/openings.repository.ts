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

/** The newest threads with a word. */
export interface Opened {
  ids: ThreadId[];
  /** When the last of them was opened; null where there are no more. */
  oldest: Date | null;
}

export type OpeningsRepository = ReturnType<typeof createOpeningsRepository>;

/** MongoDB merges up to 200 lists in order; of more it would sort in memory. */
const maxSpaces = 180;
/** A suggestion is not worth more. */
const maxTimeMs = 100;
const timeIsUp = 50;

/** The posts that open threads, by an index of their own: replies, however many, cost nothing. */
export function createOpeningsRepository(connection: Connection) {
  const Posts = postModel(connection);
  return {
    /** Threads whose first post, title or tags have a term; the newest first. */
    async withTerm(term: string, within: OpeningsWithin): Promise<Opened> {
      const found = await find(Posts, { terms: term }, within);
      const isCut = found.length === within.limit;
      return { ids: found.map(idOfThread), oldest: (isCut && found.at(-1)?.createdAt) || null };
    },

    /**
     * Those since an instant that have all of some terms, of which the first should be the rarest;
     * none where looking takes long.
     */
    async withAll(
      terms: readonly string[],
      { since, ...within }: OpeningsWithin & { since: Date },
    ): Promise<ThreadId[]> {
      const wanted = { terms: { $all: [...terms] }, createdAt: { $gte: since } };
      try {
        return (await find(Posts, wanted, within)).map(idOfThread);
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
): Promise<OpeningDocument[]> {
  const spaces = { $in: spaceIds.slice(0, maxSpaces) };
  const shown = { deleted: false, hidden: false };
  return Posts.find(
    { ...visible, ...wanted, ...shown, number: 1, spaceId: spaces },
    { threadId: 1, createdAt: 1, _id: 0 },
  )
    .sort({ createdAt: -1 })
    .hint(openingIndex)
    .limit(limit)
    .maxTimeMS(maxTimeMs)
    .lean();
}

type OpeningDocument = Pick<PostDocument, 'threadId' | 'createdAt'>;

const idOfThread = ({ threadId }: OpeningDocument): ThreadId => idOf(threadId);

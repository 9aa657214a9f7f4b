import type { SpaceId } from '@jembatan/shared/ids';
import type { Model } from 'mongoose';
import type { PostDocument } from './posts.model.ts';

/** The index of words: within each, the posts of each space in order. */
export const byTerm = {
  ...{ terms: 1, spaceId: 1, createdAt: -1, _id: 1, threadId: 1, hidden: 1 },
} as const;
/** MongoDB merges up to 200 lists in order; of more it would sort in memory. */
export const maxMerged = 180;

/** A word in more posts than this is common. */
const common = 3_000;
/** Posts of the rarest of several words that are looked at for the others. */
const maxLookedAt = 20_000;

/** How rare words are: what a search for several of them costs depends on it. */
export function createRarities(Posts: Model<PostDocument>) {
  async function countOf(term: string, limit: number): Promise<number> {
    const counting = { count: Posts.collection.collectionName, query: { terms: term } };
    const db = Posts.db.getClient().db(Posts.db.name);
    const { n } = await db.command({ ...counting, hint: byTerm, limit });
    return Number(n);
  }

  return {
    /** The rarest first: the index is entered by one of them, and the posts it leads to are read. */
    async rarestFirst(terms: readonly string[]): Promise<string[]> {
      if (terms.length < 2) return [...terms];
      const counts = await Promise.all(terms.map((term) => countOf(term, common)));
      const known = new Map(terms.map((term, index) => [term, counts[index] ?? 0]));
      return terms.toSorted((one, other) => (known.get(one) ?? 0) - (known.get(other) ?? 0));
    },

    /**
     * Since when so many posts with a word have been written that older ones are not looked at for
     * other words; null when they all can be, or when there are too many spaces to say.
     */
    async lookedAtSince(term: string, spaceIds: readonly SpaceId[] | null): Promise<Date | null> {
      if (!spaceIds || spaceIds.length > maxMerged) return null;
      if ((await countOf(term, maxLookedAt + 1)) <= maxLookedAt) return null;
      const where = { terms: term, spaceId: { $in: [...spaceIds] } };
      const [oldest] = await Posts.find(where, { _id: 0, createdAt: 1 })
        .sort({ createdAt: -1 })
        .hint(byTerm)
        .skip(maxLookedAt)
        .limit(1)
        .lean();
      return oldest?.createdAt ?? null;
    },
  };
}

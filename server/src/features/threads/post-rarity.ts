import type { SpaceId } from '@jembatan/shared/ids';
import type { Model } from 'mongoose';
import { TtlCache } from '../../kernel/ttl-cache.ts';
import type { PostDocument } from './posts.model.ts';

/** The index of words: within each, the posts of each space in order. */
export const byTerm = {
  ...{ terms: 1, spaceId: 1, createdAt: -1, _id: 1, threadId: 1, hidden: 1 },
} as const;
/** MongoDB merges up to 200 lists in order; of more it would sort in memory. */
export const maxMerged = 180;

/** A word in more posts than this is common. */
const common = 3_000;
/** How many posts have a word changes slowly, and only an order is read off it. */
const known = { ttlMs: 60_000, max: 10_000 };

/** How rare words are: what a search for several of them costs depends on it. */
export function createRarities(Posts: Model<PostDocument>) {
  const counts = new TtlCache<number>(known);

  async function count(term: string): Promise<number> {
    const counting = { count: Posts.collection.collectionName, query: { terms: term } };
    const db = Posts.db.getClient().db(Posts.db.name);
    const { n } = await db.command({ ...counting, hint: byTerm, limit: common });
    return Number(n);
  }

  const countOf = (term: string) => counts.get(term, () => count(term));

  return {
    /** The rarest first: the index is entered by one of them, and the posts it leads to are read. */
    async rarestFirst(terms: readonly string[]): Promise<string[]> {
      if (terms.length < 2) return [...terms];
      const found = await Promise.all(terms.map(countOf));
      const rarity = new Map(terms.map((term, index) => [term, found[index] ?? 0]));
      return terms.toSorted((one, other) => (rarity.get(one) ?? 0) - (rarity.get(other) ?? 0));
    },

    /**
     * Since when so many posts with a word have been written up to an instant; null when it has no
     * more than that, or when there are too many spaces to say.
     */
    async sinceWhen(
      term: string,
      { spaceIds, until, posts }: Pick<Span, 'spaceIds' | 'until'> & { posts: number },
    ): Promise<Date | null> {
      if (!spaceIds || spaceIds.length > maxMerged) return null;
      if ((await countOf(term)) < Math.min(posts, common)) return null;
      const where = { terms: term, spaceId: { $in: [...spaceIds] }, createdAt: { $lte: until } };
      const [oldest] = await Posts.find(where, { _id: 0, createdAt: 1 })
        .sort({ createdAt: -1 })
        .hint(byTerm)
        .skip(posts)
        .limit(1)
        .lean();
      return oldest?.createdAt ?? null;
    },
  };
}

/** Posts of some spaces, or of all, up to an instant. */
export interface Span {
  spaceIds: readonly SpaceId[] | null;
  until: Date;
}

import type { Model } from 'mongoose';
import { createRarities } from './post-rarity.ts';
import type { FoundPost, PostSearch } from './post-search.repository.ts';
import type { PostDocument } from './posts.model.ts';

/**
 * Posts of the rarest word that are looked at for the others: the newest, and where few of them
 * have the others too, many more.
 */
const looks = [1_000, 20_000] as const;
/** As many are an answer: who wants an older one says more words, or since when. */
const enough = 100;

/** What was found, and whether older posts were not looked at. */
export interface FoundOfSeveral {
  found: FoundPost[];
  isCut: boolean;
}

type Find = (asked: PostSearch) => Promise<FoundPost[]>;

/** Finds posts by several words: what a common one costs is bounded, however many posts there are. */
export function createSeveral(Posts: Model<PostDocument>, find: Find) {
  const { rarestFirst, sinceWhen } = createRarities(Posts);

  async function lookOn(asked: PostSearch, posts: number): Promise<FoundOfSeveral> {
    const { spaceIds, until } = asked;
    const from = await sinceWhen(asked.terms[0] ?? '', { spaceIds, until, posts });
    if (!from || (asked.since && asked.since >= from))
      return { found: await find(asked), isCut: false };
    return { found: await find({ ...asked, since: from }), isCut: true };
  }

  return async function findSeveral(search: PostSearch): Promise<FoundOfSeveral> {
    const asked = { ...search, terms: await rarestFirst(search.terms) };
    if (asked.terms.length < 2) return { found: await find(asked), isCut: false };
    // Which of them hold a phrase is not known yet.
    const [first, all] = search.withBodies ? [looks[1], looks[1]] : looks;
    const newest = await lookOn(asked, first);
    const isAnswer = newest.found.length >= Math.min(enough, search.limit);
    return isAnswer || !newest.isCut || first === all ? newest : lookOn(asked, all);
  };
}

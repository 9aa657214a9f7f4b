import { foldCase } from '@jembatan/shared/handles';
import type { FoundPost } from '../threads/index.ts';

export interface RankFacts {
  /** The query as it was typed. */
  query: string;
  /** Titles by thread. */
  titles: ReadonlyMap<string, string>;
  /** Markdown by post. */
  bodies: ReadonlyMap<string, string>;
}

/**
 * Newest first within three ranks: the query stands in the title of the thread a post opens; it
 * stands in the post as it was typed; its words are scattered over the post.
 */
export function rankPosts(
  found: readonly FoundPost[],
  { query, titles, bodies }: RankFacts,
): FoundPost[] {
  const phrase = simplify(query);
  const holds = (text: string | undefined) =>
    text !== undefined && phrase !== '' && simplify(text).includes(phrase);
  const rankOf = ({ id, threadId, number }: FoundPost): number => {
    if (number === 1 && holds(titles.get(threadId))) return 2;
    return holds(bodies.get(id)) ? 1 : 0;
  };
  return found
    .map((post) => ({ post, rank: rankOf(post) }))
    .sort((one, other) => other.rank - one.rank)
    .map(({ post }) => post);
}

/** Coarser than the search's own folding, as it runs over hundreds of texts. */
function simplify(text: string): string {
  return foldCase(text).replace(/\s+/g, ' ').trim();
}

export interface RankedName {
  displayName: string;
  handle: string;
}

/** The exact name first, then names that begin with the query, then the rest. */
export function rankPeople<P extends RankedName>(found: readonly P[], query: string): P[] {
  const phrase = simplify(query.replace(/^@/, ''));
  const rankOf = ({ displayName, handle }: RankedName): number => {
    const names = [simplify(displayName), simplify(handle)];
    if (names.includes(phrase)) return 2;
    return names.some((name) => name.startsWith(phrase)) ? 1 : 0;
  };
  return found
    .map((person) => ({ person, rank: rankOf(person) }))
    .sort((one, other) => other.rank - one.rank)
    .map(({ person }) => person);
}

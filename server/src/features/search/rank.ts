import { foldCase } from '@jembatan/shared/handles';
import { hasPhrases, simplified } from '../../text/search-query.ts';
import type { FoundPost, WrittenPost } from '../threads/index.ts';

export interface RankFacts {
  /** The query as it was typed. */
  query: string;
  /** Threads whose title holds it. */
  titled: ReadonlySet<string>;
  /** One word, or a phrase, is where it is; several words may stand together or far apart. */
  several: boolean;
  /** Posts as they were written, where that tells one from another. */
  written: ReadonlyMap<string, WrittenPost>;
}

/** Threads whose title holds a query. */
export function titlesWith(query: string, titles: ReadonlyMap<string, string>): Set<string> {
  const phrase = simplified(query);
  if (phrase === '') return new Set();
  return new Set([...titles].filter(([, title]) => hasPhrases(title, [phrase])).map(([id]) => id));
}

/**
 * Newest first within three ranks: the query stands in the title of the thread a post opens; it
 * stands in the post as it was typed; its words are scattered over the post.
 */
export function rankPosts(
  found: readonly FoundPost[],
  { query, titled, several, written }: RankFacts,
): FoundPost[] {
  const phrase = simplified(query);
  const rankOf = ({ id, threadId, written: own }: FoundPost): number => {
    const post = own ?? written.get(id);
    if (!post) return 0;
    if (post.number === 1 && titled.has(threadId)) return 2;
    return several && hasPhrases(post.body, [phrase]) ? 1 : 0;
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

import type { Actor } from '../../kernel/actor.ts';
import { visibleThreads } from '../../permissions/threads.rules.ts';
import { hasPhrases } from '../../text/search-query.ts';
import type { FoundPost } from '../threads/index.ts';
import { rankPosts } from './rank.ts';
import { maxRanked, maxTotal, type SearchDeps } from './search.deps.ts';
import type { Wish } from './wish.ts';

/** What the index cannot say of found posts: hidden threads, phrases, worth. */
export function createSifting(deps: SearchDeps) {
  const { search } = deps.threads;

  /** Without posts of hidden threads, and without those where phrases are apart. */
  async function keep(actor: Actor, found: readonly FoundPost[], { query }: Wish) {
    const { reach } = await deps.places.readableOf(actor);
    const visible = reach ? visibleThreads(reach, new Date()) : {};
    const threadIds = [...new Set(found.map(({ threadId }) => threadId))];
    const titles = await search.openTitles(threadIds, visible);
    const open = found.filter(({ threadId }) => titles.has(threadId));
    if (query.phrases.length === 0) return { open, titles };
    return { open: withPhrases(open, { titles, phrases: query.phrases }), titles };
  }

  function withPhrases(
    open: readonly FoundPost[],
    { titles, phrases }: { titles: ReadonlyMap<string, string>; phrases: readonly string[] },
  ): FoundPost[] {
    const textOf = ({ threadId, number, body }: FoundPost) =>
      [number === 1 ? titles.get(threadId) : '', body].join('\n');
    const kept: FoundPost[] = [];
    for (const post of open) {
      if (kept.length > maxTotal) break;
      if (hasPhrases(textOf(post), phrases)) kept.push(post);
    }
    return kept;
  }

  /** The newest in order of their worth, older ones after them. */
  async function rank(
    open: readonly FoundPost[],
    titles: ReadonlyMap<string, string>,
    { query, order }: Wish,
  ): Promise<readonly FoundPost[]> {
    if (order === 'date' || query.wanted.all.length === 0) return open;
    const newest = open.slice(0, maxRanked);
    // One word is where it is; several may stand together or far apart.
    const several = query.wanted.all.length > 1;
    const bodies = await search.bodiesOf(several ? newest.map(({ id }) => id) : []);
    return [...rankPosts(newest, { query: query.text, titles, bodies }), ...open.slice(maxRanked)];
  }

  return { keep, rank };
}

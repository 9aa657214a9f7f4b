import type { Actor } from '../../kernel/actor.ts';
import { visibleThreads } from '../../permissions/threads.rules.ts';
import { hasPhrases } from '../../text/search-query.ts';
import type { FoundPost } from '../threads/index.ts';
import { rankPosts } from './rank.ts';
import { maxRanked, maxTotal, type SearchDeps } from './search.deps.ts';
import type { Wish } from './wish.ts';

/** Posts whose texts are compared with a phrase in one go. */
const batch = 500;

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
    return { open: await withPhrases(open, { titles, phrases: query.phrases }), titles };
  }

  async function withPhrases(
    open: readonly FoundPost[],
    { titles, phrases }: { titles: ReadonlyMap<string, string>; phrases: readonly string[] },
  ): Promise<FoundPost[]> {
    const kept: FoundPost[] = [];
    for (let from = 0; from < open.length && kept.length <= maxTotal; from += batch) {
      const some = open.slice(from, from + batch);
      const bodies = await search.bodiesOf(some.map(({ id }) => id));
      const textOf = ({ id, threadId, number }: FoundPost) =>
        [number === 1 ? titles.get(threadId) : '', bodies.get(id)].join('\n');
      kept.push(...some.filter((post) => hasPhrases(textOf(post), phrases)));
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

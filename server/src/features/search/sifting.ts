import type { Actor } from '../../kernel/actor.ts';
import { visibleThreads } from '../../permissions/threads.rules.ts';
import { hasPhrases } from '../../text/search-query.ts';
import type { FoundPost, WrittenPost } from '../threads/index.ts';
import { rankPosts, titlesWith } from './rank.ts';
import { maxRanked, maxTotal, type SearchDeps } from './search.deps.ts';
import type { Wish } from './wish.ts';

/** What the index cannot say of found posts: hidden threads, phrases, worth. */
export function createSifting(deps: SearchDeps) {
  const { search } = deps.threads;

  /** Titles of those threads that may be seen, of the posts found. */
  async function openTitles(actor: Actor, found: readonly FoundPost[]) {
    const { reach } = await deps.places.readableOf(actor);
    const visible = reach ? visibleThreads(reach, new Date()) : {};
    const threadIds = [...new Set(found.map(({ threadId }) => threadId))];
    return search.openTitles(threadIds, visible);
  }

  function withPhrases(
    open: readonly FoundPost[],
    { titles, phrases }: { titles: ReadonlyMap<string, string>; phrases: readonly string[] },
  ): FoundPost[] {
    const textOf = ({ threadId, written }: FoundPost) =>
      [written?.number === 1 ? titles.get(threadId) : '', written?.body].join('\n');
    const kept: FoundPost[] = [];
    for (const post of open) {
      if (kept.length > maxTotal) break;
      if (hasPhrases(textOf(post), phrases)) kept.push(post);
    }
    return kept;
  }

  /** What the newest are ranked by when several words may stand together or far apart. */
  const bodiesOf = (found: readonly FoundPost[], { query }: Wish) =>
    search.writtenOf(areSeveral(query) ? idsOf(found) : []);

  /** The newest in order of their worth, older ones after them. */
  async function rank(
    open: readonly FoundPost[],
    { query, titles, written }: { query: Wish['query'] } & Compared,
  ): Promise<readonly FoundPost[]> {
    const newest = open.slice(0, maxRanked);
    const titled = titlesWith(query.text, titles);
    // One word is where it is: only titles tell one post from another.
    const opening = newest.filter((post) => titled.has(post.threadId) && !written.has(post.id));
    const more = await search.writtenOf(idsOf(opening.filter((post) => !post.written)));
    const several = areSeveral(query);
    const all = new Map([...written, ...more]);
    const ranked = rankPosts(newest, { query: query.text, titled, several, written: all });
    return [...ranked, ...open.slice(maxRanked)];
  }

  /** Without posts of hidden threads and those where phrases are apart, in order. */
  return async function sift(
    actor: Actor,
    found: readonly FoundPost[],
    wish: Wish,
  ): Promise<readonly FoundPost[]> {
    const { query, order } = wish;
    const byDate = order === 'date' || query.wanted.all.length === 0;
    const [titles, written] = await Promise.all([
      openTitles(actor, found),
      byDate ? new Map<string, WrittenPost>() : bodiesOf(found, wish),
    ]);
    const visible = found.filter(({ threadId }) => titles.has(threadId));
    const { phrases } = query;
    const open = phrases.length > 0 ? withPhrases(visible, { titles, phrases }) : visible;
    return byDate ? open : rank(open, { query, titles, written });
  };
}

interface Compared {
  titles: ReadonlyMap<string, string>;
  written: ReadonlyMap<string, WrittenPost>;
}

/** Phrases stand together already. */
const areSeveral = ({ wanted, phrases }: Wish['query']) =>
  wanted.all.length > 1 && phrases.length === 0;

const idsOf = (found: readonly FoundPost[]) => found.slice(0, maxRanked).map(({ id }) => id);

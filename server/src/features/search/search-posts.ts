import type { SearchItem } from '@jembatan/shared/search.contract';
import type { Actor } from '../../kernel/actor.ts';
import { visiblePosts, visibleThreads } from '../../permissions/threads.rules.ts';
import { queryTerms } from '../../text/terms.ts';
import type { FoundPost } from '../threads/index.ts';
import { createPostItems } from './post-items.ts';
import { rankPosts } from './rank.ts';
import { maxRanked, maxTotal, type SearchDeps, type SearchInput } from './search.deps.ts';
import { cutResults, noResults, type Position, positionOf, type Results } from './search-pages.ts';

/** Posts that the actor may read, counted and cut only after that (PERM-2). */
export function createPostSearch(deps: SearchDeps) {
  const { search } = deps.threads;
  const toItems = createPostItems(deps);

  async function find(actor: Actor, input: SearchInput, { until }: Position): Promise<FoundPost[]> {
    const terms = longestFirst(queryTerms(input.q).all);
    const tag = input.tag?.normalize('NFKC').toLowerCase().trim();
    const { spaceIds, reach } = await deps.places.readableOf(actor);
    if (spaceIds?.length === 0 || (terms.length === 0 && !tag)) return [];
    const threadIds = tag ? await search.tagged(tag, spaceIds) : undefined;
    const scope = { spaceIds, communityId: input.communityId, threadIds };
    const visible = reach?.apart ? visiblePosts(reach) : {};
    return search.find({ ...scope, terms, visible, until, limit: maxTotal + 1 });
  }

  /** Without posts of hidden threads; the newest in order of their worth, older ones after them. */
  async function rank(
    actor: Actor,
    found: readonly FoundPost[],
    query: string,
  ): Promise<FoundPost[]> {
    const { reach } = await deps.places.readableOf(actor);
    const visible = reach ? visibleThreads(reach, new Date()) : {};
    const threadIds = [...new Set(found.map(({ threadId }) => threadId))];
    const titles = await search.openTitles(threadIds, visible);
    const open = found.filter(({ threadId }) => titles.has(threadId));
    const newest = open.slice(0, maxRanked);
    // One word is where it is; several may stand together or far apart.
    const several = queryTerms(query).all.length > 1;
    const bodies = await search.bodiesOf(several ? newest.map(({ id }) => id) : []);
    return [...rankPosts(newest, { query, titles, bodies }), ...open.slice(maxRanked)];
  }

  return async function searchPosts(
    actor: Actor,
    input: SearchInput,
  ): Promise<Results<SearchItem>> {
    const position = positionOf(input.cursor);
    const found = await find(actor, input, position);
    if (found.length === 0) return noResults;
    const page = cutResults(await rank(actor, found, input.q), input.limit, position);
    return { ...page, items: await toItems(actor, page.items, queryTerms(input.q)) };
  };
}

/** Rare terms first: the index is entered by one of them. */
function longestFirst(terms: readonly string[]): string[] {
  return [...terms].sort((one, other) => other.length - one.length);
}

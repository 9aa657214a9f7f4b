import type { SearchItem } from '@jembatan/shared/search.contract';
import type { Actor } from '../../kernel/actor.ts';
import type { FoundOfSeveral, PostSearch } from '../threads/index.ts';
import { createPostItems } from './post-items.ts';
import { maxPhraseCandidates, maxTotal, type SearchDeps, type SearchInput } from './search.deps.ts';
import { cutResults, noResults, type Position, positionOf, type Results } from './search-pages.ts';
import { createSifting } from './sifting.ts';
import { createWishes, type Wish } from './wish.ts';

/** Posts that the actor may read, counted and cut only after that (PERM-2). */
export function createPostSearch(deps: SearchDeps) {
  const { search } = deps.threads;
  const toItems = createPostItems(deps);
  const wishOf = createWishes(deps);
  const sift = createSifting(deps);

  async function find(
    { wish, needles }: { wish: Wish; needles: string[] },
    visible: PostSearch['visible'],
    { until }: Position,
  ): Promise<FoundOfSeveral> {
    const { query, threads, spaceIds, posts } = wish;
    const { before, ...traits } = posts;
    const like = Object.keys(threads).length > 0;
    const threadIds = like ? await search.threadsLike(threads, spaceIds) : undefined;
    const anyOf = await Promise.all(query.beginnings.map(search.endingsOf));
    needles.push(...anyOf.flat());
    if (spaceIds?.length === 0 || anyOf.some((words) => words.length === 0)) return nothing;
    const asked: PostSearch = {
      ...{ ...traits, spaceIds, threadIds, anyOf, visible: visible ?? {} },
      terms: query.wanted.all,
      unwanted: query.unwanted,
      withBodies: query.phrases.length > 0,
      until: before && before <= until ? new Date(before.getTime() - 1) : until,
      limit: (query.phrases.length > 0 ? maxPhraseCandidates : maxTotal) + 1,
    };
    const byWords = hasWords(wish) || !threadIds;
    if (byWords) return search.findSeveral(asked);
    return { found: await search.openings({ ...asked, threadIds }), isCut: false };
  }

  return async function searchPosts(
    actor: Actor,
    input: SearchInput,
  ): Promise<Results<SearchItem>> {
    const position = positionOf(input.cursor);
    const wish = await wishOf(actor, input);
    if (!wish || !(hasWords(wish) || isNarrow(wish, input))) return noResults;
    const needles = [...wish.query.wanted.needles];
    const visible = await deps.threads.findableBy(actor);
    const { found, isCut } = await find({ wish, needles }, visible, position);
    if (found.length === 0) return noResults;
    const fit = await sift(actor, found, wish);
    const page = cutResults(fit, input.limit, position);
    const items = await toItems(actor, page.items, { needles });
    return { ...page, items, totalIsCapped: page.totalIsCapped || isCut };
  };
}

const hasWords = ({ query }: Wish) => query.wanted.all.length > 0 || query.beginnings.length > 0;

/** Without words something else has to say what is looked for. */
function isNarrow({ threads, posts, query }: Wish, { spaceId, threadId }: SearchInput): boolean {
  const { authorId, has, lang, since, before } = posts;
  const asked = [authorId, has, lang, since, before, spaceId, query.said.space, threads.tags];
  if (threadId && has) return true;
  return [...asked, threads.kind].some((one) => one !== undefined && one !== '');
}

const nothing: FoundOfSeveral = { found: [], isCut: false };

import type { SearchItem } from '@jembatan/shared/search.contract';
import type { Actor } from '../../kernel/actor.ts';
import { visiblePosts } from '../../permissions/threads.rules.ts';
import { queryTerms } from '../../text/terms.ts';
import type { Readable } from '../communities/index.ts';
import type { Findable } from './findables.repository.ts';
import type { SearchInput } from './search.deps.ts';
import { cutResults, noResults, type Position, positionOf, type Results } from './search-pages.ts';
import {
  ofCommunities,
  ofFiles,
  ofSessions,
  type Searched,
  type SearchedDeps,
} from './searched.ts';

/** Communities, sessions and files: what the actor may see of them, counted and cut after that. */
export function createNameSearch(deps: SearchedDeps) {
  const kinds = {
    communities: ofCommunities(deps),
    sessions: ofSessions(deps),
    files: ofFiles(deps),
  };

  async function find(
    actor: Actor,
    { kind, limit, keep, order }: Searched,
    { input, terms, until }: Asked,
  ): Promise<readonly Findable[]> {
    const readable = await deps.places.readableOf(actor);
    const { reach } = readable;
    const found = await deps.findables.find({
      ...{ kind, terms, limit: limit + 1, places: placesOf(kind, readable, input) },
      visible: kind === 'file' && reach?.apart ? visiblePosts(reach) : {},
      communityId: input.communityId,
    });
    return order(await keep(actor, found), until);
  }

  return async function searchNames(
    actor: Actor,
    kind: keyof typeof kinds,
    input: SearchInput,
  ): Promise<Results<SearchItem>> {
    const position = positionOf(input.cursor);
    const query = queryTerms(input.q);
    if (query.all.length === 0) return noResults;
    const searched = kinds[kind];
    const { until } = position;
    const found = await find(actor, searched, { input, terms: query.all, until });
    const page = cutResults(found, input.limit, position);
    return { ...page, items: await searched.show(actor, page.items, query) };
  };
}

interface Asked extends Pick<Position, 'until'> {
  input: SearchInput;
  terms: readonly string[];
}

function placesOf(
  kind: Searched['kind'],
  { communityIds, spaceIds }: Readable,
  { spaceId }: SearchInput,
): readonly string[] | null {
  if (kind !== 'file') return communityIds;
  if (!spaceId) return spaceIds;
  return spaceIds && !spaceIds.includes(spaceId) ? [] : [spaceId];
}

import { searchRoutes } from '@jembatan/shared/search.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { SearchDeps } from './search.deps.ts';
import { createPeopleSearch } from './search-people.ts';
import { createPostSearch } from './search-posts.ts';
import { followTitles } from './search-titles.ts';

export type { SearchDeps } from './search.deps.ts';

/** Posts and people in every language; rights come before limits and counts. */
export function createSearch(deps: SearchDeps) {
  const searchPosts = createPostSearch(deps);
  const searchPeople = createPeopleSearch(deps);
  followTitles(deps);

  return {
    mount(router: RouteBinder): void {
      router.bind(searchRoutes.search, ({ actor, query: { in: kind, ...input } }) =>
        kind === 'people' ? searchPeople(actor, input) : searchPosts(actor, input),
      );
    },
    /** Its indexes are those of posts and people. */
    createIndexes: deps.threads.search.dropFormerIndexes,
  };
}

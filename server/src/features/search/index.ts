import { searchRoutes } from '@jembatan/shared/search.contract';
import { similarRoutes } from '@jembatan/shared/similar.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import { createFilling } from './findables.fill.ts';
import { followNames } from './findables.follow.ts';
import { createFindablesRepository } from './findables.repository.ts';
import type { SearchDeps } from './search.deps.ts';
import { createNameSearch } from './search-names.ts';
import { createPeopleSearch } from './search-people.ts';
import { createPostSearch } from './search-posts.ts';
import { followTitles } from './search-titles.ts';
import { createSimilar } from './similar.ts';
import { createSuggestPeople } from './suggest-people.ts';
import { createSuggesting } from './suggesting.ts';

export type { SearchDeps } from './search.deps.ts';

/** What is written and what has a name, in every language; rights come before limits and counts. */
export function createSearch(deps: SearchDeps) {
  const searchPosts = createPostSearch(deps);
  const searchPeople = createPeopleSearch(deps);
  const findables = createFindablesRepository(deps.connection);
  const searchNames = createNameSearch({ ...deps, findables });
  const suggest = createSuggesting({
    ...deps,
    findables,
    suggestPeople: createSuggestPeople(deps),
  });
  const fillNames = createFilling({ ...deps, findables });
  const listSimilar = createSimilar({
    ...deps,
    questions: deps.createLimiter({ name: 'similar', points: 120, seconds: 60 }),
  });
  followTitles(deps);
  followNames({ ...deps, findables });

  return {
    mount(router: RouteBinder): void {
      router.bind(searchRoutes.search, ({ actor, query: { in: kind, ...input } }) =>
        kind === 'people'
          ? searchPeople(actor, input)
          : kind === 'posts'
            ? searchPosts(actor, input)
            : searchNames(actor, kind, input),
      );
      router.bind(searchRoutes.suggest, ({ actor, query: { q } }) => suggest(actor, q));
      router.bind(similarRoutes.listSimilar, ({ actor, params, query }) =>
        listSimilar(actor, params.id, query.title),
      );
    },
    /** Names of what was there before names were kept, after the server listens. */
    fillNames,
    async createIndexes(): Promise<void> {
      await Promise.all([findables.createIndexes(), deps.threads.search.dropFormerIndexes()]);
    },
  };
}

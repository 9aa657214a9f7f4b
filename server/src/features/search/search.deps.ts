import type { CommunityId, PersonId, SpaceId } from '@jembatan/shared/ids';
import type { SearchQueryInput } from '@jembatan/shared/search.contract';
import type { Actor } from '../../kernel/actor.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Readable } from '../communities/index.ts';
import type { PeopleSearchRepository, PeopleService } from '../people/index.ts';
import type { Threads } from '../threads/index.ts';

/** What search asks of the features to its left; `features.ts` fills it. */
export interface SearchDeps {
  bus: EventBus;
  threads: Pick<Threads, 'access' | 'threads' | 'posts' | 'unread' | 'search'>;
  people: {
    service: Pick<PeopleService, 'peopleById' | 'findByHandles'>;
    search: PeopleSearchRepository;
  };
  places: {
    /** What the actor may look through at all: rights before limits and counts. */
    readableOf: (actor: Actor) => Promise<Readable>;
    /** Spaces of a name, folded for comparing, among some. */
    spacesNamed: (
      name: string,
      within: { spaceIds: readonly SpaceId[] | null; communityId?: CommunityId | undefined },
    ) => Promise<SpaceId[]>;
    communityIdsOf: (personId: PersonId) => Promise<readonly CommunityId[]>;
    /** Those of some people who are in one of the communities. */
    membersAmong: (
      communityIds: readonly CommunityId[],
      people: readonly PersonId[],
    ) => Promise<PersonId[]>;
  };
}

/** A parsed search. */
export type SearchInput = Omit<SearchQueryInput, 'in'>;

/** Counts stop here. */
export const maxTotal = 1_000;
/** So many of the newest are put in order of their worth. */
export const maxRanked = 500;
/** Posts looked at for a phrase; beyond, the count says it is cut. */
export const maxPhraseCandidates = 2_000;

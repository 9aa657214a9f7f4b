import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type { Actor } from '../../kernel/actor.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Readable } from '../communities/index.ts';
import type { PeopleSearchRepository, PeopleService } from '../people/index.ts';
import type { Threads } from '../threads/index.ts';

/** What search asks of the features to its left; `features.ts` fills it. */
export interface SearchDeps {
  bus: EventBus;
  threads: Pick<Threads, 'access' | 'threads' | 'posts' | 'unread' | 'search'>;
  people: { service: Pick<PeopleService, 'peopleById'>; search: PeopleSearchRepository };
  places: {
    /** What the actor may look through at all: rights before limits and counts. */
    readableOf: (actor: Actor) => Promise<Readable>;
    communityIdsOf: (personId: PersonId) => Promise<readonly CommunityId[]>;
    /** Those of some people who are in one of the communities. */
    membersAmong: (
      communityIds: readonly CommunityId[],
      people: readonly PersonId[],
    ) => Promise<PersonId[]>;
  };
}

/** A parsed search. */
export interface SearchInput {
  q: string;
  limit: number;
  cursor?: string | undefined;
  communityId?: CommunityId | undefined;
  tag?: string | undefined;
}

/** Counts stop here. */
export const maxTotal = 1_000;
/** So many of the newest are put in order of their worth. */
export const maxRanked = 500;

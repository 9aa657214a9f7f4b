import type { CommunityId, PersonId, SpaceId } from '@jembatan/shared/ids';
import type { SearchQueryInput } from '@jembatan/shared/search.contract';
import type { SessionView } from '@jembatan/shared/sessions.contract';
import type { FileView } from '@jembatan/shared/uploads.contract';
import type { Connection } from 'mongoose';
import type { Actor } from '../../kernel/actor.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { CreateLimiter } from '../../platform/limiter.ts';
import type { Community, Readable, Space } from '../communities/index.ts';
import type { PeopleSearchRepository, PeopleService } from '../people/index.ts';
import type { Session } from '../sessions/index.ts';
import type { SpaceAt, Threads } from '../threads/index.ts';
import type { StoredFile } from '../uploads/index.ts';

/** What search asks of the features to its left; `features.ts` fills it. */
export interface SearchDeps {
  createLimiter: CreateLimiter;
  bus: EventBus;
  connection: Connection;
  logger: Logger;
  threads: Pick<
    Threads,
    'access' | 'threads' | 'posts' | 'unread' | 'search' | 'openings' | 'findableBy'
  >;
  people: {
    service: Pick<PeopleService, 'peopleById' | 'findByHandles'>;
    search: PeopleSearchRepository;
  };
  /** What threads bear for a tag that is asked for by any of its names. */
  namesOfTag: (name: string) => Promise<string[]>;
  places: {
    /** What the actor may look through at all: rights before limits and counts. */
    readableOf: (actor: Actor) => Promise<Readable>;
    /** Spaces of a name, folded for comparing, among some. */
    spacesNamed: (
      name: string,
      within: { spaceIds: readonly SpaceId[] | null; communityId?: CommunityId | undefined },
    ) => Promise<SpaceId[]>;
    getReadableSpace: (actor: Actor, spaceId: SpaceId) => Promise<SpaceAt>;
    /** Spaces of a community, whoever asks. */
    spacesOf: (communityId: CommunityId) => Promise<readonly { id: SpaceId }[]>;
    communityIdsOf: (personId: PersonId) => Promise<readonly CommunityId[]>;
    /** Those of some people who are in one of the communities. */
    membersAmong: (
      communityIds: readonly CommunityId[],
      people: readonly PersonId[],
    ) => Promise<PersonId[]>;
    /** Members of communities, and no more of them than the limit. */
    someMembersOf: (communityIds: readonly CommunityId[], limit: number) => Promise<PersonId[]>;
  };
  names: Named;
}

/** Things of one kind in the order of their ids, from after one on. */
type After<T> = (id: string | null, limit: number) => Promise<readonly T[]>;

/** Things with names, whoever asks, and views of them for an actor. */
export interface Named {
  communities: (ids: readonly string[]) => Promise<readonly Community[]>;
  spacesOf: (communityId: CommunityId) => Promise<readonly Space[]>;
  sessions: (ids: readonly string[]) => Promise<readonly Session[]>;
  files: (ids: readonly string[]) => Promise<readonly StoredFile[]>;
  after: { communities: After<Community>; spaces: After<Space>; sessions: After<Session> };
  /** In the order of the ids; without those the actor may not see. */
  sessionViews: (actor: Actor, ids: readonly string[]) => Promise<readonly SessionView[]>;
  fileViews: (ids: readonly string[]) => Promise<readonly FileView[]>;
  /** Throws `not-found` unless the actor may read the file. */
  readableFile: (actor: Actor, id: string) => Promise<unknown>;
}

/** A parsed search. */
export type SearchInput = Omit<SearchQueryInput, 'in'>;

/** Counts stop here. */
export const maxTotal = 1_000;
/** So many of the newest are put in order of their worth. */
export const maxRanked = 500;
/** Posts looked at for a phrase; beyond, the count says it is cut. */
export const maxPhraseCandidates = 2_000;

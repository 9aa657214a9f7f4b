import type { CommunityId, PersonId, SpaceId } from '@jembatan/shared/ids';
import type { PeopleById } from '@jembatan/shared/people.contract';
import type { Connection } from 'mongoose';
import type { Actor } from '../../kernel/actor.ts';
import type { Claims } from '../../kernel/claims.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { Place } from '../../permissions/facts.ts';
import type { CreateLimiter } from '../../platform/limiter.ts';
import type { Readable } from '../communities/index.ts';
import type { Threads } from '../threads/index.ts';
import type { createTagGroupsRepository } from './tag-groups.repository.ts';
import type { createTagMovesRepository } from './tag-moves.repository.ts';
import type { createTagWatchesRepository } from './tag-watches.repository.ts';
import type { createTagsRepository } from './tags.repository.ts';

/** What tags ask of the features to their left; `features.ts` fills it. */
export interface TagsFeatureDeps {
  connection: Connection;
  clock: Clock;
  logger: Logger;
  claims: Claims;
  bus: EventBus;
  createLimiter: CreateLimiter;
  transact: Transact;
  threads: () => Pick<Threads, 'access' | 'threads' | 'counts' | 'unread' | 'service'>;
  peopleById: (ids: Iterable<PersonId>) => Promise<PeopleById>;
  /** Throws `not-found` unless the actor may read the community. */
  getReadablePlace: (actor: Actor, communityId: CommunityId) => Promise<Place>;
  /** Throws `not-found` unless the actor may read the space. */
  getReadableSpace: (actor: Actor, spaceId: SpaceId) => Promise<{ place: Place }>;
  readableOf: (actor: Actor) => Promise<Readable>;
}

/** What every use case of tags works with. */
export interface TagsCommon extends TagsFeatureDeps {
  tags: ReturnType<typeof createTagsRepository>;
  groups: ReturnType<typeof createTagGroupsRepository>;
  moves: ReturnType<typeof createTagMovesRepository>;
  watches: ReturnType<typeof createTagWatchesRepository>;
}

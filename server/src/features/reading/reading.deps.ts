import type { CommunityId, PersonId, SpaceId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { Readable } from '../communities/index.ts';
import type { PeopleService } from '../people/index.ts';
import type { SpaceAt, Threads } from '../threads/index.ts';

/** What reading asks of the features to its left; `features.ts` fills it. */
export interface ReadingFeatureDeps {
  connection: Connection;
  clock: Clock;
  logger: Logger;
  transact: Transact;
  bus: EventBus;
  threads: Pick<Threads, 'access' | 'threads' | 'posts' | 'readings' | 'announcements' | 'unread'>;
  people: Pick<PeopleService, 'peopleById'>;
  places: {
    readableOf: (actor: Actor) => Promise<Readable>;
    /** Throws `not-found` unless the actor may read the space. */
    getReadableSpace: (actor: Actor, spaceId: SpaceId) => Promise<SpaceAt>;
    communityIdsOf: (personId: PersonId) => Promise<readonly CommunityId[]>;
  };
}

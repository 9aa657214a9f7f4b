import type { Connection } from 'mongoose';
import type { Clock } from '../../kernel/clock.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { CreateLimiter, Limiter } from '../../platform/limiter.ts';
import type { PeopleService } from '../people/index.ts';
import type { Threads } from '../threads/index.ts';
import type { PrivateRepliesRepository } from './private-replies.repository.ts';

/** What private replies ask of the features to their left; `features.ts` fills it. */
export interface PrivateRepliesFeatureDeps {
  connection: Connection;
  bus: EventBus;
  clock: Clock;
  transact: Transact;
  createLimiter: CreateLimiter;
  threads: Pick<Threads, 'access' | 'names' | 'writing'>;
  people: Pick<PeopleService, 'findMany' | 'peopleById'>;
}

export interface PrivateRepliesDeps extends PrivateRepliesFeatureDeps {
  replies: PrivateRepliesRepository;
  /** So often one person may write. */
  writes: Limiter;
}

import type { Connection } from 'mongoose';
import type { Clock } from '../../kernel/clock.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Signals } from '../../kernel/signals.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { PeopleService } from '../people/index.ts';
import type { Threads } from '../threads/index.ts';
import type { BallotsRepository } from './ballots.repository.ts';
import type { PollsRepository } from './polls.repository.ts';

/** What polls ask of the features to their left; `features.ts` fills it. */
export interface PollsFeatureDeps {
  connection: Connection;
  bus: EventBus;
  clock: Clock;
  logger: Logger;
  signals: Signals;
  transact: Transact;
  threads: Pick<Threads, 'access' | 'posts' | 'renewOne'>;
  people: Pick<PeopleService, 'peopleById'>;
}

export interface PollsDeps extends PollsFeatureDeps {
  polls: PollsRepository;
  ballots: BallotsRepository;
}

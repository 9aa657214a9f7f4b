import type { PersonId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { Communities } from '../communities/index.ts';
import type { Drafts } from '../drafts/index.ts';
import type { PeopleService } from '../people/index.ts';
import type { Threads } from '../threads/index.ts';
import type { ScheduledRepository } from './scheduled.repository.ts';

/** What posts that are sent later ask of the features to their left; `features.ts` fills it. */
export interface ScheduledFeatureDeps {
  connection: Connection;
  clock: Clock;
  logger: Logger;
  transact: Transact;
  threads: Pick<Threads, 'access' | 'requireReply' | 'writing' | 'starting'>;
  people: Pick<PeopleService, 'findMany'>;
  getReadableSpace: Communities['places']['getReadableSpace'];
  /** Does something of this name once, however often it is asked, and answers what it answered. */
  once: (personId: PersonId, name: string, run: () => Promise<unknown>) => Promise<unknown>;
  /** Keeps files that the text names from being swept away unused before then. */
  holdFiles: (personId: PersonId, text: string, until: Date) => Promise<void>;
  keepDraft: Drafts['keep'];
}

export interface ScheduledDeps extends ScheduledFeatureDeps {
  scheduled: ScheduledRepository;
  /** Tells the person's tabs and devices that the list is another. */
  tell: (personId: PersonId) => void;
}

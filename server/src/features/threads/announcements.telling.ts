import type { Clock } from '../../kernel/clock.ts';
import { createDueWatch, type DueWatch } from '../../kernel/due-watch.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { AnnouncementsRepository } from './announcements.repository.ts';

export interface TellingDeps {
  announcements: AnnouncementsRepository;
  clock: Clock;
  logger: Logger;
  transact: Transact;
}

/** Announcements that open on a day to come are told of then, once however many servers there are. */
export function createTelling({ announcements, clock, logger, transact }: TellingDeps): DueWatch {
  const takeOne = (): Promise<boolean> =>
    transact(async (tx) => {
      const thread = await announcements.takeUntold(clock.now());
      if (thread)
        tx.announce('announcement:due', { threadId: thread.id, after: thread.after }, null);
      return thread !== null;
    });
  return createDueWatch({ takeOne, what: 'announcements', logger });
}

import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { AnnouncementsRepository } from './announcements.repository.ts';

/** Milliseconds between two looks for announcements that have opened. */
const lookMs = 5_000;

export interface TellingDeps {
  announcements: AnnouncementsRepository;
  clock: Clock;
  logger: Logger;
  transact: Transact;
}

/** Announcements that open on a day to come are told of then, once however many servers there are. */
export function createTelling({ announcements, clock, logger, transact }: TellingDeps) {
  let timer: ReturnType<typeof setInterval> | undefined;
  let looking: Promise<void> | null = null;

  const tellOne = (): Promise<boolean> =>
    transact(async (tx) => {
      const thread = await announcements.takeUntold(clock.now());
      if (thread) tx.announce('announcement:due', { threadId: thread.id, after: null }, null);
      return thread !== null;
    });

  async function look(): Promise<void> {
    while (await tellOne());
  }

  return {
    start(): void {
      timer = setInterval(() => {
        looking ??= look()
          .catch((err: unknown) => logger.debug({ err }, 'announcements wait for the database'))
          .finally(() => {
            looking = null;
          });
      }, lookMs);
      timer.unref();
    },
    async stop(): Promise<void> {
      clearInterval(timer);
      await looking;
    },
  };
}

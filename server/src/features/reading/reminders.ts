import type { BookmarksRepository } from './bookmarks.repository.ts';
import type { ReadingFeatureDeps } from './reading.deps.ts';

/** Milliseconds between two looks for reminders that are due. */
const lookMs = 5_000;

/**
 * Reminds people, each once however many servers there are: taking a reminder and telling of it are
 * one transaction.
 */
export function createReminders({
  bookmarks,
  clock,
  logger,
  transact,
}: ReadingFeatureDeps & { bookmarks: BookmarksRepository }) {
  let timer: ReturnType<typeof setInterval> | undefined;
  let looking: Promise<void> | null = null;

  function remindOne(): Promise<boolean> {
    return transact(async (tx) => {
      const due = await bookmarks.takeDue(clock.now());
      if (!due) return false;
      const { personId, threadId, postId, number } = due;
      tx.announce('reminder:due', { personId, threadId, postId, number }, null);
      return true;
    });
  }

  async function look(): Promise<void> {
    while (await remindOne());
  }

  return {
    start(): void {
      timer = setInterval(() => {
        looking ??= look()
          .catch((err: unknown) => logger.debug({ err }, 'reminders wait for the database'))
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

import { createDueWatch, type DueWatch } from '../../kernel/due-watch.ts';
import type { BookmarksRepository } from './bookmarks.repository.ts';
import type { ReadingFeatureDeps } from './reading.deps.ts';

/**
 * Reminds people, each once however many servers there are: taking a reminder and telling of it are
 * one transaction.
 */
export function createReminders({
  bookmarks,
  clock,
  logger,
  transact,
}: ReadingFeatureDeps & { bookmarks: BookmarksRepository }): DueWatch {
  function remindOne(): Promise<boolean> {
    return transact(async (tx) => {
      const due = await bookmarks.takeDue(clock.now());
      if (!due) return false;
      const { personId, threadId, postId, number } = due;
      tx.announce('reminder:due', { personId, threadId, postId, number }, null);
      return true;
    });
  }

  return createDueWatch({ takeOne: remindOne, what: 'reminders', logger });
}

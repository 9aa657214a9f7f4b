import { useEffect } from 'preact/hooks';
import type { Outbox } from './outbox.ts';
import type { ThreadSession } from './thread-session.ts';

/**
 * Shows what the outbox has sent at once, without waiting for its news.
 * `onElsewhere` is told of a post that does not belong to the shown part.
 */
export function useOutboxAnswers(
  outbox: Outbox | null,
  thread: ThreadSession,
  onElsewhere?: (number: number) => void,
): void {
  useEffect(
    () =>
      outbox?.onSent((submission, post) => {
        if (submission.threadId !== thread.state.value?.thread.id) return;
        thread.accept(post);
        if (!thread.isShown(post.number)) onElsewhere?.(post.number);
      }),
    [outbox, thread],
  );
}

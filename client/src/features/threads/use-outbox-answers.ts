import { useEffect } from 'preact/hooks';
import type { Outbox } from './outbox.ts';
import type { ThreadSession } from './thread-session.ts';

/** Shows what the outbox has sent at once, without waiting for its news. */
export function useOutboxAnswers(outbox: Outbox | null, thread: ThreadSession): void {
  useEffect(() => outbox?.onSent((_submission, post) => thread.accept(post)), [outbox, thread]);
}

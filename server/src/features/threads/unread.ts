import type { Reading } from './readings.repository.ts';
import type { ActiveThread } from './threads.repository.ts';

/**
 * Posts of a thread a person has left to read. A thread never opened is new when
 * it has moved since the person joined; older ones are not held against them.
 */
export function unreadOf(
  thread: ActiveThread,
  reading: Reading | null,
  joinedAt: Date | null,
): number {
  if (!joinedAt) return 0;
  const seen = reading?.number ?? 0;
  if (seen === 0 && thread.lastActivityAt < joinedAt) return 0;
  if (seen >= thread.lastNumber) return 0;
  const gone = thread.goneNumbers.filter((number) => number > seen).length;
  return Math.max(0, thread.lastNumber - seen - gone);
}

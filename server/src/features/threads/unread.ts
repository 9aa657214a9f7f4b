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

/** How far a reader is in a thread, and what is left. */
export interface ReadFacts {
  reading: Reading | null;
  unread: number;
}

/** The same of a reader to whom the thread is closed until they answer: they can read its first post. */
export function readFactsOf(
  thread: ActiveThread,
  reading: Reading | null,
  { joinedAt, closed }: { joinedAt: Date | null; closed: boolean },
): ReadFacts {
  if (!closed) return { reading, unread: unreadOf(thread, reading, joinedAt) };
  const first = {
    ...thread,
    lastNumber: Math.min(1, thread.lastNumber),
    goneNumbers: thread.goneNumbers.filter((number) => number === 1),
  };
  const upTo = reading && { ...reading, number: Math.min(1, reading.number) };
  return { reading: upTo, unread: unreadOf(first, upTo, joinedAt) };
}

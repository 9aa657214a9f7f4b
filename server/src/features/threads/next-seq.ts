import { notFound } from '@jembatan/shared/errors';
import type { ThreadId } from '@jembatan/shared/ids';
import type { Advance, ThreadsRepository } from './threads.repository.ts';

/** Takes the thread's next seq, inside a transaction. */
export async function takeSeq(
  threads: ThreadsRepository,
  threadId: ThreadId,
  advance: Advance = {},
): Promise<number> {
  const thread = await threads.advance(threadId, advance);
  if (!thread) throw notFound('thread');
  return thread.lastSeq;
}

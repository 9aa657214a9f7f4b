import type { ThreadId } from '@jembatan/shared/ids';
import { type ClientSession, type Connection, Types } from 'mongoose';
import { threadModel } from './threads.model.ts';
import { type Thread, toThread } from './threads.repository.ts';

/** How far new posts move a thread on. */
export interface Step {
  threadId: ThreadId;
  posts: number;
  at: Date;
}

export type AdvancingRepository = ReturnType<typeof createAdvancingRepository>;

/** Moves several threads on in one transaction. */
export function createAdvancingRepository(connection: Connection) {
  const Threads = threadModel(connection);

  return {
    /**
     * As they are in the transaction: one that moved on meanwhile breaks its `advance`, so that
     * what is counted from here is taken by nobody else.
     */
    async find(ids: readonly ThreadId[], session: ClientSession): Promise<Map<ThreadId, Thread>> {
      const filter = { _id: { $in: ids } };
      const found = (await Threads.find(filter, null, { session }).lean()).map(toThread);
      return new Map(found.map((thread) => [thread.id, thread]));
    },

    /** Each takes as many numbers and seqs as it has new posts. */
    async advance(steps: readonly Step[], session: ClientSession): Promise<void> {
      // In one order everywhere: two servers never wait for each other crosswise.
      const ordered = steps.toSorted((one, other) => (one.threadId < other.threadId ? -1 : 1));
      await Threads.collection.bulkWrite(
        ordered.map(({ threadId, posts, at }) => ({
          updateOne: {
            filter: { _id: new Types.ObjectId(threadId) },
            update: { $inc: { lastSeq: posts, lastNumber: posts }, $max: { lastActivityAt: at } },
          },
        })),
        { session, ordered: true },
      );
    },
  };
}

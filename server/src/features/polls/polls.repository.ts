import type { PostId, ThreadId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { type PollDocument, pollModel } from './polls.model.ts';
import type { Runoff } from './runoff.ts';

export interface Poll extends Omit<PollDocument, '_id' | 'threadId'> {
  id: PostId;
  threadId: ThreadId;
}

/** What a vote moves. */
export interface VoteMove {
  voters: number;
  counts: Record<string, number>;
}

export type PollChange = Partial<
  Pick<Poll, 'question' | 'options' | 'min' | 'max' | 'closesAt' | 'dueAt'>
>;

export type PollsRepository = ReturnType<typeof createPollsRepository>;

function toPoll({ _id, threadId, ...rest }: PollDocument): Poll {
  return { ...rest, id: idOf(_id), threadId: idOf(threadId) };
}

const orNull = (doc: PollDocument | null) => (doc ? toPoll(doc) : null);

export function createPollsRepository(connection: Connection) {
  const Polls = pollModel(connection);
  const changeWhere = async (where: Record<string, unknown>, update: Record<string, unknown>) =>
    orNull(await Polls.findOneAndUpdate(where, update, { returnDocument: 'after' }).lean());

  return {
    async insert({ id, ...poll }: Poll): Promise<void> {
      await Polls.insertMany([{ _id: id, ...poll }]);
    },

    find: async (id: string): Promise<Poll | null> => orNull(await Polls.findById(id).lean()),

    async findMany(ids: readonly string[]): Promise<Poll[]> {
      if (ids.length === 0) return [];
      return (await Polls.find({ _id: { $in: ids } }).lean()).map(toPoll);
    },

    /** Counts a vote, or a change of one; null when the poll is closed. */
    count: (id: PostId, { voters, counts }: VoteMove): Promise<Poll | null> => {
      const moved = Object.entries(counts).map(([option, by]) => [`counts.${option}`, by]);
      const $inc = { version: 1, voters, ...Object.fromEntries(moved) };
      return changeWhere({ _id: id, closedAt: null }, { $inc });
    },

    /** Changes a poll that is not closed; `unvoted`: nor voted on. */
    change: (id: PostId, change: PollChange, unvoted: boolean): Promise<Poll | null> =>
      changeWhere(
        { _id: id, closedAt: null, ...(unvoted && { voters: 0 }) },
        { $set: change, $inc: { version: 1, ...(unvoted && { edition: 1 }) } },
      ),

    /** Closes it, once: null when it was. Nobody can link its ballots with people afterwards. */
    close: (id: PostId, closedAt: Date): Promise<Poll | null> =>
      changeWhere(
        { _id: id, closedAt: null },
        { $set: { closedAt, seal: null, dueAt: null }, $inc: { version: 1 } },
      ),

    /** Keeps the count of a poll that was closed in the same transaction. */
    async setFinal(id: PostId, final: Runoff): Promise<void> {
      await Polls.updateOne({ _id: id }, { $set: { final } });
    },

    /** The poll that should have closed the longest ago. */
    findDue: async (now: Date): Promise<Poll | null> =>
      orNull(
        await Polls.findOne({ dueAt: { $type: 'date', $lte: now } })
          .sort({ dueAt: 1 })
          .lean(),
      ),

    async remove(id: PostId): Promise<void> {
      await Polls.deleteOne({ _id: id });
    },

    async createIndexes(): Promise<void> {
      await Polls.createIndexes();
    },
  };
}

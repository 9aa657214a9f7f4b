import type { SpaceId, ThreadId } from '@jembatan/shared/ids';
import { type Connection, Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { threadModel } from './threads.model.ts';

/** As much of a thread as a list of addresses says. */
export interface MadeThread {
  id: ThreadId;
  spaceId: SpaceId;
  title: string;
  lastActivityAt: Date;
}

export type MadeRepository = ReturnType<typeof createMadeRepository>;

/** A span of time in which threads were made, in whole seconds; `to` is not in it, null is no end. */
export interface Made {
  from: number;
  to: number | null;
}

const idAt = (seconds: number) => Types.ObjectId.createFromTime(seconds);
const range = ({ from, to }: Made) => ({
  $gte: idAt(from),
  ...(to !== null && { $lt: idAt(to) }),
});

/** All threads of the hub in the order they were made: an id begins with its second. */
export function createMadeRepository(connection: Connection) {
  const Threads = threadModel(connection);
  return {
    /** The second after the one in which the `count`th thread from then on was made; null when there are fewer. */
    async endOf(from: number, count: number): Promise<number | null> {
      const found = await Threads.findOne({ _id: range({ from, to: null }) }, { _id: 1 })
        .sort({ _id: 1 })
        .skip(count - 1)
        .lean();
      return found ? Math.floor(found._id.getTimestamp().getTime() / 1_000) + 1 : null;
    },

    /** Those of a filter of the rules, at most `limit`. */
    async list(
      made: Made,
      { visible, limit }: { visible: Record<string, unknown>; limit: number },
    ): Promise<MadeThread[]> {
      const shown = { hidden: false, lastNumber: { $gt: 0 }, ...visible };
      const found = await Threads.find(
        { _id: range(made), ...shown },
        { spaceId: 1, title: 1, lastActivityAt: 1 },
      )
        .sort({ _id: 1 })
        .hint({ _id: 1 })
        .limit(limit)
        .lean();
      return found.map(({ _id, spaceId, title, lastActivityAt }) => ({
        ...{ id: idOf<'thread'>(_id), spaceId: idOf<'space'>(spaceId) },
        ...{ title, lastActivityAt },
      }));
    },
  };
}

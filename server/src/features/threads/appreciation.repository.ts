import type { Connection } from 'mongoose';
import { threadModel } from './threads.model.ts';

/** Counts the reactions of threads from before they were counted. */
export function createAppreciationRepository(connection: Connection) {
  const Threads = threadModel(connection);
  const countIt = {
    $lookup: {
      from: 'posts',
      localField: '_id',
      foreignField: 'threadId',
      pipeline: [
        { $match: { reactionCount: { $gt: 0 }, deleted: false, hidden: false } },
        { $group: { _id: null, count: { $sum: '$reactionCount' } } },
      ],
      as: 'counted',
    },
  };

  return {
    async createIndexes(): Promise<void> {
      // The oldest comes last: when it is counted, all are.
      const [oldest] = await Threads.find({}, { reactionCount: 1 })
        .sort({ _id: 1 })
        .limit(1)
        .lean();
      if (!oldest || oldest.reactionCount !== undefined) return;
      await Threads.aggregate([
        { $match: { reactionCount: { $exists: false } } },
        { $sort: { _id: -1 } },
        countIt,
        { $project: { reactionCount: { $ifNull: [{ $first: '$counted.count' }, 0] } } },
        { $merge: { into: 'threads', on: '_id', whenNotMatched: 'discard' } },
      ]);
    },
  };
}

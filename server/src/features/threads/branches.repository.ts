import type { ThreadId } from '@jembatan/shared/ids';
import { type Connection, Types } from 'mongoose';
import { postModel } from './posts.model.ts';

/** Where a post stands among those that answer each other. */
export interface Branch {
  number: number;
  /** 0 where it answers none. */
  of: number;
}

export type BranchesRepository = ReturnType<typeof createBranchesRepository>;

/** Which post answers which: numbers only, by an index, however long the thread is. */
export function createBranchesRepository(connection: Connection) {
  const Posts = postModel(connection);
  return {
    /** Ascending; one more than `limit`. */
    async answersTo(
      threadId: ThreadId,
      { of, after, limit }: { of: number; after: number; limit: number },
    ): Promise<Branch[]> {
      const replyTo = of === 0 ? null : of;
      const found = await Posts.find({ threadId, replyTo, number: { $gt: after } }, { number: 1 })
        .sort({ number: 1 })
        .limit(limit + 1)
        .lean();
      return found.map(({ number }) => ({ number, of }));
    },

    /** The first answers to each of some posts, one more than `limit` of each; in one question. */
    async firstAnswersTo(
      threadId: ThreadId,
      numbers: readonly number[],
      limit: number,
    ): Promise<Branch[]> {
      if (numbers.length === 0) return [];
      const id = new Types.ObjectId(threadId);
      const found = await Posts.aggregate<{ number: number; answers: { number: number }[] }>([
        { $match: { threadId: id, number: { $in: numbers } } },
        { $project: { number: 1 } },
        {
          $lookup: {
            from: 'posts',
            localField: 'number',
            foreignField: 'replyTo',
            pipeline: [
              { $match: { threadId: id } },
              { $sort: { number: 1 } },
              { $limit: limit + 1 },
              { $project: { number: 1 } },
            ],
            as: 'answers',
          },
        },
      ]);
      return found.flatMap(({ number: of, answers }) =>
        answers.map(({ number }) => ({ number, of })),
      );
    },
  };
}

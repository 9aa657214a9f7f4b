import type { ThreadId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { postModel } from './posts.model.ts';
import { listed, type Post, toPost } from './posts.repository.ts';

/** Where a list of answers goes on. */
export interface AnswerKey {
  count: number;
  number: number;
}

export interface AnswersAsked {
  byReactions: boolean;
  after: AnswerKey | null;
  limit: number;
  withHidden: boolean;
}

export type AnswersRepository = ReturnType<typeof createAnswersRepository>;

/** The posts of a thread but its first, in an order of their own. */
export function createAnswersRepository(connection: Connection) {
  const Posts = postModel(connection);

  /** Posts of a hub from before reactions were counted. */
  async function countOnce(): Promise<void> {
    if (await Posts.exists({ reactionCount: { $gte: 0 } })) return;
    const sizes = { $map: { input: '$reactions', in: { $size: '$$this.people' } } };
    await Posts.updateMany(
      { reactionCount: { $exists: false } },
      [{ $set: { reactionCount: { $sum: sizes } } }],
      { updatePipeline: true },
    );
  }

  return {
    /** One more than `limit`. */
    async list(
      threadId: ThreadId,
      { byReactions, after, limit, withHidden }: AnswersAsked,
    ): Promise<Post[]> {
      const filter = {
        ...{ threadId, number: { $gt: byReactions ? 1 : (after?.number ?? 1) }, deleted: false },
        ...(!withHidden && { hidden: false }),
        ...(byReactions && after && afterKey(after)),
      };
      const found = await Posts.find(filter, listed)
        .sort(byReactions ? { reactionCount: -1, number: 1 } : { number: 1 })
        .limit(limit + 1)
        .lean();
      return found.map(toPost);
    },

    async createIndexes(): Promise<void> {
      await countOnce();
    },
  };
}

const afterKey = ({ count, number }: AnswerKey) => ({
  $or: [{ reactionCount: { $lt: count } }, { reactionCount: count, number: { $gt: number } }],
});

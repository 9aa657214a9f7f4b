import type { CommunityId, SpaceId } from '@jembatan/shared/ids';
import { type Connection, Schema, Types } from 'mongoose';
import { createTagCountsRepository } from './tag-counts.repository.ts';
import { threadModel } from './threads.model.ts';
import type { Visible } from './threads.repository.ts';

/** What decides who sees a thread in its space's list. */
export interface CountedAs {
  communityId: CommunityId;
  spaceId: SpaceId;
  groupId: CommunityId | string | null;
  opensAt: Date | null;
  tags: readonly string[];
}

/** Begun threads of a space that are not hidden, by who may see them from when on. */
interface CountDocument {
  spaceId: Types.ObjectId;
  groupId: Types.ObjectId | null;
  opensAt: Date | null;
  count: number;
}

const schema = new Schema<CountDocument>(
  {
    spaceId: { type: Schema.Types.ObjectId, required: true },
    groupId: { type: Schema.Types.ObjectId, default: null },
    opensAt: { type: Date, default: null },
    count: { type: Number, required: true },
  },
  { collection: 'thread_counts', versionKey: false },
);
schema.index({ spaceId: 1, groupId: 1, opensAt: 1 }, { unique: true });

export type ThreadCountsRepository = ReturnType<typeof createThreadCountsRepository>;

/**
 * Counts that are kept, since a list of spaces cannot count fifty thousand threads each time. They
 * change in the transaction that changes the thread.
 */
export function createThreadCountsRepository(connection: Connection) {
  const Counts = connection.model<CountDocument>('ThreadCount', schema);
  const tagCounts = createTagCountsRepository(connection);

  /** A hub from before there were kept counts. */
  async function countOnce(): Promise<void> {
    if (await Counts.exists({})) return;
    await threadModel(connection).aggregate([
      { $match: { hidden: false, lastNumber: { $gt: 0 } } },
      {
        $group: {
          _id: {
            spaceId: '$spaceId',
            groupId: { $ifNull: ['$groupId', null] },
            opensAt: { $ifNull: ['$opensAt', null] },
          },
          count: { $sum: 1 },
        },
      },
      { $replaceWith: { $mergeObjects: ['$_id', { count: '$count' }] } },
      { $merge: { into: 'thread_counts', on: ['spaceId', 'groupId', 'opensAt'] } },
    ]);
  }

  return {
    async add(thread: CountedAs, by: 1 | -1): Promise<void> {
      const { spaceId, groupId, opensAt } = thread;
      await Counts.updateOne(
        { spaceId, groupId, opensAt },
        { $inc: { count: by } },
        { upsert: true },
      );
      await tagCounts.add(thread, by);
    },

    /** Threads of each tag of a community that a reader sees; `visible` as in `ofSpaces`. */
    ofTags: tagCounts.ofTags,
    /** Tags of a space, each with its threads that a reader sees. */
    ofSpace: tagCounts.ofSpace,
    /** Tags that threads of communities have, as far as a reader sees them. */
    ofCommunities: tagCounts.ofCommunities,

    /** Threads a reader sees in each space; `visible` narrows them as it narrows threads. */
    async ofSpaces(spaceIds: readonly SpaceId[], visible: Visible): Promise<Map<string, number>> {
      const ids = spaceIds.map((id) => new Types.ObjectId(id));
      const found = await Counts.find({ spaceId: { $in: ids }, ...visible }).lean();
      const counts = new Map<string, number>();
      for (const { spaceId, count } of found)
        counts.set(spaceId.toString(), (counts.get(spaceId.toString()) ?? 0) + count);
      return counts;
    },

    async createIndexes(): Promise<void> {
      await Counts.createIndexes();
      await countOnce();
      await tagCounts.createIndexes();
    },
  };
}

import type { CommunityId, SpaceId } from '@jembatan/shared/ids';
import { type Connection, Schema, type Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import type { CountedAs } from './thread-counts.repository.ts';
import { threadModel } from './threads.model.ts';
import type { Visible } from './threads.repository.ts';

/** Begun threads of a tag that are not hidden, by who may see them from when on. */
interface TagCountDocument {
  communityId: Types.ObjectId;
  tag: string;
  spaceId: Types.ObjectId;
  groupId: Types.ObjectId | null;
  opensAt: Date | null;
  count: number;
}

const id = { type: Schema.Types.ObjectId, required: true };

const schema = new Schema<TagCountDocument>(
  {
    communityId: id,
    tag: { type: String, required: true },
    spaceId: id,
    groupId: { type: Schema.Types.ObjectId, default: null },
    opensAt: { type: Date, default: null },
    count: { type: Number, required: true },
  },
  { collection: 'tag_counts', versionKey: false },
);
// Those of a space by how much is there.
schema.index({ spaceId: 1, count: -1 });
schema.index({ communityId: 1, tag: 1, spaceId: 1, groupId: 1, opensAt: 1 }, { unique: true });

/** Kept as the counts of spaces are: in the transaction that changes the thread. */
export function createTagCountsRepository(connection: Connection) {
  const Counts = connection.model<TagCountDocument>('TagCount', schema);

  /** A hub from before there were kept counts. */
  async function countOnce(): Promise<void> {
    if (await Counts.exists({})) return;
    await threadModel(connection).aggregate([
      { $match: { hidden: false, lastNumber: { $gt: 0 } } },
      { $unwind: '$tags' },
      {
        $group: {
          _id: {
            ...{ communityId: '$communityId', tag: '$tags', spaceId: '$spaceId' },
            groupId: { $ifNull: ['$groupId', null] },
            opensAt: { $ifNull: ['$opensAt', null] },
          },
          count: { $sum: 1 },
        },
      },
      { $replaceWith: { $mergeObjects: ['$_id', { count: '$count' }] } },
      {
        $merge: {
          into: 'tag_counts',
          on: ['communityId', 'tag', 'spaceId', 'groupId', 'opensAt'],
        },
      },
    ]);
  }

  return {
    async add(thread: CountedAs, by: 1 | -1): Promise<void> {
      const { communityId, spaceId, groupId, opensAt } = thread;
      for (const tag of thread.tags)
        await Counts.updateOne(
          { communityId, tag, spaceId, groupId, opensAt },
          { $inc: { count: by } },
          { upsert: true },
        );
    },

    async ofTags(
      communityId: CommunityId,
      tags: readonly string[],
      visible: Visible,
    ): Promise<Map<string, number>> {
      const counts = new Map<string, number>();
      if (tags.length === 0) return counts;
      const found = await Counts.find({ communityId, tag: { $in: tags }, ...visible }).lean();
      for (const { tag, count } of found) counts.set(tag, (counts.get(tag) ?? 0) + count);
      return counts;
    },

    /** Tags of a space with how many of its threads have them, from the highest of `limit` counts. */
    async ofSpace(spaceId: SpaceId, visible: Visible, limit: number): Promise<Map<string, number>> {
      const counts = new Map<string, number>();
      const found = await Counts.find({ spaceId, count: { $gt: 0 }, $and: [visible] })
        .sort({ count: -1 })
        .limit(limit)
        .lean();
      for (const { tag, count } of found) counts.set(tag, (counts.get(tag) ?? 0) + count);
      return counts;
    },

    /** Which tags threads of some communities have, from at most `limit` counts. */
    async ofCommunities(
      communityIds: readonly CommunityId[],
      visible: Visible,
      limit: number,
    ): Promise<Map<CommunityId, Set<string>>> {
      const used = new Map<CommunityId, Set<string>>();
      const found = await Counts.find(
        { communityId: { $in: [...communityIds] }, count: { $gt: 0 }, $and: [visible] },
        { communityId: 1, tag: 1 },
      )
        .limit(limit)
        .lean();
      for (const { communityId, tag } of found) {
        const id = idOf<'community'>(communityId);
        used.set(id, (used.get(id) ?? new Set()).add(tag));
      }
      return used;
    },

    async createIndexes(): Promise<void> {
      await Counts.createIndexes();
      await countOnce();
    },
  };
}

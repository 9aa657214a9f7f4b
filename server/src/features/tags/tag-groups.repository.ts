import type { CommunityId } from '@jembatan/shared/ids';
import type { TagUse } from '@jembatan/shared/tags.contract';
import type { Model } from 'mongoose';
import { only } from '../../kernel/only.ts';
import { tagKey } from '../../text/tag-names.ts';
import type { TagGroupDocument, TagSettingsDocument } from './tags.model.ts';

export interface TagGroup {
  id: string;
  name: string;
  /** A thread has at most one tag of it. */
  oneOf: boolean;
}

export type TagGroupsRepository = ReturnType<typeof createTagGroupsRepository>;

const toGroup = ({ _id, name, oneOf }: TagGroupDocument): TagGroup => ({
  ...{ id: _id.toString(), name, oneOf },
});

/** Groups of tags, and who may make new tags. */
export function createTagGroupsRepository({
  Groups,
  Settings,
}: {
  Groups: Model<TagGroupDocument>;
  Settings: Model<TagSettingsDocument>;
}) {
  return {
    /** By name; there are few. */
    list: async (communityId: CommunityId): Promise<TagGroup[]> =>
      (await Groups.find({ communityId }).sort({ key: 1 }).lean()).map(toGroup),

    async insert(communityId: CommunityId, group: Omit<TagGroup, 'id'>): Promise<TagGroup> {
      const kept = { communityId, ...group, key: tagKey(group.name) };
      return toGroup(only(await Groups.insertMany([kept])).toObject());
    },

    /** Null when there is none. */
    async change(
      communityId: CommunityId,
      id: string,
      change: Partial<Omit<TagGroup, 'id'>>,
    ): Promise<TagGroup | null> {
      const key = change.name === undefined ? {} : { key: tagKey(change.name) };
      const filter = { _id: id, communityId };
      const update = { $set: { ...change, ...key } };
      const doc = await Groups.findOneAndUpdate(filter, update, { returnDocument: 'after' }).lean();
      return doc && toGroup(doc);
    },

    async remove(communityId: CommunityId, id: string): Promise<boolean> {
      return (await Groups.deleteOne({ _id: id, communityId })).deletedCount > 0;
    },

    /** Who may make new tags: everybody, until staff says otherwise. */
    async making(communityId: CommunityId): Promise<TagUse> {
      return (await Settings.findOne({ communityId }).lean())?.making ?? 'everybody';
    },

    async setMaking(communityId: CommunityId, making: TagUse): Promise<void> {
      await Settings.updateOne({ communityId }, { $set: { making } }, { upsert: true });
    },

    async createIndexes(): Promise<void> {
      await Promise.all([Groups.createIndexes(), Settings.createIndexes()]);
    },
  };
}

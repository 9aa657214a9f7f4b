import type { CommunityId } from '@jembatan/shared/ids';
import type { TagUse } from '@jembatan/shared/tags.contract';
import type { Model } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { only } from '../../kernel/only.ts';
import { tagKey, tagLook } from '../../text/tag-names.ts';
import { prefixTermsOf } from '../../text/terms.ts';
import type { TagDocument } from './tags.model.ts';

export interface Tag {
  id: string;
  communityId: CommunityId;
  name: string;
  key: string;
  aliases: string[];
  /** Earlier names that threads may still have. */
  moving: string[];
  description: string;
  groupId: string | null;
  use: TagUse;
  listed: boolean;
}

export type TagTraits = Omit<Tag, 'id' | 'communityId' | 'key'>;

export type TagsRepository = ReturnType<typeof createTagsRepository>;

function toTag({ _id, communityId, groupId, ...rest }: TagDocument): Tag {
  const { name, key, aliases, moving, description, use, listed } = rest;
  return {
    ...{ id: _id.toString(), communityId: idOf(communityId), groupId: groupId?.toString() ?? null },
    ...{ name, key, aliases, moving, description, use, listed },
  };
}

/** What is kept of the names besides the names, to find them by. */
function foundBy(name: string, aliases: readonly string[]) {
  const names = [name, ...aliases];
  const keys = [...new Set(names.map(tagKey))];
  return {
    ...{ key: tagKey(name), keys, looks: keys.map(tagLook) },
    terms: [...new Set(names.flatMap(prefixTermsOf))],
  };
}

export const plainTag: Omit<TagTraits, 'name'> = {
  ...{ aliases: [], moving: [], description: '', groupId: null, use: 'everybody', listed: false },
};

export function createTagsRepository(Tags: Model<TagDocument>) {
  const toTags = (docs: TagDocument[]) => docs.map(toTag);

  return {
    /** Those that any of the names leads to. */
    async findByNames(communityId: CommunityId, names: readonly string[]): Promise<Tag[]> {
      if (names.length === 0) return [];
      const keys = { $in: names.map(tagKey) };
      return toTags(await Tags.find({ communityId, keys }).lean());
    },

    /** Those of any community that a name leads to. */
    async findEverywhere(name: string, limit: number): Promise<Tag[]> {
      return toTags(
        await Tags.find({ keys: tagKey(name) })
          .limit(limit)
          .lean(),
      );
    },

    /** Whether a tag of other letters looks like this one. */
    async hasAlike(communityId: CommunityId, name: string): Promise<boolean> {
      const key = tagKey(name);
      return (await Tags.exists({ communityId, looks: tagLook(key), keys: { $ne: key } })) !== null;
    },

    /** By folded name, one more than `limit`. */
    async list(
      communityId: CommunityId,
      page: { after: string | null; limit: number; groupId?: string | undefined },
    ): Promise<Tag[]> {
      const { after, limit, groupId } = page;
      const filter = {
        communityId,
        ...(groupId && { groupId }),
        ...(after !== null && { key: { $gt: after } }),
      };
      return toTags(
        await Tags.find(filter)
          .sort({ key: 1 })
          .limit(limit + 1)
          .lean(),
      );
    },

    /** Those with a name that has words which begin so. */
    async listBeginning(
      communityId: CommunityId,
      terms: readonly string[],
      limit: number,
    ): Promise<Tag[]> {
      const found = Tags.find({
        communityId,
        ...(terms.length > 0 && { terms: { $all: [...terms] } }),
      });
      return toTags(await found.sort({ key: 1 }).limit(limit).lean());
    },

    count: (communityId: CommunityId, limit: number): Promise<number> =>
      Tags.countDocuments({ communityId }, { limit }),

    async insert(communityId: CommunityId, traits: TagTraits): Promise<Tag> {
      const kept = { communityId, ...traits, ...foundBy(traits.name, traits.aliases) };
      return toTag(only(await Tags.insertMany([kept])).toObject());
    },

    async change({ id, ...tag }: Tag, change: Partial<TagTraits>): Promise<Tag> {
      const { communityId: _, ...traits } = { ...tag, ...change };
      const set = { ...traits, ...foundBy(traits.name, traits.aliases) };
      await Tags.updateOne({ _id: id }, { $set: set });
      return { id, communityId: tag.communityId, ...traits, key: set.key };
    },

    async remove(id: string): Promise<void> {
      await Tags.deleteOne({ _id: id });
    },

    /** No thread has the earlier name any more. */
    async hasMoved(communityId: CommunityId, from: string): Promise<void> {
      await Tags.updateMany({ communityId, moving: from }, { $pull: { moving: from } });
    },

    exist: async (): Promise<boolean> => (await Tags.exists({})) !== null,

    async leaveGroup(communityId: CommunityId, groupId: string): Promise<void> {
      await Tags.updateMany({ communityId, groupId }, { $set: { groupId: null } });
    },

    async createIndexes(): Promise<void> {
      await Tags.createIndexes();
    },
  };
}

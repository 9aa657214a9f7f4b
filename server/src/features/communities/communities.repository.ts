import type { CommunityId } from '@jembatan/shared/ids';
import type { Connection, QueryFilter } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';
import { type CommunityDocument, communityModel } from './communities.model.ts';

/** A place where people meet. */
export interface Community extends Omit<CommunityDocument, '_id' | 'parentId'> {
  id: CommunityId;
  parentId: CommunityId | null;
}

export type NewCommunity = Omit<Community, 'id'>;
export type CommunityChange = Partial<
  Omit<Community, 'id' | 'parentId' | 'memberCount' | 'createdAt'>
>;

/** A page by name: after the name and id of the last one before. */
export interface CommunityPage {
  filter: Record<string, unknown>;
  after: { nameFold: string; id: string } | null;
  limit: number;
}

export type CommunitiesRepository = ReturnType<typeof createCommunitiesRepository>;

function toCommunity({ _id, parentId, ...rest }: CommunityDocument): Community {
  return { ...rest, id: idOf(_id), parentId: idOrNull(parentId) };
}

export function createCommunitiesRepository(connection: Connection) {
  const Communities = communityModel(connection);
  const orNull = (doc: CommunityDocument | null) => (doc ? toCommunity(doc) : null);

  return {
    async insert(community: NewCommunity): Promise<Community> {
      const [doc] = await Communities.insertMany([community]);
      if (!doc) throw new Error('nothing was inserted');
      return toCommunity(doc.toObject());
    },
    findById: async (id: string) => orNull(await Communities.findById(id).lean()),
    findMany: async (ids: readonly string[]) =>
      (await Communities.find({ _id: { $in: ids } }).lean()).map(toCommunity),
    /** In the order of their ids, from after one on. */
    listAfter: async (id: string | null, limit: number) =>
      (
        await Communities.find(id ? { _id: { $gt: id } } : {})
          .sort({ _id: 1 })
          .limit(limit)
          .lean()
      ).map(toCommunity),
    /** All that a filter of the rules allows. */
    findAllowed: async (filter: Record<string, unknown>) =>
      (await Communities.find(filter as QueryFilter<CommunityDocument>).lean()).map(toCommunity),
    /** Up to `limit + 1`, by name. */
    async list({ filter, after, limit }: CommunityPage): Promise<Community[]> {
      const behind = after && {
        $or: [
          { nameFold: { $gt: after.nameFold } },
          { nameFold: after.nameFold, _id: { $gt: after.id } },
        ],
      };
      const found = await Communities.find({
        $and: [filter, behind ?? {}],
      } as QueryFilter<CommunityDocument>)
        .sort({ nameFold: 1, _id: 1 })
        .limit(limit + 1)
        .lean();
      return found.map(toCommunity);
    },
    groupIdsOf: async (parentId: string): Promise<CommunityId[]> =>
      (await Communities.find({ parentId }).select('_id').lean()).map(({ _id }) => idOf(_id)),
    change: async (id: string, change: CommunityChange) =>
      orNull(
        await Communities.findByIdAndUpdate(
          id,
          { $set: change },
          { returnDocument: 'after' },
        ).lean(),
      ),
    /** Counts members; also makes changes of membership on several servers wait for each other. */
    countMembers: async (id: string, by: 1 | -1 | 0) =>
      orNull(
        await Communities.findByIdAndUpdate(
          id,
          { $inc: { memberCount: by } },
          { returnDocument: 'after' },
        ).lean(),
      ),
    async createIndexes() {
      await Communities.createIndexes();
    },
  };
}

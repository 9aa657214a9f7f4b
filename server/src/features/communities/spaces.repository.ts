import type { CommunityId, SpaceId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { type SpaceDocument, spaceModel } from './spaces.model.ts';

/** One forum of a community. */
export interface Space extends Omit<SpaceDocument, '_id' | 'communityId' | 'parentId'> {
  id: SpaceId;
  communityId: CommunityId;
  parentId: SpaceId | null;
}

export type NewSpace = Omit<Space, 'id'>;
export type SpaceChange = Partial<Omit<Space, 'id' | 'communityId' | 'createdAt'>>;

/** What a space has that nobody said anything else of, those of earlier versions of the hub included. */
export const plainTraits = {
  parentId: null,
  colour: null,
  icon: null,
  language: null,
  opensAt: null,
  dueAt: null,
  slowSeconds: 0,
  separateGroups: false,
  keptApart: false,
  pseudonyms: false,
  acceptsLate: false,
} as const;

export type SpacesRepository = ReturnType<typeof createSpacesRepository>;

function toSpace({ _id, communityId, parentId, ...rest }: SpaceDocument): Space {
  const ids = { id: idOf<'space'>(_id), communityId: idOf<'community'>(communityId) };
  return { ...plainTraits, ...rest, ...ids, parentId: parentId ? idOf(parentId) : null };
}

const order = { position: 1, _id: 1 } as const;

export function createSpacesRepository(connection: Connection) {
  const Spaces = spaceModel(connection);
  const orNull = (doc: SpaceDocument | null) => (doc ? toSpace(doc) : null);

  return {
    async insert(space: NewSpace): Promise<Space> {
      const [doc] = await Spaces.insertMany([space]);
      if (!doc) throw new Error('nothing was inserted');
      return toSpace(doc.toObject());
    },
    findById: async (id: string) => orNull(await Spaces.findById(id).lean()),
    /** In the community's own order. */
    listOf: async (communityId: string) =>
      (await Spaces.find({ communityId }).sort(order).lean()).map(toSpace),
    listOfMany: async (communityIds: readonly string[]) =>
      (await Spaces.find({ communityId: { $in: communityIds } }).lean()).map(toSpace),
    findMany: async (ids: readonly string[]) =>
      ids.length === 0 ? [] : (await Spaces.find({ _id: { $in: ids } }).lean()).map(toSpace),
    /** In the order of their ids, from after one on. */
    listAfter: async (id: string | null, limit: number) =>
      (
        await Spaces.find(id ? { _id: { $gt: id } } : {})
          .sort({ _id: 1 })
          .limit(limit)
          .lean()
      ).map(toSpace),
    listAll: async () => (await Spaces.find().lean()).map(toSpace),
    change: async (id: string, change: SpaceChange) =>
      orNull(
        await Spaces.findByIdAndUpdate(id, { $set: change }, { returnDocument: 'after' }).lean(),
      ),
    /** The position behind all others. */
    async nextPosition(communityId: string): Promise<number> {
      const last = await Spaces.findOne({ communityId }).sort({ position: -1 }).lean();
      return last ? last.position + 1 : 0;
    },
    async createIndexes() {
      await Spaces.createIndexes();
    },
  };
}

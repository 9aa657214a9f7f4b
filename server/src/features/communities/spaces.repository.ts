import type { CommunityId, SpaceId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { type SpaceDocument, spaceModel } from './spaces.model.ts';

/** One forum of a community. */
export interface Space extends Omit<SpaceDocument, '_id' | 'communityId'> {
  id: SpaceId;
  communityId: CommunityId;
}

export type NewSpace = Omit<Space, 'id'>;
export type SpaceChange = Partial<
  Pick<Space, 'name' | 'slug' | 'description' | 'position' | 'rights'>
>;

export type SpacesRepository = ReturnType<typeof createSpacesRepository>;

function toSpace({ _id, communityId, ...rest }: SpaceDocument): Space {
  return { ...rest, id: idOf(_id), communityId: idOf(communityId) };
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

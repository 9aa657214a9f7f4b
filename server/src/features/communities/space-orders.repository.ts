import type { CommunityId, PersonId, SpaceId } from '@jembatan/shared/ids';
import { type Connection, Schema, type Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';

interface SpaceOrderDocument {
  _id: Types.ObjectId;
  personId: Types.ObjectId;
  communityId: Types.ObjectId;
  spaceIds: Types.ObjectId[];
}

const schema = new Schema<SpaceOrderDocument>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    communityId: { type: Schema.Types.ObjectId, required: true },
    spaceIds: [Schema.Types.ObjectId],
  },
  { collection: 'spaceOrders', versionKey: false },
);
schema.index({ personId: 1, communityId: 1 }, { unique: true });

export type SpaceOrdersRepository = ReturnType<typeof createSpaceOrdersRepository>;

/** The order in which a person wants the spaces of a community. */
export function createSpaceOrdersRepository(connection: Connection) {
  const Orders = connection.model<SpaceOrderDocument>('SpaceOrder', schema);
  return {
    /** Empty where the person never chose one. */
    async find(personId: PersonId, communityId: CommunityId): Promise<SpaceId[]> {
      const doc = await Orders.findOne({ personId, communityId }).lean();
      return doc ? doc.spaceIds.map((id) => idOf<'space'>(id)) : [];
    },
    async put(
      personId: PersonId,
      communityId: CommunityId,
      spaceIds: readonly SpaceId[],
    ): Promise<void> {
      const key = { personId, communityId };
      if (spaceIds.length === 0) await Orders.deleteOne(key);
      else await Orders.updateOne(key, { $set: { spaceIds: [...spaceIds] } }, { upsert: true });
    },
    async createIndexes() {
      await Orders.createIndexes();
    },
  };
}

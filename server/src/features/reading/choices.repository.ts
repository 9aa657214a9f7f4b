import type { SpaceChoice } from '@jembatan/shared/choices.contract';
import type { PersonId } from '@jembatan/shared/ids';
import { type Connection, Schema, type Types } from 'mongoose';

interface ChoiceDocument extends SpaceChoice {
  _id: Types.ObjectId;
  personId: Types.ObjectId;
  spaceId: Types.ObjectId;
}

const id = { type: Schema.Types.ObjectId, required: true };

/** How a space is read by whoever chose nothing. */
export const plainChoice: SpaceChoice = { shape: 'flat', order: 'activity' };

const schema = new Schema<ChoiceDocument>(
  {
    personId: id,
    spaceId: id,
    shape: { type: String, default: plainChoice.shape },
    order: { type: String, default: plainChoice.order },
  },
  { collection: 'space-choices', versionKey: false },
);
schema.index({ personId: 1, spaceId: 1 }, { unique: true });

export type ChoicesRepository = ReturnType<typeof createChoicesRepository>;

export function createChoicesRepository(connection: Connection) {
  const Choices = connection.model<ChoiceDocument>('SpaceChoice', schema);
  const toChoice = (doc: ChoiceDocument | null): SpaceChoice =>
    doc ? { shape: doc.shape, order: doc.order } : plainChoice;

  return {
    find: async (personId: PersonId, spaceId: string): Promise<SpaceChoice> =>
      toChoice(await Choices.findOne({ personId, spaceId }).lean()),

    /** What is not said stays. */
    async set(
      personId: PersonId,
      spaceId: string,
      said: Partial<SpaceChoice>,
    ): Promise<SpaceChoice> {
      const unsaid = Object.entries(plainChoice).filter(([name]) => !(name in said));
      return toChoice(
        await Choices.findOneAndUpdate(
          { personId, spaceId },
          { $setOnInsert: Object.fromEntries(unsaid), $set: said },
          { upsert: true, returnDocument: 'after' },
        ).lean(),
      );
    },

    async createIndexes(): Promise<void> {
      await Choices.createIndexes();
    },
  };
}

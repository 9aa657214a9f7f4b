import type { PersonId } from '@jembatan/shared/ids';
import { type Connection, Schema } from 'mongoose';

interface PaceDocument {
  /** Person and place. */
  _id: string;
  at: Date;
}

/** Seconds a last post is remembered; longer than the slowest mode. */
const keptSeconds = 2 * 86_400;

const schema = new Schema<PaceDocument>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { collection: 'paces', versionKey: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: keptSeconds });

export type PacesRepository = ReturnType<typeof createPacesRepository>;

/** When a person last wrote in a place where that counts. */
export function createPacesRepository(connection: Connection) {
  const Paces = connection.model<PaceDocument>('Pace', schema);
  const keyOf = (personId: PersonId, placeId: string) => `${personId}:${placeId}`;
  return {
    async lastAt(personId: PersonId, placeId: string): Promise<Date | null> {
      const doc = await Paces.findById(keyOf(personId, placeId)).lean();
      return doc?.at ?? null;
    },
    async note(personId: PersonId, placeId: string, at: Date): Promise<void> {
      await Paces.updateOne({ _id: keyOf(personId, placeId) }, { $set: { at } }, { upsert: true });
    },
    async createIndexes(): Promise<void> {
      await Paces.createIndexes();
    },
  };
}

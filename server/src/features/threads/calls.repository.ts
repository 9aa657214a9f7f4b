import type { PersonId } from '@jembatan/shared/ids';
import { type Connection, Schema, type Types } from 'mongoose';

/** When a person last called roles; forgotten by itself. */
interface CallsDocument {
  personId: Types.ObjectId;
  times: Date[];
  lastAt: Date;
}

const schema = new Schema<CallsDocument>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    times: [Date],
    lastAt: { type: Date, required: true },
  },
  { collection: 'role_calls', versionKey: false },
);
schema.index({ personId: 1 }, { unique: true });
schema.index({ lastAt: 1 }, { expireAfterSeconds: 86_400 });

/** More are not looked at. */
const mostKept = 100;

export type CallsRepository = ReturnType<typeof createCallsRepository>;

/** In the database, since they are counted in the transaction of the post: sent twice, it counts once. */
export function createCallsRepository(connection: Connection) {
  const Calls = connection.model<CallsDocument>('RoleCalls', schema);
  return {
    /** Oldest first. */
    async since(personId: PersonId, moment: Date): Promise<Date[]> {
      const found = await Calls.findOne({ personId }, { times: 1 }).lean();
      return (found?.times ?? []).filter((time) => time > moment);
    },

    async note(personId: PersonId, now: Date): Promise<void> {
      await Calls.updateOne(
        { personId },
        { $push: { times: { $each: [now], $slice: -mostKept } }, $set: { lastAt: now } },
        { upsert: true },
      );
    },

    async createIndexes(): Promise<void> {
      await Calls.createIndexes();
    },
  };
}

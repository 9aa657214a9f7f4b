import type { PersonId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import { type Connection, Schema, type Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import type { TimePosition } from '../../kernel/typed-cursor.ts';

interface ScheduledDocument {
  _id: Types.ObjectId;
  personId: Types.ObjectId;
  kind: 'reply' | 'thread';
  /** Of the thread or space. */
  placeId: string;
  /** The body of the request that is made then. */
  input: Record<string, unknown>;
  localAt: string;
  timeZone: string;
  sendAt: Date;
  /** When a server tries next; while one does, when it may be thought dead. Null once it failed. */
  tryAt: Date | null;
  state: 'waiting' | 'sending' | 'failed';
  problem: string | null;
  /** Tries that met a fault of ours. */
  tries: number;
  createdAt: Date;
  failedAt: Date | null;
}

/** Something to be sent later. */
export interface Scheduled extends Omit<ScheduledDocument, '_id' | 'personId'> {
  id: string;
  personId: PersonId;
}

const id = { type: Schema.Types.ObjectId, required: true };
const text = { type: String, required: true };
const date = { type: Date, required: true };
const noDate = { type: Date, default: null };

const schema = new Schema<ScheduledDocument>(
  {
    personId: id,
    kind: text,
    placeId: text,
    input: { type: Schema.Types.Mixed, required: true },
    localAt: text,
    timeZone: text,
    sendAt: date,
    tryAt: noDate,
    state: text,
    problem: { type: String, default: null },
    tries: { type: Number, default: 0 },
    createdAt: date,
    failedAt: noDate,
  },
  { collection: 'scheduled', versionKey: false, minimize: false },
);
schema.index({ personId: 1, sendAt: 1, _id: 1 });
schema.index({ tryAt: 1 }, { partialFilterExpression: { tryAt: { $type: 'date' } } });
// What failed is kept as long as a draft; what waits has no such date.
schema.index({ failedAt: 1 }, { expireAfterSeconds: limits.draftDays * 86_400 });

export type NewScheduled = Omit<Scheduled, 'id'>;
export type ScheduledRepository = ReturnType<typeof createScheduledRepository>;

const toScheduled = ({ _id, personId, ...rest }: ScheduledDocument): Scheduled => ({
  ...rest,
  id: _id.toString(),
  personId: idOf(personId),
});
const orNull = (doc: ScheduledDocument | null) => (doc ? toScheduled(doc) : null);

/** Nobody is sending it at this moment. */
const atRest = { state: { $in: ['waiting' as const, 'failed' as const] } };

export function createScheduledRepository(connection: Connection) {
  const All = connection.model<ScheduledDocument>('Scheduled', schema);

  return {
    async insert(fresh: NewScheduled): Promise<Scheduled> {
      return toScheduled((await All.create(fresh)).toObject());
    },

    count: (personId: PersonId, limit: number): Promise<number> =>
      All.countDocuments({ personId }, { limit }),

    find: async (personId: PersonId, one: string): Promise<Scheduled | null> =>
      orNull(await All.findOne({ _id: one, personId }).lean()),

    /** The next first; one more than `limit`. */
    async list(
      personId: PersonId,
      { after, limit }: { after: TimePosition | null; limit: number },
    ): Promise<Scheduled[]> {
      const later: Record<string, unknown> = after
        ? { $or: [{ sendAt: { $gt: after.at } }, { sendAt: after.at, _id: { $gt: after.id } }] }
        : {};
      const found = await All.find({ personId, ...later })
        .sort({ sendAt: 1, _id: 1 })
        .limit(limit + 1)
        .lean();
      return found.map(toScheduled);
    },

    /** Null unless it is there and nobody is sending it. */
    change: async (
      personId: PersonId,
      one: string,
      next: Partial<NewScheduled>,
    ): Promise<Scheduled | null> =>
      orNull(
        await All.findOneAndUpdate(
          { _id: one, personId, ...atRest },
          { $set: next },
          { returnDocument: 'after' },
        ).lean(),
      ),

    /** False unless it was there and nobody was sending it. */
    cancel: async (personId: PersonId, one: string): Promise<boolean> =>
      (await All.deleteOne({ _id: one, personId, ...atRest })).deletedCount === 1,

    /** Takes the one that is due the longest, until then: nobody else sends it. Also from a server that died. */
    takeDue: async (now: Date, until: Date): Promise<Scheduled | null> =>
      orNull(
        await All.findOneAndUpdate(
          { tryAt: { $type: 'date', $lte: now } },
          { $set: { tryAt: until, state: 'sending' } },
          { sort: { tryAt: 1 }, returnDocument: 'after' },
        ).lean(),
      ),

    /** After a try, by whoever has it. */
    async settle(one: string, next: Partial<NewScheduled>): Promise<void> {
      await All.updateOne({ _id: one, state: 'sending' }, { $set: next });
    },

    async remove(one: string): Promise<void> {
      await All.deleteOne({ _id: one });
    },

    async createIndexes(): Promise<void> {
      await All.createIndexes();
    },
  };
}

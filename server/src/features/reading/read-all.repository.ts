import type { PersonId, ThreadId } from '@jembatan/shared/ids';
import { type Connection, Schema, Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';

/** How far a thread was read before and after everything was marked read. */
export interface ReadMove {
  threadId: ThreadId;
  before: number;
  after: number;
}

/** What marking everything read changed. */
export interface ReadMoves {
  moves: readonly ReadMove[];
  /** Announcements that were taken from the top. */
  away: readonly ThreadId[];
}

interface ReadAllDocument {
  _id: Types.ObjectId;
  personId: Types.ObjectId;
  moves: { threadId: Types.ObjectId; before: number; after: number }[];
  away: Types.ObjectId[];
  at: Date;
}

/** Seconds it may be taken back. */
const keptSeconds = 3_600;

const id = { type: Schema.Types.ObjectId, required: true };

const schema = new Schema<ReadAllDocument>(
  {
    personId: id,
    moves: [{ _id: false, threadId: id, before: Number, after: Number }],
    away: [Schema.Types.ObjectId],
    at: { type: Date, required: true },
  },
  { collection: 'read-alls', versionKey: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: keptSeconds });

/** What was marked read at once, for as long as it may be taken back. */
export function createReadAllRepository(connection: Connection) {
  const ReadAlls = connection.model<ReadAllDocument>('ReadAll', schema);
  return {
    async keep(personId: PersonId, { moves, away }: ReadMoves, at: Date): Promise<string> {
      const _id = new Types.ObjectId();
      await ReadAlls.insertMany([{ _id, personId, moves, away, at }]);
      return _id.toString();
    },

    /** Once: whoever asks again finds nothing. */
    async take(personId: PersonId, id: string): Promise<ReadMoves | null> {
      const found = await ReadAlls.findOneAndDelete({ _id: id, personId }).lean();
      if (!found) return null;
      const moves = found.moves.map(({ threadId, ...move }) => ({
        ...move,
        threadId: idOf<'thread'>(threadId),
      }));
      return { moves, away: found.away.map((one) => idOf<'thread'>(one)) };
    },

    async createIndexes(): Promise<void> {
      await ReadAlls.createIndexes();
    },
  };
}

export type ReadAllRepository = ReturnType<typeof createReadAllRepository>;

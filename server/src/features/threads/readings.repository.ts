import type { PersonId, ThreadId } from '@jembatan/shared/ids';
import type { WatchLevel } from '@jembatan/shared/threads.view';
import { type ClientSession, type Connection, type Model, Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { type ReadingDocument, readingModel } from './threads.model.ts';

/** How far one person has read one thread. */
export interface Reading {
  threadId: ThreadId;
  number: number;
  /** Null: never chosen. */
  watch: WatchLevel | null;
  /** Number of the first own post, where an answer comes first; null for none. */
  answered: number | null;
}

/** How much of a thread a person wants to hear, and since when; null where nobody knows any more. */
export interface Choice {
  level: WatchLevel;
  since: Date | null;
}

/** How far a thread was read, and is read now. */
export interface ReadingMove {
  threadId: ThreadId;
  before: number;
  after: number;
}

/** A person has read a thread up to a number. */
export interface ReadUpTo {
  personId: PersonId;
  threadId: ThreadId;
  number: number;
}

export type ReadingsRepository = ReturnType<typeof createReadingsRepository>;

export const toReading = ({ threadId, number, watch, answered }: ReadingDocument): Reading => ({
  threadId: idOf(threadId),
  number,
  watch,
  answered: answered ?? null,
});

const upsert = { upsert: true, returnDocument: 'after' } as const;

/** Where an answer comes first. */
function answersIn(Readings: Model<ReadingDocument>) {
  return {
    /** Notes an own post; the first counts, whatever becomes of it. */
    async answer(personId: PersonId, threadId: ThreadId, number: number): Promise<Reading> {
      const found = await Readings.findOneAndUpdate(
        { personId, threadId },
        { $min: { answered: number }, $setOnInsert: { number: 0, watch: null } },
        upsert,
      ).lean();
      return found ? toReading(found) : { threadId, number: 0, watch: null, answered: number };
    },

    /** Threads in which a person has a post, of those that want one first; the newest. */
    async answeredIn(personId: PersonId, limit: number): Promise<ThreadId[]> {
      const found = await Readings.find({ personId, answered: { $gt: 0 } }, { threadId: 1 })
        .sort({ _id: -1 })
        .limit(limit)
        .lean();
      return found.map(({ threadId }) => idOf(threadId));
    },
  };
}

export function createReadingsRepository(connection: Connection) {
  const Readings = readingModel(connection);

  return {
    ...answersIn(Readings),

    async find(personId: PersonId, threadId: ThreadId): Promise<Reading | null> {
      const doc = await Readings.findOne({ personId, threadId }).lean();
      return doc ? toReading(doc) : null;
    },

    async findMany(
      personId: PersonId,
      threadIds: readonly ThreadId[],
    ): Promise<Map<string, Reading>> {
      const found = await Readings.find({ personId, threadId: { $in: threadIds } }).lean();
      return new Map(found.map((doc) => [doc.threadId.toString(), toReading(doc)]));
    },

    ...moved(Readings),
    ...chosen(Readings),

    async createIndexes(): Promise<void> {
      await Readings.createIndexes();
    },
  };
}

/** How much of threads people want to hear. */
function chosen(Readings: Model<ReadingDocument>) {
  return {
    async setWatch(personId: PersonId, threadId: ThreadId, watch: WatchLevel): Promise<void> {
      const watchedAt = { $cond: [{ $eq: ['$watch', watch] }, '$watchedAt', new Date()] };
      await Readings.updateOne(
        { personId, threadId },
        [{ $set: { watch, watchedAt, number: { $ifNull: ['$number', 0] } } }],
        { upsert: true, updatePipeline: true },
      );
    },

    /** Those who chose to hear of a thread in this way. */
    async watchers(threadId: ThreadId, watch: WatchLevel): Promise<PersonId[]> {
      const found = await Readings.find({ threadId, watch }, { personId: 1 }).lean();
      return found.map(({ personId }) => idOf(personId));
    },

    /** Those a person chose to hear of in this way, the last chosen first, before a place in the list. */
    async chosenBy(
      personId: PersonId,
      watch: WatchLevel,
      { before, limit }: { before: string | null; limit: number },
    ): Promise<{ id: string; reading: Reading }[]> {
      const older = before ? { _id: { $lt: before } } : {};
      const found = await Readings.find({ personId, watch, ...older })
        .sort({ _id: -1 })
        .limit(limit)
        .lean();
      return found.map((doc) => ({ id: doc._id.toString(), reading: toReading(doc) }));
    },

    /** What people chose to hear of threads; those who never chose are not in it. */
    async chosenLevels(threadIds: readonly string[]): Promise<Map<string, Map<PersonId, Choice>>> {
      const found = await Readings.find(
        { threadId: { $in: threadIds }, watch: { $ne: null } },
        { threadId: 1, personId: 1, watch: 1, watchedAt: 1 },
      ).lean();
      const levels = new Map(threadIds.map((id) => [id, new Map<PersonId, Choice>()]));
      for (const { threadId, personId, watch: level, watchedAt: since = null } of found)
        if (level) levels.get(threadId.toString())?.set(idOf(personId), { level, since });
      return levels;
    },
  };
}

/** How far people read. */
function moved(Readings: Model<ReadingDocument>) {
  const upsert = { upsert: true, returnDocument: 'after' } as const;
  return {
    /** Never goes back. */
    async advance(personId: PersonId, threadId: ThreadId, number: number): Promise<Reading> {
      const found = await Readings.findOneAndUpdate(
        { personId, threadId },
        { $max: { number }, $setOnInsert: { watch: null } },
        upsert,
      ).lean();
      return found ? toReading(found) : { threadId, number, watch: null, answered: null };
    },

    /** The same of several people, through the driver itself. */
    async advanceTogether(readings: readonly ReadUpTo[], session: ClientSession): Promise<void> {
      await Readings.collection.bulkWrite(
        readings.map(({ personId, threadId, number }) => ({
          updateOne: {
            filter: {
              personId: new Types.ObjectId(personId),
              threadId: new Types.ObjectId(threadId),
            },
            update: { $max: { number }, $setOnInsert: { watch: null } },
            upsert: true,
          },
        })),
        { session },
      );
    },

    /** The same of many threads, each up to its `after`. */
    async advanceMany(personId: PersonId, moves: readonly ReadingMove[]): Promise<void> {
      await Readings.bulkWrite(
        moves.map(({ threadId, after }) => ({
          updateOne: {
            filter: { personId, threadId },
            update: { $max: { number: after }, $setOnInsert: { watch: null } },
            upsert: true,
          },
        })),
      );
    },

    /** Takes such moves back, but for threads that were read on since. */
    async putBack(personId: PersonId, moves: readonly ReadingMove[]): Promise<void> {
      await Readings.bulkWrite(
        moves.map(({ threadId, before, after }) => ({
          updateOne: {
            filter: { personId, threadId, number: after },
            update: { $set: { number: before } },
          },
        })),
      );
    },
  };
}

import type { PersonId, ThreadId } from '@jembatan/shared/ids';
import { pseudonymWords } from '@jembatan/shared/pseudonyms';
import { type Connection, Schema, type Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import { only } from '../../kernel/only.ts';

interface AliasDocument {
  /** Stands for the person wherever the thread names them. */
  _id: Types.ObjectId;
  threadId: Types.ObjectId;
  personId: Types.ObjectId;
  /** Which in the thread, counted from 0. */
  order: number;
}

/** A person under a pseudonym in one thread. */
export interface Alias {
  /** In the place of the person's own id: posts keep this one, and nothing leads from it to an account. */
  id: PersonId;
  threadId: ThreadId;
  personId: PersonId;
  pseudonym: number;
}

const schema = new Schema<AliasDocument>(
  {
    threadId: { type: Schema.Types.ObjectId, required: true },
    personId: { type: Schema.Types.ObjectId, required: true },
    order: { type: Number, required: true },
  },
  { collection: 'aliases', versionKey: false },
);
schema.index({ threadId: 1, personId: 1 }, { unique: true });
schema.index({ threadId: 1, order: -1 }, { unique: true });
schema.index({ personId: 1 });

export type AliasesRepository = ReturnType<typeof createAliasesRepository>;

/** Steps through the words, so that neighbours in time are none in the catalogue. */
const step = 12;

/** Each thread begins at another word; each word comes once before any comes twice. */
function pseudonymAt(threadId: string, order: number): number {
  const start = Number.parseInt(threadId.slice(-6), 16);
  const round = Math.floor(order / pseudonymWords);
  return round * pseudonymWords + ((start + order * step) % pseudonymWords);
}

function toAlias({ _id, threadId, personId, order }: AliasDocument): Alias {
  const thread = idOf<'thread'>(threadId);
  return {
    id: idOf(_id),
    threadId: thread,
    personId: idOf(personId),
    pseudonym: pseudonymAt(thread, order),
  };
}

export function createAliasesRepository(connection: Connection) {
  const Aliases = connection.model<AliasDocument>('Alias', schema);

  async function find(personId: PersonId, threadId: ThreadId): Promise<Alias | null> {
    const doc = await Aliases.findOne({ threadId, personId }).lean();
    return doc && toAlias(doc);
  }

  return {
    find,
    /** The person's one pseudonym in the thread; inside the transaction that takes the thread's next number. */
    async take(personId: PersonId, threadId: ThreadId): Promise<Alias> {
      const known = await find(personId, threadId);
      if (known) return known;
      const last = await Aliases.findOne({ threadId }).sort({ order: -1 }).lean();
      const order = last ? last.order + 1 : 0;
      return toAlias(only(await Aliases.insertMany([{ threadId, personId, order }])).toObject());
    },
    findMany: async (ids: readonly string[]): Promise<Alias[]> =>
      (await Aliases.find({ _id: { $in: ids } }).lean()).map(toAlias),
    async createIndexes(): Promise<void> {
      await Aliases.createIndexes();
    },
  };
}

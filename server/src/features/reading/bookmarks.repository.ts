import type { PersonId, PostId, ThreadId } from '@jembatan/shared/ids';
import { type Connection, Schema, type Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';

interface BookmarkDocument {
  _id: Types.ObjectId;
  personId: Types.ObjectId;
  postId: Types.ObjectId;
  threadId: Types.ObjectId;
  number: number;
  note: string;
  createdAt: Date;
  /** Null when there is nothing to come. */
  remindAt: Date | null;
}

/** A post somebody wants to find again. */
export interface Bookmark
  extends Omit<BookmarkDocument, '_id' | 'personId' | 'postId' | 'threadId'> {
  id: string;
  personId: PersonId;
  postId: PostId;
  threadId: ThreadId;
}

const id = { type: Schema.Types.ObjectId, required: true };

const schema = new Schema<BookmarkDocument>(
  {
    personId: id,
    postId: id,
    threadId: id,
    number: { type: Number, required: true },
    note: { type: String, default: '' },
    createdAt: { type: Date, required: true },
    remindAt: { type: Date, default: null },
  },
  { collection: 'bookmarks', versionKey: false },
);
schema.index({ personId: 1, postId: 1 }, { unique: true });
schema.index({ personId: 1, _id: -1 });
schema.index({ remindAt: 1 }, { partialFilterExpression: { remindAt: { $type: 'date' } } });

export type BookmarksRepository = ReturnType<typeof createBookmarksRepository>;

function toBookmark({ _id, personId, postId, threadId, ...rest }: BookmarkDocument): Bookmark {
  return {
    ...rest,
    id: _id.toString(),
    personId: idOf(personId),
    postId: idOf(postId),
    threadId: idOf(threadId),
  };
}

export function createBookmarksRepository(connection: Connection) {
  const Bookmarks = connection.model<BookmarkDocument>('Bookmark', schema);
  const orNull = (doc: BookmarkDocument | null) => (doc ? toBookmark(doc) : null);

  return {
    find: async (personId: PersonId, postId: string): Promise<Bookmark | null> =>
      orNull(await Bookmarks.findOne({ personId, postId }).lean()),

    /** One for each person and post; what is not said stays. */
    async set(
      key: Pick<Bookmark, 'personId' | 'postId'>,
      fresh: Pick<Bookmark, 'threadId' | 'number' | 'createdAt'>,
      said: Partial<Pick<Bookmark, 'note' | 'remindAt'>>,
    ): Promise<Bookmark | null> {
      const plain = { note: '', remindAt: null, ...fresh };
      const unsaid = Object.entries(plain).filter(([name]) => !(name in said));
      return orNull(
        await Bookmarks.findOneAndUpdate(
          key,
          { $setOnInsert: Object.fromEntries(unsaid), $set: said },
          { upsert: true, returnDocument: 'after' },
        ).lean(),
      );
    },

    async remove(personId: PersonId, postId: string): Promise<void> {
      await Bookmarks.deleteOne({ personId, postId });
    },

    count: (personId: PersonId, limit: number): Promise<number> =>
      Bookmarks.countDocuments({ personId }, { limit }),

    /** Newest first; one more than `limit`. */
    async list(
      personId: PersonId,
      { before, limit }: { before: string | null; limit: number },
    ): Promise<Bookmark[]> {
      const older = before ? { _id: { $lt: before } } : {};
      const found = await Bookmarks.find({ personId, ...older })
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean();
      return found.map(toBookmark);
    },

    /** Takes the reminder that is due the longest, so that nobody else gives it. */
    async takeDue(now: Date): Promise<Bookmark | null> {
      return orNull(
        await Bookmarks.findOneAndUpdate(
          { remindAt: { $type: 'date', $lte: now } },
          { $set: { remindAt: null } },
          { sort: { remindAt: 1 } },
        ).lean(),
      );
    },

    async createIndexes(): Promise<void> {
      await Bookmarks.createIndexes();
    },
  };
}

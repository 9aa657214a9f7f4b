import type { FileId, PostId, ThreadId } from '@jembatan/shared/ids';
import { type Connection, Schema, Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';

/** Files that a post has lost, until they are let go. */
export interface Leaving {
  /** The post's, and the revision that lost them. */
  id: string;
  postId: PostId;
  threadId: ThreadId;
  fileIds: FileId[];
}

interface LeavingDocument {
  _id: string;
  postId: Types.ObjectId;
  threadId: Types.ObjectId;
  fileIds: Types.ObjectId[];
  due: Date;
}

const id = { type: Schema.Types.ObjectId, required: true } as const;
const schema = new Schema<LeavingDocument>(
  {
    _id: { type: String, required: true },
    postId: id,
    threadId: id,
    fileIds: [Schema.Types.ObjectId],
    due: { type: Date, required: true },
  },
  { collection: 'file-leavings', versionKey: false },
);
schema.index({ due: 1 });

export type LeavingsRepository = ReturnType<typeof createLeavingsRepository>;

export function createLeavingsRepository(connection: Connection) {
  const Leavings = connection.model<LeavingDocument>('FileLeaving', schema);
  return {
    /** Said twice, it is as said before. */
    async add({ id, postId, threadId, fileIds }: Leaving, due: Date): Promise<void> {
      const first = {
        postId: new Types.ObjectId(postId),
        threadId: new Types.ObjectId(threadId),
        fileIds: fileIds.map((one) => new Types.ObjectId(one)),
        due,
      };
      await Leavings.updateOne({ _id: id }, { $setOnInsert: first }, { upsert: true });
    },
    /** Longest due first. */
    async listDue(before: Date, limit: number): Promise<Leaving[]> {
      const due = await Leavings.find({ due: { $lte: before } })
        .sort({ due: 1 })
        .limit(limit)
        .lean();
      return due.map(({ _id, postId, threadId, fileIds }) => ({
        id: _id,
        postId: idOf(postId),
        threadId: idOf(threadId),
        fileIds: fileIds.map((one) => idOf<'file'>(one)),
      }));
    },
    async postpone(id: string, due: Date): Promise<void> {
      await Leavings.updateOne({ _id: id }, { $set: { due } });
    },
    /** False when another server did it. */
    remove: async (id: string): Promise<boolean> =>
      (await Leavings.deleteOne({ _id: id })).deletedCount > 0,
    async createIndexes() {
      await Leavings.createIndexes();
    },
  };
}

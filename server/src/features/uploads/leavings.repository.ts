import type { FileId, PostId, ThreadId } from '@jembatan/shared/ids';
import { type Connection, Schema, Types } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';

/** Files of a deleted post, until they are let go. */
export interface Leaving {
  postId: PostId;
  threadId: ThreadId;
  fileIds: FileId[];
}

interface LeavingDocument {
  /** The post's. */
  _id: Types.ObjectId;
  threadId: Types.ObjectId;
  fileIds: Types.ObjectId[];
  due: Date;
}

const id = { type: Schema.Types.ObjectId, required: true } as const;
const schema = new Schema<LeavingDocument>(
  {
    _id: Schema.Types.ObjectId,
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
    /** Said twice of a post, it is as said before. */
    async add({ postId, threadId, fileIds }: Leaving, due: Date): Promise<void> {
      const first = {
        threadId: new Types.ObjectId(threadId),
        fileIds: fileIds.map((one) => new Types.ObjectId(one)),
        due,
      };
      await Leavings.updateOne({ _id: postId }, { $setOnInsert: first }, { upsert: true });
    },
    /** Longest due first. */
    async listDue(before: Date, limit: number): Promise<Leaving[]> {
      const due = await Leavings.find({ due: { $lte: before } })
        .sort({ due: 1 })
        .limit(limit)
        .lean();
      return due.map(({ _id, threadId, fileIds }) => ({
        postId: idOf(_id),
        threadId: idOf(threadId),
        fileIds: fileIds.map((one) => idOf<'file'>(one)),
      }));
    },
    async postpone(postId: PostId, due: Date): Promise<void> {
      await Leavings.updateOne({ _id: postId }, { $set: { due } });
    },
    /** False when another server did it. */
    remove: async (postId: PostId): Promise<boolean> =>
      (await Leavings.deleteOne({ _id: postId })).deletedCount > 0,
    async createIndexes() {
      await Leavings.createIndexes();
    },
  };
}

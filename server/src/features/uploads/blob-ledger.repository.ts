import { type Connection, Schema, Types } from 'mongoose';
import type { BlobRef, StoreName } from './blobs.store.ts';

/** Bytes that nobody may need: new ones that no file has yet, and those of files that went. */
interface LedgerDocument {
  /** The blob's. */
  _id: Types.ObjectId;
  store: StoreName;
  /** When they are thrown away. */
  due: Date;
}

const schema = new Schema<LedgerDocument>(
  { _id: Schema.Types.ObjectId, store: { type: String, required: true }, due: Date },
  { collection: 'blob-ledger', versionKey: false },
);
schema.index({ due: 1 });

export type BlobLedger = ReturnType<typeof createBlobLedger>;

export function createBlobLedger(connection: Connection) {
  const Ledger = connection.model<LedgerDocument>('BlobLedger', schema);
  return {
    newId: () => new Types.ObjectId().toString(),
    async add(refs: readonly BlobRef[], due: Date): Promise<void> {
      for (const { id, store } of refs)
        await Ledger.updateOne({ _id: id }, { $set: { store, due } }, { upsert: true });
    },
    async strike(refs: readonly BlobRef[]): Promise<void> {
      await Ledger.deleteMany({ _id: { $in: refs.map(({ id }) => id) } });
    },
    async listDue(before: Date, limit: number): Promise<BlobRef[]> {
      const due = Ledger.find({ due: { $lte: before } }).sort({ due: 1 });
      return (await due.limit(limit).lean()).map(({ _id, store }) => ({
        store,
        id: _id.toString(),
      }));
    },
    async createIndexes() {
      await Ledger.createIndexes();
    },
  };
}

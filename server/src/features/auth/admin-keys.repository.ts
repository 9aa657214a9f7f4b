import { type Connection, Schema } from 'mongoose';

interface KeyDocument {
  _id: 'admin';
  /** SHA-256 of the key in the link: a copy of the database opens nothing. */
  hash: string;
}

const schema = new Schema<KeyDocument>(
  { _id: { type: String, required: true }, hash: String },
  { collection: 'adminKeys', versionKey: false },
);

export type AdminKeysRepository = ReturnType<typeof createAdminKeysRepository>;

/** The one key that may make the first admin. */
export function createAdminKeysRepository(connection: Connection) {
  const Keys = connection.model<KeyDocument>('AdminKey', schema);
  return {
    /** Replaces the earlier key. */
    async keep(hash: string): Promise<void> {
      await Keys.updateOne({ _id: 'admin' }, { $set: { hash } }, { upsert: true });
    },
    /** Takes the key away; false when it is another or was spent. */
    async spend(hash: string): Promise<boolean> {
      return (await Keys.deleteOne({ _id: 'admin', hash })).deletedCount === 1;
    },
  };
}

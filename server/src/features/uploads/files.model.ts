import { type Connection, type Model, Schema, type Types } from 'mongoose';
import type { StoreName } from './blobs.store.ts';

/** Where a file is used; its rights are those of the place. */
export interface FilePlaceDocument {
  kind: 'thread' | 'avatar';
  /** The thread, or the person. */
  id: Types.ObjectId;
}

/** A smaller version of a picture. */
export interface VariantDocument {
  width: number;
  bytes: number;
  blobId: Types.ObjectId;
  store: StoreName;
}

export interface FileDocument {
  _id: Types.ObjectId;
  ownerId: Types.ObjectId;
  name: string;
  type: string;
  bytes: number;
  image: { width: number; height: number } | null;
  /** The bytes, and the store they are in; absent: GridFS. */
  blobId: Types.ObjectId;
  store?: StoreName | null;
  /** By ascending width; null: nobody has looked yet which there are to be. */
  variants?: VariantDocument[] | null;
  /** The community whose room it takes; absent of those counted before this was noted. */
  countedIn?: Types.ObjectId | null;
  places: FilePlaceDocument[];
  /** Since when it has no place; null while it has one. */
  unusedSince: Date | null;
  createdAt: Date;
}

const id = { type: Schema.Types.ObjectId, required: true } as const;

const place = new Schema<FilePlaceDocument>(
  { kind: { type: String, required: true }, id },
  { _id: false },
);

const schema = new Schema<FileDocument>(
  {
    ownerId: id,
    name: { type: String, required: true },
    type: { type: String, required: true },
    bytes: { type: Number, required: true },
    image: { type: Schema.Types.Mixed, default: null },
    blobId: id,
    store: { type: String, default: null },
    variants: { type: Schema.Types.Mixed, default: null },
    countedIn: { type: Schema.Types.ObjectId, default: null },
    places: [place],
    unusedSince: { type: Date, default: null },
    createdAt: { type: Date, required: true },
  },
  { collection: 'files', versionKey: false },
);
schema.index({ unusedSince: 1 }, { partialFilterExpression: { unusedSince: { $type: 'date' } } });
schema.index({ ownerId: 1, 'places.kind': 1 });

export function fileModel(connection: Connection): Model<FileDocument> {
  return connection.model<FileDocument>('File', schema);
}

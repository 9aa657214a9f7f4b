import { type Connection, type Model, Schema, type Types } from 'mongoose';
import type { StoreName } from './blobs.store.ts';

export interface PartDocument {
  blobId: Types.ObjectId;
  store: StoreName;
  bytes: number;
}

/** A file that comes in parts. */
export interface ResumableDocument {
  _id: Types.ObjectId;
  ownerId: Types.ObjectId;
  name: string;
  /** Whose rules it has to keep; null where nobody said. */
  communityId: Types.ObjectId | null;
  length: number;
  /** Bytes that are there: the sum of the parts. */
  offset: number;
  parts: PartDocument[];
  createdAt: Date;
  /** Then it is thrown away; later with each part. */
  expiresAt: Date;
  /** Since when a server puts the parts together. */
  finishingSince: Date | null;
  /** What the parts became. */
  fileId: Types.ObjectId | null;
  /** Why they became nothing. */
  refusal: { code: string; details: Record<string, unknown> } | null;
}

const id = { type: Schema.Types.ObjectId, required: true } as const;
const orNull = { type: Schema.Types.ObjectId, default: null } as const;

const part = new Schema<PartDocument>(
  { blobId: id, store: { type: String, required: true }, bytes: { type: Number, required: true } },
  { _id: false },
);

const schema = new Schema<ResumableDocument>(
  {
    ownerId: id,
    name: String,
    communityId: orNull,
    length: { type: Number, required: true },
    offset: { type: Number, required: true },
    parts: [part],
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    finishingSince: { type: Date, default: null },
    fileId: orNull,
    refusal: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'resumable-uploads', versionKey: false },
);
schema.index({ expiresAt: 1 });
schema.index({ ownerId: 1, expiresAt: 1 });

export function resumableModel(connection: Connection): Model<ResumableDocument> {
  return connection.model<ResumableDocument>('ResumableUpload', schema);
}

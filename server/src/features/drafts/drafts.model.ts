import type { DraftKind, DraftWords } from '@jembatan/shared/drafts.contract';
import { limits } from '@jembatan/shared/limits';
import { type Connection, Schema, type Types } from 'mongoose';

/** One text at a place. */
export interface VersionDocument
  extends Required<Pick<DraftWords, 'text' | 'title' | 'tags' | 'poll'>> {
  version: string;
  key: string;
  replyTo: number | null;
  baseRevision: number | null;
  changedAt: Date;
}

export interface DraftDocument {
  _id: Types.ObjectId;
  personId: Types.ObjectId;
  kind: DraftKind;
  /** Of the thread, space or post. */
  placeId: string;
  /** The last one written, then those written beside it. */
  versions: VersionDocument[];
  /** Another with every write, so that two at once do not undo each other. */
  edition: string;
  changedAt: Date;
}

const daySeconds = 86_400;
const text = { type: String, default: '' };
const number = { type: Number, default: null };

const version = new Schema<VersionDocument>(
  {
    version: { type: String, required: true },
    key: { type: String, required: true },
    text,
    title: text,
    tags: text,
    poll: text,
    replyTo: number,
    baseRevision: number,
    changedAt: { type: Date, required: true },
  },
  { _id: false },
);

const schema = new Schema<DraftDocument>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    kind: { type: String, required: true },
    placeId: { type: String, required: true },
    versions: [version],
    edition: { type: String, required: true },
    changedAt: { type: Date, required: true },
  },
  { collection: 'drafts', versionKey: false },
);
schema.index({ personId: 1, kind: 1, placeId: 1 }, { unique: true });
schema.index({ personId: 1, changedAt: -1, _id: -1 });
schema.index({ changedAt: 1 }, { expireAfterSeconds: limits.draftDays * daySeconds });

export const draftModel = (connection: Connection) =>
  connection.model<DraftDocument>('Draft', schema);

export interface EndDocument {
  /** Person and key. */
  _id: string;
  at: Date;
}

/** Days in which a save that was held up on its way may still arrive; those of an Idempotency-Key. */
const endDays = 14;

const endSchema = new Schema<EndDocument>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  { collection: 'draftEnds', versionKey: false },
);
endSchema.index({ at: 1 }, { expireAfterSeconds: endDays * daySeconds });

export const draftEndModel = (connection: Connection) =>
  connection.model<EndDocument>('DraftEnd', endSchema);

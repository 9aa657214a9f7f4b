import { type Connection, type Model, Schema, type Types } from 'mongoose';

/** What is found by its name, beside posts and people. */
export type FindableKind = 'community' | 'space' | 'thread' | 'tag' | 'session' | 'file';

/** Where a name leads, and which words lead to it: made of the thing itself, and made again when it changes. */
export interface FindableDocument {
  /** Kind and id: `thread:65f…`. */
  _id: string;
  kind: FindableKind;
  /** The thing itself; of a tag, the space it is used in. */
  ref: Types.ObjectId;
  /** Whose readers may find it: a space, or a community where it stands in none. */
  place: Types.ObjectId;
  /** The space of a thread or a file, and the group its thread is for. */
  spaceId: Types.ObjectId | null;
  groupId: Types.ObjectId | null;
  threadId: Types.ObjectId | null;
  /** The post that shows a file. */
  postId: Types.ObjectId | null;
  /** What it stands in, to tell it from others of its name. */
  within: Types.ObjectId | null;
  communityId: Types.ObjectId | null;
  name: string;
  slug: string;
  terms: string[];
  /** Order of lists, the newest first. */
  at: Date;
}

const idOrNull = { type: Schema.Types.ObjectId, default: null } as const;
const id = { type: Schema.Types.ObjectId, required: true } as const;

const schema = new Schema<FindableDocument>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    ref: id,
    place: id,
    spaceId: idOrNull,
    groupId: idOrNull,
    threadId: idOrNull,
    postId: idOrNull,
    within: idOrNull,
    communityId: idOrNull,
    name: { type: String, default: '' },
    slug: { type: String, default: '' },
    terms: [String],
    at: { type: Date, required: true },
  },
  { collection: 'findables', versionKey: false },
);
// As with posts: what may not be read is not even looked at.
schema.index({ kind: 1, terms: 1, place: 1, at: -1 });
schema.index({ postId: 1 }, { partialFilterExpression: { postId: { $type: 'objectId' } } });

export const findableModel = (connection: Connection): Model<FindableDocument> =>
  connection.model<FindableDocument>('Findable', schema);

/** Which names were written down when this collection did not exist yet. */
export interface FillingDocument {
  _id: 'findables';
  version: number;
}

const filling = new Schema<FillingDocument>(
  { _id: { type: String, required: true }, version: { type: Number, required: true } },
  { collection: 'fillings', versionKey: false },
);

export const fillingModel = (connection: Connection): Model<FillingDocument> =>
  connection.model<FillingDocument>('Filling', filling);

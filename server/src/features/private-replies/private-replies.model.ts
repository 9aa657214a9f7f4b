import { type Connection, type Model, Schema, type Types } from 'mongoose';

/** What a private reply said before, for those who decide about a report. */
export interface EarlierText {
  html: string;
  at: Date;
}

export interface PrivateReplyDocument {
  _id: Types.ObjectId;
  postId: Types.ObjectId;
  threadId: Types.ObjectId;
  /** Who wrote it. */
  writerId: Types.ObjectId;
  /** As whom: the author of a post is here as they are there. */
  authorId: Types.ObjectId;
  from: 'staff' | 'student';
  body: string;
  html: string;
  renderVersion: number;
  lang: string;
  revision: number;
  createdAt: Date;
  editedAt: Date | null;
  deleted: boolean;
  hidden: boolean;
  earlier: EarlierText[];
}

/** That there are private replies under a post, and between whom. */
export interface ExchangeDocument {
  /** The id of the post. */
  _id: Types.ObjectId;
  threadId: Types.ObjectId;
  number: number;
  /** The person behind the post's author. */
  studentId: Types.ObjectId;
  /** Staff who wrote. */
  staffIds: Types.ObjectId[];
}

const id = { type: Schema.Types.ObjectId, required: true };

const replySchema = new Schema<PrivateReplyDocument>(
  {
    postId: id,
    threadId: id,
    writerId: id,
    authorId: id,
    from: { type: String, required: true },
    body: { type: String, default: '' },
    html: { type: String, default: '' },
    renderVersion: { type: Number, required: true },
    lang: { type: String, required: true },
    revision: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    editedAt: { type: Date, default: null },
    deleted: { type: Boolean, default: false },
    hidden: { type: Boolean, default: false },
    earlier: [{ _id: false, html: String, at: Date }],
  },
  { collection: 'privateReplies', versionKey: false },
);
replySchema.index({ postId: 1, _id: 1 });

const exchangeSchema = new Schema<ExchangeDocument>(
  {
    threadId: id,
    number: { type: Number, required: true },
    studentId: id,
    staffIds: [Schema.Types.ObjectId],
  },
  { collection: 'privateExchanges', versionKey: false },
);
exchangeSchema.index({ threadId: 1, number: 1 });

export const privateReplyModel = (connection: Connection): Model<PrivateReplyDocument> =>
  connection.model<PrivateReplyDocument>('PrivateReply', replySchema);
export const exchangeModel = (connection: Connection): Model<ExchangeDocument> =>
  connection.model<ExchangeDocument>('PrivateExchange', exchangeSchema);

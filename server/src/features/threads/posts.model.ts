import type { LinkPreview } from '@jembatan/shared/threads.view';
import { type Connection, type Model, Schema, type Types } from 'mongoose';

export interface ReactionDocument {
  emoji: string;
  people: Types.ObjectId[];
}

export interface PostDocument {
  _id: Types.ObjectId;
  threadId: Types.ObjectId;
  spaceId: Types.ObjectId;
  communityId: Types.ObjectId;
  number: number;
  seq: number;
  authorId: Types.ObjectId;
  /** Markdown as typed; empty in a stone. */
  body: string;
  html: string;
  /** Version of the renderer that made `html`; older ones are made again. */
  renderVersion: number;
  /** People the text names. */
  mentions: Types.ObjectId[];
  /** Files the text shows. */
  files: Types.ObjectId[];
  /** Numbers of posts the text quotes or answers. */
  replyTo: number | null;
  /** Search terms of text, title and tags. */
  terms: string[];
  searchVersion: number;
  lang: string;
  /** Somebody said so: no guess takes its place. */
  langChosen?: boolean;
  revision: number;
  /** Who saved the text, where that was not the author: the person, or their alias. */
  editorId?: Types.ObjectId | null;
  /** The revision from which on it is a wiki; absent in most. */
  wikiFrom?: number | null;
  /** Staff ended that: the author does not begin it again. */
  wikiStopped?: boolean;
  createdAt: Date;
  /** By the writer's clock, where it arrived later; absent in most. */
  writtenAt?: Date | null;
  editedAt: Date | null;
  deleted: boolean;
  hidden: boolean;
  /** The study group its thread is for. */
  groupId: Types.ObjectId | null;
  /** Its thread wants an answer first, and this is one; absent in most. */
  sealed?: boolean;
  reactions: ReactionDocument[];
  /** How many reactions there are together: the order of answers by what people think of them. */
  reactionCount?: number;
  /** Of pages the text links to; absent in most. */
  previews?: LinkPreview[];
  /** It asks something; absent in most. */
  poll?: boolean;
  /** Ids of previews that were taken away for good. */
  previewsOff?: string[];
}

const id = { type: Schema.Types.ObjectId, required: true };

const postSchema = new Schema<PostDocument>(
  {
    threadId: id,
    spaceId: id,
    communityId: id,
    number: { type: Number, required: true },
    seq: { type: Number, required: true },
    authorId: id,
    body: String,
    html: String,
    renderVersion: { type: Number, required: true },
    mentions: [Schema.Types.ObjectId],
    files: [Schema.Types.ObjectId],
    replyTo: { type: Number, default: null },
    terms: [String],
    searchVersion: { type: Number, required: true },
    lang: { type: String, required: true },
    langChosen: Boolean,
    revision: { type: Number, required: true },
    editorId: Schema.Types.ObjectId,
    wikiFrom: Number,
    wikiStopped: Boolean,
    createdAt: { type: Date, required: true },
    writtenAt: Date,
    editedAt: { type: Date, default: null },
    deleted: { type: Boolean, default: false },
    hidden: { type: Boolean, default: false },
    groupId: { type: Schema.Types.ObjectId, default: null },
    sealed: Boolean,
    previews: { type: [Schema.Types.Mixed], default: undefined },
    poll: Boolean,
    previewsOff: { type: [String], default: undefined },
    reactionCount: { type: Number, default: 0 },
    reactions: [{ _id: false, emoji: String, people: [Schema.Types.ObjectId] }],
  },
  { collection: 'posts', versionKey: false },
);
postSchema.index({ threadId: 1, number: 1 }, { unique: true });
postSchema.index({ threadId: 1, seq: 1 });
// What answers what.
postSchema.index({ threadId: 1, replyTo: 1, number: 1 });
postSchema.index({ threadId: 1, createdAt: 1 });
// The space within it: nothing is looked at that may not be read. The rest answers most searches
// without the posts themselves.
postSchema.index({ terms: 1, spaceId: 1, createdAt: -1, _id: 1, threadId: 1, hidden: 1 });
postSchema.index({ threadId: 1, reactionCount: -1, number: 1 });
/** Of the posts that open threads alone. */
export const openingIndex = { number: 1, terms: 1, spaceId: 1, createdAt: -1 } as const;
postSchema.index(openingIndex, { partialFilterExpression: { number: 1 } });
postSchema.index({ spaceId: 1, createdAt: -1 });
postSchema.index({ authorId: 1, createdAt: -1 });
// What a newer version of the hub has to make again.
postSchema.index({ renderVersion: 1 });
postSchema.index({ searchVersion: 1 });
postSchema.index({ files: 1 }, { partialFilterExpression: { 'files.0': { $exists: true } } });

/** A version of a post that is no longer the current one. */
export interface RevisionDocument {
  _id: Types.ObjectId;
  postId: Types.ObjectId;
  revision: number;
  body: string;
  editorId: Types.ObjectId;
  createdAt: Date;
}

const revisionSchema = new Schema<RevisionDocument>(
  {
    postId: id,
    revision: { type: Number, required: true },
    body: { type: String, default: '' },
    editorId: id,
    createdAt: { type: Date, required: true },
  },
  { collection: 'revisions', versionKey: false },
);
revisionSchema.index({ postId: 1, revision: 1 }, { unique: true });

export const postModel = (connection: Connection): Model<PostDocument> =>
  connection.models.Post ?? connection.model<PostDocument>('Post', postSchema);
export const revisionModel = (connection: Connection): Model<RevisionDocument> =>
  connection.model<RevisionDocument>('Revision', revisionSchema);

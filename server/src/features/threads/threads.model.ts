import type { ThreadKind, WatchLevel } from '@jembatan/shared/threads.view';
import { type Connection, type Model, Schema, type Types } from 'mongoose';

export interface ThreadDocument {
  _id: Types.ObjectId;
  spaceId: Types.ObjectId;
  communityId: Types.ObjectId;
  sessionId: Types.ObjectId | null;
  title: string;
  kind: ThreadKind;
  tags: string[];
  authorId: Types.ObjectId;
  createdAt: Date;
  lastActivityAt: Date;
  /** Sequence of the thread's last change: every change of it or its posts takes the next. */
  lastSeq: number;
  /** Number of the newest post. */
  lastNumber: number;
  /** Numbers of posts that are deleted or hidden, which nobody has left to read. */
  goneNumbers: number[];
  pinned: boolean;
  locked: boolean;
  hidden: boolean;
  acceptedNumber: number | null;
  /** The study group it is for; null is for all who may read the space. */
  groupId: Types.ObjectId | null;
  /** Its own days and pace; null is the space's. */
  opensAt: Date | null;
  dueAt: Date | null;
  slowSeconds: number | null;
  /** Somebody wrote in it under a pseudonym. */
  pseudonymous: boolean;
  /** Only staff may reply. */
  repliesOff: boolean;
  /** Until when an announcement stands on top of its place. */
  standsUntil: Date | null;
  /** People see what others wrote only after an answer of their own. */
  answerFirst: boolean;
  /** When the members are to be told of an announcement that opens later; null: they have been, or are being. */
  tellAt: Date | null;
  /** Telling stopped while it was hidden: the member it stopped behind, or null at the first. */
  toldTo?: Types.ObjectId | null;
  /** Reactions to its posts, as far as they can be read. */
  reactionCount: number;
}

const id = { type: Schema.Types.ObjectId, required: true };

const threadSchema = new Schema<ThreadDocument>(
  {
    spaceId: id,
    communityId: id,
    sessionId: { type: Schema.Types.ObjectId, default: null },
    title: { type: String, required: true },
    kind: { type: String, required: true },
    tags: [String],
    authorId: id,
    createdAt: { type: Date, required: true },
    lastActivityAt: { type: Date, required: true },
    lastSeq: { type: Number, required: true },
    lastNumber: { type: Number, required: true },
    goneNumbers: [Number],
    pinned: { type: Boolean, default: false },
    locked: { type: Boolean, default: false },
    hidden: { type: Boolean, default: false },
    acceptedNumber: { type: Number, default: null },
    groupId: { type: Schema.Types.ObjectId, default: null },
    opensAt: { type: Date, default: null },
    dueAt: { type: Date, default: null },
    slowSeconds: { type: Number, default: null },
    pseudonymous: { type: Boolean, default: false },
    repliesOff: { type: Boolean, default: false },
    standsUntil: { type: Date, default: null },
    answerFirst: { type: Boolean, default: false },
    tellAt: { type: Date, default: null },
    toldTo: Schema.Types.ObjectId,
    reactionCount: { type: Number, default: 0 },
  },
  { collection: 'threads', versionKey: false },
);
threadSchema.index({ spaceId: 1, pinned: -1, lastActivityAt: -1, _id: -1 });
threadSchema.index({ spaceId: 1, lastActivityAt: -1, _id: -1 });
// By birth: an id begins with its second.
threadSchema.index({ spaceId: 1, pinned: -1, _id: -1 });
threadSchema.index({ spaceId: 1, groupId: 1, pinned: -1, _id: -1 });
// What is most appreciated; a new post moves nothing in these.
threadSchema.index({ spaceId: 1, pinned: -1, reactionCount: -1, _id: -1 });
threadSchema.index({ spaceId: 1, groupId: 1, pinned: -1, reactionCount: -1, _id: -1 });
threadSchema.index({ spaceId: 1, tags: 1, pinned: -1, reactionCount: -1, _id: -1 });
threadSchema.index({ spaceId: 1, tags: 1, pinned: -1, _id: -1 });
// Where groups are apart, each is a list of its own.
threadSchema.index({ spaceId: 1, groupId: 1, pinned: -1, lastActivityAt: -1, _id: -1 });
// Questions of a space by whether they are answered, each as a list of its own.
threadSchema.index(
  { spaceId: 1, acceptedNumber: 1, pinned: -1, lastActivityAt: -1, _id: -1 },
  { name: 'unanswered', partialFilterExpression: { kind: 'question' } },
);
threadSchema.index(
  { spaceId: 1, pinned: -1, lastActivityAt: -1, _id: -1 },
  {
    name: 'answered',
    partialFilterExpression: { kind: 'question', acceptedNumber: { $gt: 0 } },
  },
);
threadSchema.index(
  { communityId: 1, standsUntil: -1, _id: -1 },
  { partialFilterExpression: { kind: 'announcement' } },
);
threadSchema.index(
  { spaceId: 1 },
  { name: 'answerFirst', partialFilterExpression: { answerFirst: true } },
);
threadSchema.index({ tellAt: 1 }, { partialFilterExpression: { tellAt: { $type: 'date' } } });
threadSchema.index({ communityId: 1, lastActivityAt: -1, _id: -1 });
threadSchema.index({ authorId: 1, createdAt: -1 });
threadSchema.index({ tags: 1, lastActivityAt: -1 });
// The space is there so that what a reader may not see is left out without being read.
threadSchema.index({ communityId: 1, tags: 1, lastActivityAt: -1, _id: -1, spaceId: 1 });
threadSchema.index({ spaceId: 1, tags: 1, pinned: -1, lastActivityAt: -1, _id: -1 });
threadSchema.index({ kind: 1, lastActivityAt: -1 });

/** How far a person has read a thread, and how much of it they want to hear of. */
export interface ReadingDocument {
  _id: Types.ObjectId;
  personId: Types.ObjectId;
  threadId: Types.ObjectId;
  number: number;
  watch: WatchLevel | null;
  /** When that was chosen; absent where nobody knows any more. */
  watchedAt?: Date;
  /** An announcement that the person has taken from the top. */
  putAway?: boolean;
  /** Number of the person's first post, in threads that want an answer first. */
  answered?: number;
}

const readingSchema = new Schema<ReadingDocument>(
  {
    personId: id,
    threadId: id,
    number: { type: Number, default: 0 },
    watch: { type: String, default: null },
    watchedAt: Date,
    putAway: Boolean,
    answered: Number,
  },
  { collection: 'readings', versionKey: false },
);
readingSchema.index({ personId: 1, threadId: 1 }, { unique: true });
readingSchema.index({ threadId: 1, watch: 1 });
readingSchema.index({ personId: 1, watch: 1, _id: -1 });
readingSchema.index(
  { personId: 1, _id: -1 },
  { name: 'answered', partialFilterExpression: { answered: { $gt: 0 } } },
);

export const threadModel = (connection: Connection): Model<ThreadDocument> =>
  connection.models.Thread ?? connection.model<ThreadDocument>('Thread', threadSchema);
export const readingModel = (connection: Connection): Model<ReadingDocument> =>
  connection.models.Reading ?? connection.model<ReadingDocument>('Reading', readingSchema);

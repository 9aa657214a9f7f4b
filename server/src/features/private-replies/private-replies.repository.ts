import type { PersonId, PostId, PrivateReplyId, ThreadId } from '@jembatan/shared/ids';
import type { Connection, Model } from 'mongoose';
import { idOf } from '../../kernel/ids.ts';
import {
  type ExchangeDocument,
  exchangeModel,
  type PrivateReplyDocument,
  privateReplyModel,
} from './private-replies.model.ts';

type Ids = '_id' | 'postId' | 'threadId' | 'writerId' | 'authorId';

export interface PrivateReply extends Omit<PrivateReplyDocument, Ids> {
  id: PrivateReplyId;
  postId: PostId;
  threadId: ThreadId;
  writerId: PersonId;
  authorId: PersonId;
}

export interface Exchange {
  postId: PostId;
  threadId: ThreadId;
  number: number;
  studentId: PersonId;
  staffIds: PersonId[];
}

/** Earlier texts that are kept of one reply. */
const mostEarlier = 20;

export type PrivateRepliesRepository = ReturnType<typeof createPrivateRepliesRepository>;

function toReply(doc: PrivateReplyDocument): PrivateReply {
  const { _id, postId, threadId, writerId, authorId, ...rest } = doc;
  const people = { writerId: idOf<'person'>(writerId), authorId: idOf<'person'>(authorId) };
  return { ...rest, ...people, id: idOf(_id), postId: idOf(postId), threadId: idOf(threadId) };
}

function toExchange(doc: ExchangeDocument): Exchange {
  const { _id, threadId, number, studentId, staffIds } = doc;
  return {
    ...{ postId: idOf<'post'>(_id), threadId: idOf<'thread'>(threadId), number },
    ...{ studentId: idOf<'person'>(studentId), staffIds: staffIds.map((id) => idOf<'person'>(id)) },
  };
}

export function createPrivateRepliesRepository(connection: Connection) {
  const Replies = privateReplyModel(connection);
  const Exchanges = exchangeModel(connection);
  return {
    ...exchangesOf(Exchanges),

    async insert(reply: Omit<PrivateReply, 'id'>): Promise<PrivateReply> {
      const [doc] = await Replies.insertMany([reply]);
      if (!doc) throw new Error('a private reply was not written');
      return toReply(doc.toObject());
    },

    async find(id: string): Promise<PrivateReply | null> {
      const doc = await Replies.findById(id).lean();
      return doc && toReply(doc);
    },

    /** Oldest first, behind one of them; one more than `limit`. */
    async list(
      postId: PostId,
      page: { filter: { writerId?: PersonId }; after: string | null; limit: number },
    ): Promise<PrivateReply[]> {
      const behind = page.after ? { _id: { $gt: page.after } } : {};
      const found = await Replies.find({ ...page.filter, postId, ...behind })
        .sort({ _id: 1 })
        .limit(page.limit + 1)
        .lean();
      return found.map(toReply);
    },

    /** Changes it unless it has another revision by now; `before` is kept as what it said. */
    async change(
      { id, revision, html, editedAt, createdAt }: PrivateReply,
      change: Partial<PrivateReplyDocument>,
    ): Promise<PrivateReply | null> {
      const earlier = { html, at: editedAt ?? createdAt };
      const keeps = change.body !== undefined && {
        $push: { earlier: { $each: [earlier], $slice: -mostEarlier } },
      };
      const doc = await Replies.findOneAndUpdate(
        { _id: id, revision },
        { $set: change, ...keeps, $inc: { revision: 1 } },
        { returnDocument: 'after' },
      ).lean();
      return doc && toReply(doc);
    },

    async createIndexes(): Promise<void> {
      await Promise.all([Replies.createIndexes(), Exchanges.createIndexes()]);
    },
  };
}

function exchangesOf(Exchanges: Model<ExchangeDocument>) {
  return {
    async findExchange(postId: PostId): Promise<Exchange | null> {
      const doc = await Exchanges.findById(postId).lean();
      return doc && toExchange(doc);
    },

    /** Those under some posts of a thread, by their numbers. */
    async listExchanges(
      threadId: ThreadId,
      numbers: readonly number[],
      filter: Record<string, unknown>,
    ): Promise<Exchange[]> {
      const found = await Exchanges.find({ ...filter, threadId, number: { $in: numbers } })
        .sort({ number: 1 })
        .lean();
      return found.map(toExchange);
    },

    /** Begins it, or notes one more of the staff who write in it. */
    async noteExchange(
      exchange: Omit<Exchange, 'staffIds'>,
      staffId: PersonId | null,
    ): Promise<Exchange> {
      const { postId, ...facts } = exchange;
      const doc = await Exchanges.findOneAndUpdate(
        { _id: postId },
        { $setOnInsert: facts, ...(staffId && { $addToSet: { staffIds: staffId } }) },
        { upsert: true, returnDocument: 'after' },
      ).lean();
      return toExchange(doc);
    },
  };
}

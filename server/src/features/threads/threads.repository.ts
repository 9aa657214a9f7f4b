import type { CommunityId, PersonId, SessionId, SpaceId, ThreadId } from '@jembatan/shared/ids';
import type { ThreadOrder } from '@jembatan/shared/threads.view';
import { type Connection, type Model, type QueryFilter, Types } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';
import { only } from '../../kernel/only.ts';
import { type Reading, toReading } from './readings.repository.ts';
import { type ReadingDocument, type ThreadDocument, threadModel } from './threads.model.ts';

export interface Thread
  extends Omit<
    ThreadDocument,
    '_id' | 'spaceId' | 'communityId' | 'sessionId' | 'authorId' | 'groupId'
  > {
  id: ThreadId;
  spaceId: SpaceId;
  communityId: CommunityId;
  sessionId: SessionId | null;
  /** Under a pseudonym, the alias and not the person. */
  authorId: PersonId;
  groupId: CommunityId | null;
}

export type ThreadChange = Partial<
  Pick<
    Thread,
    | 'title'
    | 'tags'
    | 'pinned'
    | 'locked'
    | 'hidden'
    | 'acceptedNumber'
    | 'opensAt'
    | 'dueAt'
    | 'slowSeconds'
    | 'repliesOff'
    | 'standsUntil'
    | 'answerFirst'
    | 'tellAt'
  >
>;

/** How a change moves the thread on; every change takes the next seq. */
export interface Advance {
  /** A new post takes the next number as well. */
  newPostAt?: Date;
  /** A post that nobody has left to read. */
  gone?: number;
  /** A post that came back. */
  back?: number;
  /** Only while the thread is not locked. */
  unlessLocked?: boolean;
  /** Reactions that came, or with a minus went. */
  reactions?: number;
  /** Its writer goes by a pseudonym. */
  pseudonymous?: boolean;
}

/** What a thread has that nobody said anything else of, those of earlier versions of the hub included. */
export const plainTerms = {
  groupId: null,
  opensAt: null,
  dueAt: null,
  slowSeconds: null,
  pseudonymous: false,
  repliesOff: false,
  standsUntil: null,
  answerFirst: false,
  tellAt: null,
  reactionCount: 0,
};

/** Where a list of threads goes on: pinned first, then by last activity or by reactions. */
export interface ThreadKey {
  pinned: boolean;
  lastActivityAt: Date;
  reactionCount: number;
  id: string;
}

export type ThreadsRepository = ReturnType<typeof createThreadsRepository>;

export function toThread({
  _id,
  spaceId,
  communityId,
  sessionId,
  authorId,
  groupId,
  toldTo: _toldTo,
  ...rest
}: ThreadDocument): Thread {
  return {
    ...plainTerms,
    ...rest,
    id: idOf(_id),
    spaceId: idOf(spaceId),
    communityId: idOf(communityId),
    sessionId: idOrNull(sessionId),
    authorId: idOf(authorId),
    groupId: idOrNull(groupId),
  };
}

const orNull = (doc: ThreadDocument | null) => (doc ? toThread(doc) : null);

/** The last goneNumbers are enough: counts of unread posts look at the newest end. */
const keptGone = 500;

export function createThreadsRepository(connection: Connection) {
  const Threads = threadModel(connection);
  return {
    ...singleThreads(Threads),
    ...listsOfThreads(Threads),
    ...threadsOfTags(Threads),
    async createIndexes(): Promise<void> {
      await Threads.createIndexes();
    },
  };
}

function singleThreads(Threads: Model<ThreadDocument>) {
  return {
    async insert(thread: Omit<Thread, 'id'>): Promise<Thread> {
      return toThread(only(await Threads.insertMany([thread])).toObject());
    },

    async setAuthor(id: ThreadId, authorId: PersonId): Promise<void> {
      await Threads.updateOne({ _id: id }, { $set: { authorId } });
    },

    find: async (id: string): Promise<Thread | null> => orNull(await Threads.findById(id).lean()),

    /** A thread with how far a person has read it, in one question: every page asks for both. */
    async findWithReading(
      id: ThreadId,
      personId: PersonId,
    ): Promise<{ thread: Thread; reading: Reading | null } | null> {
      const [found] = await Threads.aggregate<ThreadDocument & { readings: ReadingDocument[] }>([
        { $match: { _id: new Types.ObjectId(id) } },
        {
          $lookup: {
            from: 'readings',
            localField: '_id',
            foreignField: 'threadId',
            pipeline: [{ $match: { personId: new Types.ObjectId(personId) } }],
            as: 'readings',
          },
        },
      ]);
      if (!found) return null;
      const { readings, ...thread } = found;
      const reading = readings[0];
      return { thread: toThread(thread), reading: reading ? toReading(reading) : null };
    },

    /** Whether there are any in these spaces that want an answer first. */
    wantsAnswers: async (spaceIds: readonly SpaceId[]): Promise<boolean> =>
      (await Threads.exists({ answerFirst: true, spaceId: { $in: [...spaceIds] } })) !== null,

    async findMany(ids: readonly string[]): Promise<Thread[]> {
      if (ids.length === 0) return [];
      return (await Threads.find({ _id: { $in: ids } }).lean()).map(toThread);
    },

    /** Takes the next seq (and number); null when the thread is gone or, where asked, locked. */
    async advance(
      id: ThreadId,
      { newPostAt, gone, back, unlessLocked, pseudonymous, reactions }: Advance,
    ): Promise<Thread | null> {
      const filter = { _id: id, ...(unlessLocked && { locked: false }) };
      const update = {
        $inc: {
          lastSeq: 1,
          ...(newPostAt && { lastNumber: 1 }),
          ...(reactions && { reactionCount: reactions }),
        },
        ...(newPostAt && { $max: { lastActivityAt: newPostAt } }),
        ...(pseudonymous && { $set: { pseudonymous } }),
        ...(gone !== undefined && {
          $push: { goneNumbers: { $each: [gone], $sort: 1 as const, $slice: -keptGone } },
        }),
        ...(back !== undefined && { $pull: { goneNumbers: back } }),
      };
      return orNull(
        await Threads.findOneAndUpdate(filter, update, { returnDocument: 'after' }).lean(),
      );
    },

    /** An answer that nobody has left to read is accepted no more; null when it was not. */
    unaccept: async (id: ThreadId, number: number): Promise<Thread | null> =>
      orNull(
        await Threads.findOneAndUpdate(
          { _id: id, acceptedNumber: number },
          { $set: { acceptedNumber: null }, $inc: { lastSeq: 1 } },
          { returnDocument: 'after' },
        ).lean(),
      ),

    /** Changes fields and takes the next seq. */
    change: async (id: ThreadId, change: ThreadChange): Promise<Thread | null> =>
      orNull(
        await Threads.findOneAndUpdate(
          { _id: id },
          { $set: change, $inc: { lastSeq: 1 } },
          { returnDocument: 'after' },
        ).lean(),
      ),
  };
}

/** What counting unread posts needs of a thread. */
export type ActiveThread = Pick<
  Thread,
  'id' | 'spaceId' | 'communityId' | 'lastActivityAt' | 'lastNumber' | 'goneNumbers' | 'answerFirst'
>;
const active = {
  ...{ spaceId: 1, communityId: 1, lastActivityAt: 1, lastNumber: 1, goneNumbers: 1 },
  answerFirst: 1,
} as const;

/** What the rules say of threads a reader may see, as a filter. */
export type Visible = Record<string, unknown>;

/** Which threads of a space a list shows. */
export interface ListOptions {
  order?: ThreadOrder | undefined;
  after: ThreadKey | null;
  limit: number;
  withHidden: boolean;
  /** Those open by then; null is all. */
  openBy: Date | null;
  /** Those for one group, or with null for all; absent, whomever they are for. */
  groupId?: CommunityId | null;
  /** Only questions, with an accepted answer or without. */
  answered?: boolean | undefined;
  /** Those with one of these. */
  tags?: readonly string[] | undefined;
}

/** Where a list of threads of a tag goes on. */
export interface TagKey {
  lastActivityAt: Date;
  id: string;
}

export interface OfTagOptions {
  after: TagKey | null;
  limit: number;
  visible: Visible;
}

/** The chat of a session begins empty: until somebody writes it is no thread to show or count. */
const begun = { lastNumber: { $gt: 0 } } as const;

/** As the indexes of answered and unanswered questions have them. */
const questions = (answered: boolean): Visible => ({
  kind: 'question',
  acceptedNumber: answered ? { $gt: 0 } : null,
});

function listsOfThreads(Threads: Model<ThreadDocument>) {
  return {
    /** One more than `limit`, so that the caller knows whether there is a next page. */
    async listOfSpace(
      spaceId: SpaceId,
      { after, limit, withHidden, openBy, groupId, answered, order, tags }: ListOptions,
    ): Promise<Thread[]> {
      const by = orders[orderOf({ order, answered })];
      const found = await Threads.find({
        spaceId,
        ...begun,
        ...(!withHidden && { hidden: false }),
        ...(openBy && { opensAt: { $not: { $gt: openBy } } }),
        ...(groupId !== undefined && { groupId }),
        ...(answered !== undefined && questions(answered)),
        ...(tags && { tags: anyOf(tags) }),
        ...(after && by.after(after)),
      })
        .sort(by.sort)
        .limit(limit + 1)
        .lean();
      return found.map(toThread);
    },

    /** By last activity, one more than `limit`. */
    async listByActivity(
      { communityId, spaceIds }: { communityId: CommunityId; spaceIds: readonly SpaceId[] },
      { after, limit, visible }: { after: TagKey | null; limit: number; visible: Visible },
    ): Promise<Thread[]> {
      const where =
        spaceIds.length === 1
          ? { spaceId: spaceIds[0] }
          : { communityId, spaceId: { $in: spaceIds } };
      const filter = {
        ...{ ...where, hidden: false, ...begun },
        $and: [visible, after ? afterActivity(after) : {}],
      };
      const found = await Threads.find(filter as QueryFilter<ThreadDocument>)
        .sort({ lastActivityAt: -1, _id: -1 })
        .limit(limit + 1)
        .lean();
      return found.map(toThread);
    },

    /** The most recently active threads of each community or space, for counts of unread posts. */
    async recentlyActive(
      of: 'communityId' | 'spaceId',
      ids: readonly string[],
      { visible, limit }: { visible: Visible; limit: number },
    ): Promise<ActiveThread[]> {
      const each = ids.map((id) =>
        Threads.find({ [of]: id, hidden: false, ...begun, ...visible }, active)
          .sort({ lastActivityAt: -1 })
          .limit(limit)
          .lean(),
      );
      return (await Promise.all(each)).flat().map(({ _id, spaceId, communityId, ...rest }) => ({
        ...{ id: idOf<'thread'>(_id), spaceId: idOf<'space'>(spaceId) },
        communityId: idOf<'community'>(communityId),
        ...rest,
      }));
    },

    /** When something last happened in spaces that have threads. */
    async lastActivityOf(
      spaceIds: readonly SpaceId[],
      visible: Visible,
    ): Promise<Map<string, Date>> {
      const each = spaceIds.map(async (spaceId) => {
        const filter = { spaceId, hidden: false, ...begun, ...visible };
        const last = await Threads.findOne(filter, { lastActivityAt: 1 })
          .sort({ lastActivityAt: -1 })
          .lean();
        return last ? [[spaceId, last.lastActivityAt] as const] : [];
      });
      return new Map((await Promise.all(each)).flat());
    },
  };
}

function afterActivity({ lastActivityAt, id }: TagKey) {
  return {
    $or: [{ lastActivityAt: { $lt: lastActivityAt } }, { lastActivityAt, _id: { $lt: id } }],
  };
}

function afterBirth({ pinned, id }: ThreadKey) {
  const older = { pinned, _id: { $lt: id } };
  return pinned ? { $or: [older, { pinned: false }] } : older;
}

function threadsOfTags(Threads: Model<ThreadDocument>) {
  return {
    /** Threads of a community with one of some tags, one more than `limit`; never hidden ones. */
    async listOfTags(
      communityId: CommunityId,
      tags: readonly string[],
      { after, limit, visible }: OfTagOptions,
    ): Promise<Thread[]> {
      const found = await Threads.find({
        $and: [{ communityId, tags: anyOf(tags), hidden: false, ...begun }, visible],
        ...(after && afterActivity(after)),
      })
        .sort({ lastActivityAt: -1, _id: -1 })
        .limit(limit + 1)
        .lean();
      return found.map(toThread);
    },

    /** Some threads that have a tag, whoever may see them. */
    async idsOfTag(communityId: CommunityId, tag: string, limit: number): Promise<ThreadId[]> {
      const found = await Threads.find({ communityId, tags: tag }, { _id: 1 }).limit(limit).lean();
      return found.map(({ _id }) => idOf(_id));
    },

    /** Every tag that threads have, with the community it is in; for a hub from before there were others. */
    async allTags(): Promise<{ communityId: CommunityId; tag: string }[]> {
      const found = await Threads.aggregate<{ _id: { communityId: Types.ObjectId; tag: string } }>([
        { $match: { tags: { $type: 'string' } } },
        { $unwind: '$tags' },
        { $group: { _id: { communityId: '$communityId', tag: '$tags' } } },
      ]);
      return found.map(({ _id }) => ({ communityId: idOf(_id.communityId), tag: _id.tag }));
    },
  };
}

/** One value is asked for as such: then an index keeps the order. */
const anyOf = (tags: readonly string[]) => (tags.length === 1 ? tags[0] : { $in: [...tags] });

/** Questions by their answers are by activity always. */
export const orderOf = ({
  order,
  answered,
}: Pick<ListOptions, 'order' | 'answered'>): ThreadOrder =>
  answered === undefined ? (order ?? 'activity') : 'activity';

function afterReactions({ pinned, reactionCount, id }: ThreadKey) {
  const less = [
    { pinned, reactionCount: { $lt: reactionCount } },
    { pinned, reactionCount, _id: { $lt: id } },
  ];
  return { $or: pinned ? [...less, { pinned: false }] : less };
}

function afterKey({ pinned, lastActivityAt, id }: ThreadKey) {
  const older = [
    { pinned, lastActivityAt: { $lt: lastActivityAt } },
    { pinned, lastActivityAt, _id: { $lt: id } },
  ];
  return { $or: pinned ? [...older, { pinned: false }] : older };
}

/** Each order as an index has it. */
const orders = {
  activity: { sort: { pinned: -1, lastActivityAt: -1, _id: -1 }, after: afterKey },
  created: { sort: { pinned: -1, _id: -1 }, after: afterBirth },
  reactions: { sort: { pinned: -1, reactionCount: -1, _id: -1 }, after: afterReactions },
} as const;

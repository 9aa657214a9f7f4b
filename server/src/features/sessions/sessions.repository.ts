import type { CommunityId, PersonId, SeriesId, SessionId, ThreadId } from '@jembatan/shared/ids';
import { type Connection, type QueryFilter, Types } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';
import { type SessionDocument, sessionModel } from './sessions.model.ts';

/** One live meeting. */
export interface Session
  extends Omit<
    SessionDocument,
    '_id' | 'communityId' | 'seriesId' | 'hostId' | 'threadId' | 'removedIds'
  > {
  id: SessionId;
  communityId: CommunityId;
  seriesId: SeriesId | null;
  hostId: PersonId;
  threadId: ThreadId;
  removedIds: PersonId[];
}

export type SessionChange = Partial<
  Pick<
    Session,
    | ('title' | 'agenda' | 'state' | 'localStart' | 'timeZone' | 'durationMinutes' | 'startsAt')
    | ('endsAt' | 'lobby' | 'sequence' | 'changedAt' | 'endedAt' | 'inRoom' | 'adultDeadline')
  >
>;

/** The place in a list by start. */
export interface SessionKey {
  startsAt: Date;
  id: string;
}

export interface SessionRange {
  communityIds: readonly string[];
  /** Sessions that end later; what has no end, ends never. */
  from?: Date | undefined;
  /** Sessions that start before. */
  to?: Date | undefined;
  after: SessionKey | null;
  limit: number;
}

export type SessionsRepository = ReturnType<typeof createSessionsRepository>;

/** States in which people may still come. */
const open = ['planned', 'live'] as const;

function toSession(doc: SessionDocument): Session {
  const { _id, communityId, seriesId, hostId, threadId, removedIds, ...rest } = doc;
  return {
    ...rest,
    id: idOf(_id),
    communityId: idOf(communityId),
    seriesId: idOrNull(seriesId),
    hostId: idOf(hostId),
    threadId: idOf(threadId),
    removedIds: removedIds.map((id) => idOf(id)),
  };
}

export function createSessionsRepository(connection: Connection) {
  const Sessions = sessionModel(connection);
  const orNull = (doc: SessionDocument | null) => (doc ? toSession(doc) : null);
  const find = async (filter: QueryFilter<SessionDocument>) =>
    (await Sessions.find(filter).lean()).map(toSession);

  async function update(
    filter: QueryFilter<SessionDocument>,
    change: Record<string, unknown>,
  ): Promise<Session | null> {
    return orNull(
      await Sessions.findOneAndUpdate(filter, change, { returnDocument: 'after' }).lean(),
    );
  }

  return {
    newId: (): SessionId => idOf(new Types.ObjectId()),

    async insert(session: Session): Promise<Session> {
      const { id: _id, ...rest } = session;
      await Sessions.insertMany([{ ...rest, _id }]);
      return session;
    },
    find: async (id: string) => orNull(await Sessions.findById(id).lean()),
    findMany: (ids: readonly string[]) => find({ _id: { $in: ids } }),
    /** In the order of their ids, from after one on. */
    listAfter: async (id: string | null, limit: number) =>
      (
        await Sessions.find(id ? { _id: { $gt: id } } : {})
          .sort({ _id: 1 })
          .limit(limit)
          .lean()
      ).map(toSession),

    /** Up to `limit + 1`, by start. */
    async list({ communityIds, from, to, after, limit }: SessionRange): Promise<Session[]> {
      const behind = after && {
        $or: [
          { startsAt: { $gt: after.startsAt } },
          { startsAt: after.startsAt, _id: { $gt: after.id } },
        ],
      };
      if (communityIds.length === 0) return [];
      const unfinished = from && { $or: [{ endsAt: { $gt: from } }, { endsAt: null }] };
      const begun = to && { startsAt: { $lt: to } };
      const found = await Sessions.find({
        $and: [{ communityId: { $in: communityIds } }, behind ?? {}, unfinished ?? {}, begun ?? {}],
      } as QueryFilter<SessionDocument>)
        .sort({ startsAt: 1, _id: 1 })
        .limit(limit + 1)
        .lean();
      return found.map(toSession);
    },

    /** The occurrences of a series from one on that have not begun. */
    listFollowing: (seriesId: SeriesId, ruleStart: string) =>
      find({ seriesId, ruleStart: { $gte: ruleStart }, state: 'planned' }),
    /** Rule times of a series that are occurrences already. */
    listRuleStarts: async (seriesId: SeriesId): Promise<string[]> =>
      (await Sessions.find({ seriesId }).select('ruleStart').lean()).flatMap(
        ({ ruleStart }) => ruleStart ?? [],
      ),

    /** Null when it is over meanwhile. */
    changeOpen: (id: SessionId, change: SessionChange) =>
      update({ _id: id, state: { $in: open } }, { $set: change }),
    change: (id: SessionId, change: SessionChange) => update({ _id: id }, { $set: change }),
    ...roomMarks(update),
    ...roomLists(find),
    async createIndexes(): Promise<void> {
      await Sessions.createIndexes();
    },
  };
}

type Update = (
  filter: QueryFilter<SessionDocument>,
  change: Record<string, unknown>,
) => Promise<Session | null>;
type Find = (filter: QueryFilter<SessionDocument>) => Promise<Session[]>;

/** What is noted about a session's room. */
function roomMarks(update: Update) {
  return {
    /** Null unless it was planned: whoever comes first makes it live. */
    begin: (id: SessionId) => update({ _id: id, state: 'planned' }, { $set: { state: 'live' } }),
    /** Only while nobody else has set or lifted it. */
    setAdultDeadline: (id: SessionId, from: Date | null, to: Date | null) =>
      update({ _id: id, adultDeadline: from }, { $set: { adultDeadline: to } }),
    addRemoved: (id: SessionId, person: PersonId) =>
      update({ _id: id }, { $addToSet: { removedIds: person } }),
    pullRemoved: (id: SessionId, person: PersonId) =>
      update({ _id: id }, { $pull: { removedIds: person } }),
    /** Remembers where the room is; an older epoch says nothing new. */
    notePlacement: (id: SessionId, { node, epoch }: { node: string; epoch: number }) =>
      update({ _id: id, epoch: { $lte: epoch } }, { $set: { node, epoch } }),

    /** A room that is empty waits for its time, or for the next time. */
    rest: (id: SessionId) => update({ _id: id, state: 'live' }, { $set: { state: 'planned' } }),
  };
}

/** Sessions whose room wants looking after. */
function roomLists(find: Find) {
  return {
    /** Whose time is over with nobody in the room. */
    listOverdue: (now: Date) => find({ state: { $in: open }, endsAt: { $lt: now }, inRoom: 0 }),
    /** These, and all that are thought to have people in their room. */
    listInRoom: (ids: readonly SessionId[]) =>
      find({ $or: [{ inRoom: { $gt: 0 } }, { _id: { $in: ids } }] }),
    /** Rooms that have waited for an adult long enough. */
    listAdultDue: (now: Date) => find({ adultDeadline: { $type: 'date', $lte: now } }),
  };
}

import type { CommunityId, PersonId, SpaceId, ThreadId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';
import { readingModel, threadModel } from './threads.model.ts';
import { type Thread, toThread, type Visible } from './threads.repository.ts';

/** Where a list of what stands on top goes on: what stands longest comes first. */
export interface StandingKey {
  standsUntil: Date;
  id: string;
}

/** An announcement to be told of: to the members behind one of them, or to all. */
export interface Untold {
  id: ThreadId;
  after: PersonId | null;
}

export interface StandingAsked {
  communityId: CommunityId;
  /** Only of this space. */
  spaceId?: SpaceId;
  now: Date;
  after: StandingKey | null;
  limit: number;
  visible: Visible;
}

export type AnnouncementsRepository = ReturnType<typeof createAnnouncementsRepository>;

export function createAnnouncementsRepository(connection: Connection) {
  const Threads = threadModel(connection);
  const Readings = readingModel(connection);

  return {
    /** One more than `limit`. */
    async listStanding({
      communityId,
      spaceId,
      now,
      after,
      limit,
      visible,
    }: StandingAsked): Promise<Thread[]> {
      const filter: Visible = {
        ...{ kind: 'announcement', communityId, hidden: false },
        ...(spaceId && { spaceId }),
        standsUntil: { $gt: now, ...(after && { $lte: after.standsUntil }) },
        $and: [visible, ...(after ? [behind(after)] : [])],
      };
      const found = await Threads.find(filter)
        .sort({ standsUntil: -1, _id: -1 })
        .limit(limit + 1)
        .lean();
      return found.map(toThread);
    },

    /** Those of some that a person has put away. */
    async putAwayAmong(personId: PersonId, ids: readonly ThreadId[]): Promise<Set<string>> {
      const filter = { personId, threadId: { $in: [...ids] }, putAway: true };
      const found = await Readings.find(filter, { threadId: 1 }).lean();
      return new Set(found.map(({ threadId }) => threadId.toString()));
    },

    async setPutAway(personId: PersonId, threadId: ThreadId, putAway: boolean): Promise<void> {
      await Readings.updateOne(
        { personId, threadId },
        { $set: { putAway }, $setOnInsert: { number: 0, watch: null } },
        { upsert: true },
      );
    },

    /** The same for many at once. */
    async setManyPutAway(
      personId: PersonId,
      threadIds: readonly ThreadId[],
      putAway: boolean,
    ): Promise<void> {
      if (threadIds.length === 0) return;
      await Readings.bulkWrite(
        threadIds.map((threadId) => ({
          updateOne: {
            filter: { personId, threadId },
            update: { $set: { putAway }, $setOnInsert: { number: 0, watch: null } },
            upsert: true,
          },
        })),
      );
    },

    /** Takes one whose day to be told of has come, so that it is told of once. */
    async takeUntold(now: Date): Promise<Untold | null> {
      const doc = await Threads.findOneAndUpdate(
        { tellAt: { $lte: now, $type: 'date' } },
        { $set: { tellAt: null }, $unset: { toldTo: 1 } },
        { sort: { tellAt: 1 } },
      ).lean();
      return doc && { id: idOf(doc._id), after: idOrNull(doc.toldTo) };
    },

    /** Telling stops for now; it is to go on behind this member. */
    async pauseTelling(id: ThreadId, after: PersonId | null): Promise<void> {
      await Threads.updateOne({ _id: id }, { $set: { toldTo: after } });
    },

    /** Where telling was paused it goes on at the next look. */
    async resumeTelling(id: ThreadId, now: Date): Promise<void> {
      await Threads.updateOne({ _id: id, toldTo: { $exists: true } }, { $set: { tellAt: now } });
    },
  };
}

const behind = ({ standsUntil, id }: StandingKey) => ({
  $or: [{ standsUntil: { $lt: standsUntil } }, { standsUntil, _id: { $lt: id } }],
});

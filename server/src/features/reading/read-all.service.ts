import { notFound } from '@jembatan/shared/errors';
import type { CommunityId, SpaceId, ThreadId } from '@jembatan/shared/ids';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import { visibleThreads } from '../../permissions/threads.rules.ts';
import type { ReadAllRepository, ReadMove, ReadMoves } from './read-all.repository.ts';
import type { ReadingFeatureDeps } from './reading.deps.ts';

/** Threads marked at once; who has more asks again. */
const most = 500;
/** Threads looked at in each place: of these the unread ones are marked. */
const looked = 2_000;
/** Announcements on top of one place; nobody has so many. */
const mostStanding = 100;

export interface ReadAllScope {
  communityId?: CommunityId | undefined;
  spaceId?: SpaceId | undefined;
}

export type ReadAllService = ReturnType<typeof createReadAllService>;

/** Marks everything read that the person may read, announcements on top too, and takes it back. */
export function createReadAllService(deps: ReadingFeatureDeps & { readAlls: ReadAllRepository }) {
  const { threads, places, readAlls, clock, transact } = deps;

  async function unreadIn(actor: PersonActor, { communityId, spaceId }: ReadAllScope) {
    const { spaceIds, reach } = await places.readableOf(actor);
    const own = await places.communityIdsOf(actor.id);
    const [of, ids] = spaceId
      ? (['spaceId', [spaceId]] as const)
      : (['communityId', communityId ? [communityId] : own] as const);
    if (spaceId && spaceIds && !spaceIds.includes(spaceId)) throw notFound('space');
    const visible = {
      ...(!spaceId && spaceIds && { spaceId: { $in: spaceIds } }),
      ...(reach && visibleThreads(reach, clock.now())),
    };
    const active = await threads.threads.recentlyActive(of, ids, { visible, limit: looked });
    const facts = await threads.unread.factsOf(actor, active);
    return active.flatMap((thread): ReadMove[] => {
      const { reading, unread } = facts.get(thread.id) ?? { reading: null, unread: 0 };
      if (unread === 0) return [];
      return [{ threadId: thread.id, before: reading?.number ?? 0, after: thread.lastNumber }];
    });
  }

  const standing = createStandingOn(deps);

  return {
    async readAll(
      actor: PersonActor,
      scope: ReadAllScope,
    ): Promise<{ id: string | null; threads: number; more: boolean }> {
      const unread = await unreadIn(actor, scope);
      const moves = unread.slice(0, most);
      const away = await standing(actor, scope);
      const count = countOf({ moves, away });
      if (count === 0) return { id: null, threads: 0, more: false };
      return transact(async (tx) => {
        await threads.readings.advanceMany(actor.id, moves);
        await threads.announcements.setManyPutAway(actor.id, away, true);
        for (const { threadId, after } of moves) tell.read(tx, actor, { threadId, number: after });
        for (const threadId of away) tell.putAway(tx, actor, { threadId, away: true });
        const id = await readAlls.keep(actor.id, { moves, away }, clock.now());
        return { id, threads: count, more: unread.length > most };
      });
    },

    async undo(actor: PersonActor, id: string): Promise<{ threads: number }> {
      return transact(async (tx) => {
        const done = await readAlls.take(actor.id, id);
        if (!done) throw notFound('read-all');
        const { moves, away } = done;
        await threads.readings.putBack(actor.id, moves);
        await threads.announcements.setManyPutAway(actor.id, away, false);
        const found = await threads.threads.findMany(moves.map(({ threadId }) => threadId));
        const facts = await threads.unread.factsOf(actor, found);
        for (const { id: threadId } of found) {
          const { reading, unread } = facts.get(threadId) ?? { reading: null, unread: 0 };
          tell.read(tx, actor, { threadId, number: reading?.number ?? 0, unread });
        }
        for (const threadId of away) tell.putAway(tx, actor, { threadId, away: false });
        return { threads: countOf(done) };
      });
    },
  };
}

const countOf = ({ moves, away }: ReadMoves) =>
  new Set([...moves.map(({ threadId }) => threadId), ...away]).size;

/** Announcements that stand on top of the places for the person. */
function createStandingOn({ threads, places, clock }: ReadingFeatureDeps) {
  return async (
    actor: PersonActor,
    { communityId, spaceId }: ReadAllScope,
  ): Promise<ThreadId[]> => {
    const { spaceIds, reach } = await places.readableOf(actor);
    const now = clock.now();
    const visible = {
      ...(spaceIds && { spaceId: { $in: spaceIds } }),
      ...(reach && visibleThreads(reach, now)),
    };
    const within = spaceId
      ? [(await places.getReadableSpace(actor, spaceId)).place.community.id]
      : communityId
        ? [communityId]
        : await places.communityIdsOf(actor.id);
    const only = { ...(spaceId && { spaceId }), now, after: null, limit: mostStanding, visible };
    const found = await Promise.all(
      within.map((id) => threads.announcements.listStanding({ communityId: id, ...only })),
    );
    const ids = found.flat().map(({ id }) => id);
    const away = await threads.announcements.putAwayAmong(actor.id, ids);
    return ids.filter((id) => !away.has(id));
  };
}

interface Read {
  threadId: ThreadId;
  number: number;
  unread?: number;
}

/** The person's other tabs hear of each. */
const tell = {
  read(tx: Transaction, { id: personId }: PersonActor, { unread = 0, ...read }: Read): void {
    tx.announce('thread:read', { ...read, unread, personId }, personId);
  },
  putAway(
    tx: Transaction,
    { id: personId }: PersonActor,
    what: { threadId: ThreadId; away: boolean },
  ): void {
    tx.announce('announcement:put-away', { ...what, personId }, personId);
  },
};

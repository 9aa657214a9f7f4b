import { notFound } from '@jembatan/shared/errors';
import type { CommunityId, SpaceId } from '@jembatan/shared/ids';
import type { PersonActor } from '../../kernel/actor.ts';
import { visibleThreads } from '../../permissions/threads.rules.ts';
import type { ReadAllRepository, ReadMove } from './read-all.repository.ts';
import type { ReadingFeatureDeps } from './reading.deps.ts';

/** Threads marked at once; who has more asks again. */
const most = 500;
/** Threads looked at in each place: of these the unread ones are marked. */
const looked = 2_000;

export interface ReadAllScope {
  communityId?: CommunityId | undefined;
  spaceId?: SpaceId | undefined;
}

export type ReadAllService = ReturnType<typeof createReadAllService>;

/** Marks everything read that the person may read, and takes it back. */
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

  return {
    async readAll(
      actor: PersonActor,
      scope: ReadAllScope,
    ): Promise<{ id: string | null; threads: number; more: boolean }> {
      const unread = await unreadIn(actor, scope);
      const moves = unread.slice(0, most);
      if (moves.length === 0) return { id: null, threads: 0, more: false };
      return transact(async (tx) => {
        await threads.readings.advanceMany(actor.id, moves);
        for (const { threadId, after } of moves)
          tx.announce(
            'thread:read',
            { threadId, personId: actor.id, number: after, unread: 0 },
            actor.id,
          );
        const id = await readAlls.keep(actor.id, moves, clock.now());
        return { id, threads: moves.length, more: unread.length > most };
      });
    },

    async undo(actor: PersonActor, id: string): Promise<{ threads: number }> {
      return transact(async (tx) => {
        const moves = await readAlls.take(actor.id, id);
        if (!moves) throw notFound('read-all');
        await threads.readings.putBack(actor.id, moves);
        const found = await threads.threads.findMany(moves.map(({ threadId }) => threadId));
        const facts = await threads.unread.factsOf(actor, found);
        for (const thread of found) {
          const { reading, unread } = facts.get(thread.id) ?? { reading: null, unread: 0 };
          const number = reading?.number ?? 0;
          tx.announce(
            'thread:read',
            { threadId: thread.id, personId: actor.id, number, unread },
            actor.id,
          );
        }
        return { threads: moves.length };
      });
    },
  };
}

import type { CommunityId, PersonId, SpaceId, ThreadId } from '@jembatan/shared/ids';
import type { WatchLevel } from '@jembatan/shared/threads.contract';
import { forbidden } from '@jembatan/shared/errors';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Transact } from '../../kernel/transactions.ts';
import { canWatch } from '../../permissions/threads.rules.ts';
import type { ThreadAccess, ThreadAt } from './threads.access.ts';
import type { Reading, ReadingsRepository } from './readings.repository.ts';
import type { Thread, ThreadsRepository } from './threads.repository.ts';
import { unreadOf } from './unread.ts';

/** Threads of a space, and how much of them is new to its reader. */
export interface SpaceNumbers {
  threadCount: number;
  lastActivityAt: Date | null;
  unread: number;
}

/** Unread counts of a place look at so many of its most recently active threads. */
const countedThreads = 200;

export interface ReadingDeps {
  access: ThreadAccess;
  threads: ThreadsRepository;
  readings: ReadingsRepository;
  transact: Transact;
  /** When the person joined the community; null for non-members, who have nothing unread. */
  joinedAt: (personId: PersonId, communityId: CommunityId) => Promise<Date | null>;
}

export type ReadingService = ReturnType<typeof createReadingService>;

export function createReadingService({ access, threads, readings, transact, joinedAt }: ReadingDeps) {
  /** What a reader has read of threads, with the counts of what is left. */
  async function factsOf(actor: Actor, some: readonly Thread[]): Promise<Map<string, { reading: Reading | null; unread: number }>> {
    if (actor.kind !== 'person') return new Map(some.map(({ id }) => [id, { reading: null, unread: 0 }]));
    const [found, joined] = await Promise.all([
      readings.findMany(actor.id, some.map(({ id }) => id)),
      Promise.all([...new Set(some.map(({ communityId }) => communityId))].map(async (id) => [id, await joinedAt(actor.id, id)] as const)),
    ]);
    const since = new Map<string, Date | null>(joined);
    return new Map(some.map((thread) => {
      const reading = found.get(thread.id) ?? null;
      return [thread.id, { reading, unread: unreadOf(thread, reading, since.get(thread.communityId) ?? null) }];
    }));
  }

  async function unreadBy(actor: Actor, of: 'communityId' | 'spaceId', ids: readonly string[]): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    if (actor.kind !== 'person') return counts;
    const active = await threads.recentlyActive(of, ids, countedThreads);
    const facts = await factsOf(actor, active);
    for (const thread of active) counts.set(thread[of], (counts.get(thread[of]) ?? 0) + (facts.get(thread.id)?.unread ?? 0));
    return counts;
  }

  return {
    factsOf,

    async factsOfOne(actor: Actor, at: ThreadAt): Promise<{ reading: Reading | null; unread: number }> {
      return (await factsOf(actor, [at.thread])).get(at.thread.id)!;
    },

    /** Notes how far somebody read; other tabs and devices hear of it (SYNC-3). */
    async read(actor: PersonActor, threadId: ThreadId, number: number): Promise<{ number: number; unread: number }> {
      const { thread } = await access.getReadableThread(actor, threadId);
      const joined = await joinedAt(actor.id, thread.communityId);
      return transact(async (tx) => {
        const reading = await readings.advance(actor.id, threadId, Math.min(number, thread.lastNumber));
        const facts = { number: reading.number, unread: unreadOf(thread, reading, joined) };
        tx.announce('thread:read', { threadId, personId: actor.id, ...facts }, actor.id);
        return facts;
      });
    },

    async watch(actor: PersonActor, threadId: ThreadId, level: WatchLevel): Promise<{ level: WatchLevel }> {
      const at = await access.getReadableThread(actor, threadId);
      if (!canWatch(actor, at)) throw forbidden('watch');
      await readings.setWatch(actor.id, threadId, level);
      return { level };
    },

    /** Unread posts of each community. */
    unreadOfCommunities: (actor: Actor, ids: readonly CommunityId[]) => unreadBy(actor, 'communityId', ids),

    /** What a list of spaces shows of each. */
    async numbersOfSpaces(actor: Actor, ids: readonly SpaceId[]): Promise<Map<string, SpaceNumbers>> {
      const [stats, unread] = await Promise.all([threads.statsOfSpaces(ids), unreadBy(actor, 'spaceId', ids)]);
      return new Map([...stats].map(([id, numbers]) => [id, { ...numbers, unread: unread.get(id) ?? 0 }]));
    },
  };
}

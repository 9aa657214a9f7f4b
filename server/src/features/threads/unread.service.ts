import type { CommunityId, PersonId, SpaceId } from '@jembatan/shared/ids';
import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type Reach, visibleThreads } from '../../permissions/threads.rules.ts';
import type { Reading, ReadingsRepository } from './readings.repository.ts';
import type { ThreadAt } from './threads.access.ts';
import type { Thread, ThreadsRepository, Visible } from './threads.repository.ts';
import { unreadOf } from './unread.ts';

/** Threads of a space, and how much of them is new to its reader. */
export interface SpaceNumbers {
  threadCount: number;
  lastActivityAt: Date | null;
  unread: number;
}

/** Unread counts of a place look at so many of its most recently active threads. */
const countedThreads = 200;

/** How far a reader is in a thread, and what is left. */
export interface ReadFacts {
  reading: Reading | null;
  unread: number;
}

export interface UnreadDeps {
  threads: ThreadsRepository;
  readings: ReadingsRepository;
  /** When the person joined the community; null for non-members, who have nothing unread. */
  joinedAt: (personId: PersonId, communityId: CommunityId) => Promise<Date | null>;
  /** Spaces the actor may read (null: all), and what narrows their threads. */
  readableOf: (
    actor: Actor,
  ) => Promise<{ spaceIds: readonly SpaceId[] | null; reach: Reach | null }>;
  clock: Clock;
}

export type UnreadService = ReturnType<typeof createUnreadService>;

export const nothingRead: ReadFacts = { reading: null, unread: 0 };

/** What is left to read: of threads, spaces and communities. */
export function createUnreadService(deps: UnreadDeps) {
  const { threads, readings, joinedAt } = deps;

  /** Which threads count at all for a reader: what is not to be seen is not to be counted. */
  async function visibleTo(actor: Actor, of: 'communityId' | 'spaceId'): Promise<Visible> {
    const { spaceIds, reach } = await deps.readableOf(actor);
    return {
      ...(of === 'communityId' && spaceIds && { spaceId: { $in: spaceIds } }),
      ...(reach && visibleThreads(reach, deps.clock.now())),
    };
  }

  async function joiningsOf(personId: PersonId, some: readonly Thread[]) {
    const ids = [...new Set(some.map(({ communityId }) => communityId))];
    const joined = await Promise.all(ids.map((id) => joinedAt(personId, id)));
    return new Map<string, Date | null>(ids.map((id, n) => [id, joined[n] ?? null]));
  }

  /** What a reader has read of threads, with the counts of what is left. */
  async function factsOf(actor: Actor, some: readonly Thread[]): Promise<Map<string, ReadFacts>> {
    if (actor.kind !== 'person') return new Map(some.map(({ id }) => [id, nothingRead]));
    const threadIds = some.map(({ id }) => id);
    const [found, joined] = await Promise.all([
      readings.findMany(actor.id, threadIds),
      joiningsOf(actor.id, some),
    ]);
    const factsOfThread = (thread: Thread): ReadFacts => {
      const reading = found.get(thread.id) ?? null;
      return { reading, unread: unreadOf(thread, reading, joined.get(thread.communityId) ?? null) };
    };
    return new Map(some.map((thread) => [thread.id, factsOfThread(thread)]));
  }

  async function unreadBy(
    actor: Actor,
    of: 'communityId' | 'spaceId',
    ids: readonly string[],
  ): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    if (actor.kind !== 'person') return counts;
    const visible = await visibleTo(actor, of);
    const active = await threads.recentlyActive(of, ids, { visible, limit: countedThreads });
    const facts = await factsOf(actor, active);
    for (const thread of active)
      counts.set(thread[of], (counts.get(thread[of]) ?? 0) + (facts.get(thread.id)?.unread ?? 0));
    return counts;
  }

  return {
    factsOf,

    /** The same of one thread whose reading is known. */
    async factsWith(
      actor: Actor,
      { thread }: ThreadAt,
      reading: Reading | null,
    ): Promise<ReadFacts> {
      if (actor.kind !== 'person') return nothingRead;
      return {
        reading,
        unread: unreadOf(thread, reading, await joinedAt(actor.id, thread.communityId)),
      };
    },

    async factsOfOne(actor: Actor, { thread }: ThreadAt): Promise<ReadFacts> {
      return (await factsOf(actor, [thread])).get(thread.id) ?? nothingRead;
    },

    /** Unread posts of each community. */
    unreadOfCommunities: (actor: Actor, ids: readonly CommunityId[]) =>
      unreadBy(actor, 'communityId', ids),

    /** What a list of spaces shows of each. */
    async numbersOfSpaces(
      actor: Actor,
      ids: readonly SpaceId[],
    ): Promise<Map<string, SpaceNumbers>> {
      const [stats, unread] = await Promise.all([
        visibleTo(actor, 'spaceId').then((visible) => threads.statsOfSpaces(ids, visible)),
        unreadBy(actor, 'spaceId', ids),
      ]);
      return new Map(
        [...stats].map(([id, numbers]) => [id, { ...numbers, unread: unread.get(id) ?? 0 }]),
      );
    },
  };
}

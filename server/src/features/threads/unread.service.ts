import type { CommunityId, PersonId, SpaceId } from '@jembatan/shared/ids';
import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type Reach, seesAnswers, visibleThreads } from '../../permissions/threads.rules.ts';
import type { Reading, ReadingsRepository } from './readings.repository.ts';
import type { ThreadCountsRepository } from './thread-counts.repository.ts';
import type { ThreadAt } from './threads.access.ts';
import type { ActiveThread, ThreadsRepository, Visible } from './threads.repository.ts';
import { type ReadFacts, readFactsOf } from './unread.ts';

export type { ReadFacts } from './unread.ts';

/** Threads of a space, and how much of them is new to its reader. */
export interface SpaceNumbers {
  threadCount: number;
  lastActivityAt: Date | null;
  unread: number;
}

/** Unread counts of a place look at so many of its most recently active threads, */
const countedThreads = { most: 200, least: 25 };
/** and those of several places at so many together. */
const countedTogether = 500;

const countedOfEach = (places: number) =>
  Math.min(
    countedThreads.most,
    Math.max(countedThreads.least, Math.floor(countedTogether / places)),
  );

export interface UnreadDeps {
  threads: ThreadsRepository;
  counts: ThreadCountsRepository;
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

  async function joiningsOf(personId: PersonId, some: readonly ActiveThread[]) {
    const ids = [...new Set(some.map(({ communityId }) => communityId))];
    const joined = await Promise.all(ids.map((id) => joinedAt(personId, id)));
    return new Map<string, Date | null>(ids.map((id, n) => [id, joined[n] ?? null]));
  }

  /** Which of some threads want an answer first of the actor; most lists have none. */
  async function closedAmong(actor: Actor, some: readonly ActiveThread[]) {
    if (!some.some(({ answerFirst }) => answerFirst)) return () => false;
    const { reach } = await deps.readableOf(actor);
    const moderated = new Set<string>(reach?.moderatedSpaceIds);
    return ({ answerFirst, spaceId }: ActiveThread) =>
      answerFirst && reach !== null && !moderated.has(spaceId);
  }

  /** What a reader has read of threads, with the counts of what is left. */
  async function factsOf(
    actor: Actor,
    some: readonly ActiveThread[],
  ): Promise<Map<string, ReadFacts>> {
    if (actor.kind !== 'person') return new Map(some.map(({ id }) => [id, nothingRead]));
    const threadIds = some.map(({ id }) => id);
    const [found, joined, mayBeClosed] = await Promise.all([
      readings.findMany(actor.id, threadIds),
      joiningsOf(actor.id, some),
      closedAmong(actor, some),
    ]);
    const factsOfThread = (thread: ActiveThread): ReadFacts => {
      const reading = found.get(thread.id) ?? null;
      const closed = mayBeClosed(thread) && !reading?.answered;
      return readFactsOf(thread, reading, {
        joinedAt: joined.get(thread.communityId) ?? null,
        closed,
      });
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
    const visible = await visibleTo(deps, actor, of);
    const active = await threads.recentlyActive(of, ids, {
      visible,
      limit: countedOfEach(ids.length),
    });
    const facts = await factsOf(actor, active);
    for (const thread of active)
      counts.set(thread[of], (counts.get(thread[of]) ?? 0) + (facts.get(thread.id)?.unread ?? 0));
    return counts;
  }

  return {
    factsOf,

    /** The same of one thread whose reading is known. */
    async factsWith(actor: Actor, at: ThreadAt, reading: Reading | null): Promise<ReadFacts> {
      if (actor.kind !== 'person') return nothingRead;
      const joined = await joinedAt(actor.id, at.thread.communityId);
      const closed = !seesAnswers(actor, at);
      return readFactsOf(at.thread, reading, { joinedAt: joined, closed });
    },

    async factsOfOne(actor: Actor, { thread }: ThreadAt): Promise<ReadFacts> {
      return (await factsOf(actor, [thread])).get(thread.id) ?? nothingRead;
    },

    /** Unread posts of each community. */
    unreadOfCommunities: (actor: Actor, ids: readonly CommunityId[]) =>
      unreadBy(actor, 'communityId', ids),

    /** What a list of spaces shows of each. */
    numbersOfSpaces: createSpaceNumbers(deps, unreadBy),
  };
}

/** Which threads count at all for a reader: what is not to be seen is not to be counted. */
async function visibleTo(
  { readableOf, clock }: UnreadDeps,
  actor: Actor,
  of: 'communityId' | 'spaceId',
): Promise<Visible> {
  const { spaceIds, reach } = await readableOf(actor);
  return {
    ...(of === 'communityId' && spaceIds && { spaceId: { $in: spaceIds } }),
    ...(reach && visibleThreads(reach, clock.now())),
  };
}

function createSpaceNumbers(
  deps: UnreadDeps,
  unreadBy: (actor: Actor, of: 'spaceId', ids: readonly string[]) => Promise<Map<string, number>>,
) {
  return async (actor: Actor, ids: readonly SpaceId[]): Promise<Map<string, SpaceNumbers>> => {
    const visible = await visibleTo(deps, actor, 'spaceId');
    const [counts, last, unread] = await Promise.all([
      deps.counts.ofSpaces(ids, visible),
      deps.threads.lastActivityOf(ids, visible),
      unreadBy(actor, 'spaceId', ids),
    ]);
    const numbersOf = (id: SpaceId): SpaceNumbers => ({
      threadCount: counts.get(id) ?? 0,
      lastActivityAt: last.get(id) ?? null,
      unread: unread.get(id) ?? 0,
    });
    return new Map(ids.map((id) => [id, numbersOf(id)]));
  };
}

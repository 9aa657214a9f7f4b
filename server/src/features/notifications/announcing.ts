import type { ThreadId } from '@jembatan/shared/ids';
import type { Clock } from '../../kernel/clock.ts';
import type { DomainEvent, EventBus } from '../../kernel/domain-events.ts';
import type { Transact } from '../../kernel/transactions.ts';
import {
  announcementKey,
  type ConsumerDeps,
  readersAmong,
  tellEach,
} from './notifications.consumers.ts';

/** Members told of an announcement at a time: a few queries each, done well before the outbox asks again. */
const batchSize = 100;

/**
 * Tells the members who may read an announcement, batch by batch: each is a row of the outbox that
 * names where the next begins, so that a server that dies loses nothing and no transaction is as
 * large as the community.
 */
export function followAnnouncements(
  bus: EventBus,
  deps: ConsumerDeps & { transact: Transact; clock: Clock },
): void {
  /** Hidden before everybody was told and back again: the others are told too. */
  const resume = ({ threadId }: { threadId: ThreadId }) =>
    deps.resumeTelling(threadId, deps.clock.now());
  bus.on('post:edited', async ({ facts }) => {
    if (facts.cause === 'restore') await resume(facts);
  });
  bus.on('thread:changed', ({ facts }) => resume(facts));
  bus.on('announcement:due', async (event) => {
    const { threadId, after } = event.facts;
    if (await isHidden(deps, threadId)) {
      await deps.pauseTelling(threadId, after);
      // Restored in the moment between, nobody else says so.
      if (!(await isHidden(deps, threadId))) await resume({ threadId });
      return;
    }
    const last = await tellBatch(deps, event);
    if (last === null) return;
    await deps.transact(async (tx) =>
      tx.announce('announcement:due', { threadId, after: last }, event.actorId),
    );
  });
}

async function isHidden(deps: ConsumerDeps, id: ThreadId): Promise<boolean> {
  const [thread] = await deps.findThreads([id]);
  const post = thread && (await deps.findPostByNumber(id, 1));
  return Boolean(thread && post && !post.deleted && (thread.hidden || post.hidden));
}

/** The last member of the batch, or null when there are no more. */
async function tellBatch(deps: ConsumerDeps, event: DomainEvent<'announcement:due'>) {
  const { threadId, after } = event.facts;
  const [thread] = await deps.findThreads([threadId]);
  const post = thread && (await deps.findPostByNumber(threadId, 1));
  if (!thread || !post || post.deleted || post.hidden || thread.hidden) return null;
  const page = { after, limit: batchSize };
  const ids = await deps.memberIdsAfter(thread.communityId, page);
  const authorId = await deps.personOf(post.authorId);
  const others = ids.filter((id) => id !== authorId && id !== event.actorId);
  const reasons = new Map(others.map((id) => [id, 'announcement' as const]));
  const about = { actorId: post.authorId, threadId, postId: post.id, number: 1 };
  const fresh = (await readersAmong(deps, { thread, post }, reasons)).map(({ id, reason }) => ({
    ...{ ...about, personId: id, reason },
    createdAt: event.at,
  }));
  await tellEach(deps, await deps.notifications.keep(announcementKey(threadId), fresh));
  return ids.length === batchSize ? (ids.at(-1) ?? null) : null;
}

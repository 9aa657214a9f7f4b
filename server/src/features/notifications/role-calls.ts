import type { PersonId } from '@jembatan/shared/ids';
import type { DomainEvent, EventBus } from '../../kernel/domain-events.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { Post, Thread } from '../threads/index.ts';
import { calledBy } from './called.ts';
import { type ConsumerDeps, readersAmong, tellEach } from './notifications.consumers.ts';
import { recipientsOf } from './recipients.ts';

/**
 * Tells those whose role a post calls, behind the first of them, who hear with everybody else that
 * the post concerns. Batch by batch, each a row of the outbox.
 */
export function followCalls(bus: EventBus, deps: ConsumerDeps & { transact: Transact }): void {
  bus.on('call:due', async (event) => {
    const { threadId, postId } = event.facts;
    const [[thread], [post]] = await Promise.all([
      deps.findThreads([threadId]),
      deps.findPosts([postId]),
    ]);
    if (!thread || !post || post.deleted || post.hidden) return;
    const after = await tellBatch(deps, event, { thread, post });
    if (after === null) return;
    await deps.transact(async (tx) =>
      tx.announce('call:due', { ...event.facts, after }, event.actorId),
    );
  });
}

async function tellBatch(
  deps: ConsumerDeps,
  { facts, at }: DomainEvent<'call:due'>,
  { thread, post }: { thread: Thread; post: Post },
): Promise<PersonId | null> {
  const { ids, last } = await calledBy(deps, post, facts.after);
  const concerns = {
    ...{ mentions: ids, repliedTo: null, quoted: [], tagLevels: new Map(), isFirst: false },
    authorId: await deps.personOf(post.authorId),
    levels: await deps.watchLevels(thread.id, post.createdAt),
  };
  // Those who follow the thread were told with the first batch.
  const called = [...recipientsOf(concerns)].filter(([, reason]) => reason === 'mention');
  const readers = await readersAmong(deps, { thread, post }, new Map(called));
  const about = { actorId: post.authorId, threadId: thread.id, postId: post.id };
  const fresh = readers.map(({ id, reason }) => ({
    ...{ ...about, number: post.number, createdAt: at },
    ...{ personId: id, reason },
  }));
  await tellEach(deps, await deps.notifications.keep(facts.key, fresh));
  return last;
}

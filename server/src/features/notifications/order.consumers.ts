import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type { NotificationWhat } from '@jembatan/shared/notifications.contract';
import type { DomainEvent, EventBus } from '../../kernel/domain-events.ts';
import { type ConsumerDeps, readerOf, tellEach } from './notifications.consumers.ts';

/** Tells people what staff decided about them: their place in a community, and their posts. */
export function followOrder(bus: EventBus, deps: ConsumerDeps): void {
  bus.on('member:joined', async (event) => {
    const { communityId, personId, through } = event.facts;
    // Whoever came in by themselves knows it.
    if (through === 'request')
      await tellMember(deps, event, { communityId, personId, what: 'admitted' });
  });
  bus.on('member:changed', async (event) => {
    const { communityId, personId, before, after } = event.facts;
    if (before.role !== after.role)
      await tellMember(deps, event, { communityId, personId, what: 'role' });
  });
  bus.on('member:left', async (event) => {
    const { communityId, personId, cause } = event.facts;
    if (cause === 'staff' || cause === 'moderation')
      await tellMember(deps, event, { communityId, personId, what: 'removed' });
  });
  bus.on('post:edited', (event) => tellAuthor(deps, event));
}

interface Told {
  communityId: CommunityId;
  personId: PersonId;
  what: NotificationWhat;
}

async function tellMember(
  deps: ConsumerDeps,
  { id, at, actorId }: DomainEvent,
  { communityId, personId, what }: Told,
): Promise<void> {
  if (actorId === personId) return;
  const fresh = {
    ...{ personId, communityId, what, reason: 'membership' as const, createdAt: at },
    ...{ threadId: null, postId: null, number: null },
    // Who is put out hears it from the community, and is left with nobody to blame.
    actorId: what === 'removed' ? null : actorId,
  };
  await tellEach(deps, await deps.notifications.keep(id, [fresh]));
}

/** A post was hidden or shown again: its author hears that it was, not by whom. */
async function tellAuthor(
  deps: ConsumerDeps,
  { id, at, actorId, facts }: DomainEvent<'post:edited'>,
): Promise<void> {
  if (facts.cause !== 'hide' && facts.cause !== 'restore') return;
  const [[thread], [post]] = await Promise.all([
    deps.findThreads([facts.threadId]),
    deps.findPosts([facts.postId]),
  ]);
  if (!thread || !post || post.deleted) return;
  const personId = await deps.personOf(post.authorId);
  const [person] = await deps.findPeople([personId]);
  if (!person || personId === actorId || !(await deps.mayRead(readerOf(person), thread))) return;
  const fresh = {
    ...{ personId, actorId: null, reason: 'moderation' as const, createdAt: at },
    ...{ threadId: thread.id, postId: post.id, number: post.number },
    what: facts.cause === 'hide' ? ('hidden' as const) : ('restored' as const),
  };
  await tellEach(deps, await deps.notifications.keep(id, [fresh]));
}

import { type PersonId, signInId } from '@jembatan/shared/ids';
import type { NotificationReason } from '@jembatan/shared/notifications.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import type { DomainEvent, EventBus } from '../../kernel/domain-events.ts';
import type { Transact } from '../../kernel/transactions.ts';
import { groupsOfHtml } from '../../text/html-links.ts';
import { wordsOfHtml } from '../../text/html-words.ts';
import type { Person } from '../people/index.ts';
import type { Post, Thread } from '../threads/index.ts';
import { calledBy } from './called.ts';
import type { NotificationsDeps } from './notifications.deps.ts';
import type { NotificationNews } from './notifications.news.ts';
import type { Notification, NotificationsRepository } from './notifications.repository.ts';
import type { NotificationsService } from './notifications.service.ts';
import type { NotificationViews } from './notifications.views.ts';
import { type PostConcerns, recipientsOf } from './recipients.ts';

export interface ConsumerDeps extends NotificationsDeps {
  notifications: NotificationsRepository;
  service: NotificationsService;
  views: NotificationViews;
  news: NotificationNews;
}

/** One name for all that tells of an announcement: each person hears of it once. */
export const announcementKey = (threadId: string) => `announcement:${threadId}`;

/** Questions of rights about people who are not asking themselves have no sign-in. */
const noSignIn = signInId.parse('0'.repeat(24));

/** Turns what happens in threads into notifications; an event may come twice and counts once. */
export function followThreads(bus: EventBus, deps: ConsumerDeps & { transact: Transact }): void {
  bus.on('post:created', (event) => notify(deps, event));
  bus.on('post:deleted', ({ facts }) => tellAgain(deps, facts.postId));
  bus.on('post:edited', async ({ facts }) => {
    if (facts.cause === 'hide' || facts.cause === 'restore') await tellAgain(deps, facts.postId);
  });
  bus.on('answer:accepted', (event) => tellAnswerer(deps, event));
  bus.on('post:edited', (event) => tellAuthor(deps, event));
  bus.on('private-reply:created', (event) => tellPrivately(deps, event));
  bus.on('reminder:due', (event) => remind(deps, event));
  bus.on('scheduled:failed', (event) => tellUnsent(deps, event));
  // Who has read the post has no use for a mark that it is there.
  bus.on('thread:read', ({ facts }) =>
    deps.service.markRead(facts.personId, { thread: { id: facts.threadId, upTo: facts.number } }),
  );
}

async function notify(
  deps: ConsumerDeps & { transact: Transact },
  event: DomainEvent<'post:created'>,
): Promise<void> {
  const { threadId, postId, seq, number } = event.facts;
  const [thread, post] = await Promise.all([
    deps.findThread(threadId),
    deps.findPostAt(postId, seq),
  ]);
  if (!thread || !post || post.deleted || post.hidden) return;
  const called = await calledBy(deps, post, null);
  const concerned = await recipientsFor(deps, { thread, post, called: called.ids });
  const recipients = await readersAmong(deps, { thread, post }, concerned);
  const about = { actorId: post.authorId, threadId, postId, number, createdAt: event.at };
  const fresh = recipients.map(({ id, reason }) => ({ ...about, personId: id, reason }));
  // Those it names hear of an announcement once, as everybody does.
  const isAnnounced = thread.kind === 'announcement' && number === 1;
  const key = isAnnounced ? announcementKey(threadId) : event.id;
  await tellEach(deps, await deps.notifications.keep(key, fresh));
  const { last: after } = called;
  if (after === null) return;
  await deps.transact(async (tx) =>
    tx.announce('call:due', { threadId, postId, key, after }, event.actorId),
  );
}

/** Whose answer was accepted hears of it; once, though it may be taken back and chosen again. */
async function tellAnswerer(
  deps: ConsumerDeps,
  event: DomainEvent<'answer:accepted'>,
): Promise<void> {
  const { threadId, number } = event.facts;
  const [[thread], post] = await Promise.all([
    deps.findThreads([threadId]),
    deps.findPostByNumber(threadId, number),
  ]);
  if (!thread || !post || post.deleted || post.hidden) return;
  const personId = await deps.personOf(post.authorId);
  if (personId === event.actorId) return;
  const reasons = new Map([[personId, 'accepted' as const]]);
  const about = { threadId, postId: post.id, number, createdAt: event.at };
  // The asker may go by a pseudonym here.
  const fresh = (await readersAmong(deps, { thread, post }, reasons)).map(({ id, reason }) => ({
    ...{ ...about, personId: id, reason },
    actorId: thread.pseudonymous ? null : event.actorId,
  }));
  await tellEach(deps, await deps.notifications.keep(`accepted:${post.id}`, fresh));
}

/**
 * Written to somebody alone, they hear of it whatever they chose for the thread. The notice says
 * where and by whom; the words are asked for there.
 */
async function tellPrivately(
  deps: ConsumerDeps,
  { id, at, facts }: DomainEvent<'private-reply:created'>,
): Promise<void> {
  const { threadId, postId, number, authorId: actorId, toIds } = facts;
  const [thread] = await deps.findThreads([threadId]);
  if (!thread) return;
  const about = { actorId, threadId, postId, number, createdAt: at };
  const reasons = new Map(toIds.map((personId) => [personId, 'private' as const]));
  const fresh = (await readersAmong(deps, { thread }, reasons)).map(({ id: personId, reason }) => ({
    ...{ ...about, personId, reason },
  }));
  await tellEach(deps, await deps.notifications.keep(id, fresh));
}

/** A reminder is the person's own: nobody else caused it, and a post gone meanwhile is still told. */
async function remind(deps: ConsumerDeps, event: DomainEvent<'reminder:due'>): Promise<void> {
  const { personId, threadId, postId, number } = event.facts;
  const [[thread], [person]] = await Promise.all([
    deps.findThreads([threadId]),
    deps.findPeople([personId]),
  ]);
  if (!thread || !person || !(await deps.mayRead(readerOf(person), thread))) return;
  const about = { actorId: null, threadId, postId, number, createdAt: event.at };
  const fresh = [{ ...about, personId, reason: 'reminder' as const }];
  await tellEach(deps, await deps.notifications.keep(event.id, fresh));
}

/** What was to be sent later was not: its writer finds text and reason among the drafts. */
async function tellUnsent(
  deps: ConsumerDeps,
  { id, at, facts }: DomainEvent<'scheduled:failed'>,
): Promise<void> {
  const fresh = {
    ...{ personId: facts.personId, actorId: null, reason: 'scheduled' as const, createdAt: at },
    ...{ threadId: null, postId: null, number: null },
  };
  await tellEach(deps, await deps.notifications.keep(id, [fresh]));
}

/** Somebody else saved the text. Until its author has looked, one notice stands for all of it. */
async function tellAuthor(
  deps: ConsumerDeps,
  { id, at, facts }: DomainEvent<'post:edited'>,
): Promise<void> {
  if (facts.cause !== 'text') return;
  const [[thread], [post]] = await Promise.all([
    deps.findThreads([facts.threadId]),
    deps.findPosts([facts.postId]),
  ]);
  if (!thread || !post?.editorId || post.deleted || post.hidden) return;
  const personId = await deps.personOf(post.authorId);
  const [[person], level] = await Promise.all([
    deps.findPeople([personId]),
    deps.watchLevel(personId, thread.id),
  ]);
  if (!person || level === 'none' || level === 'muted') return;
  if (!(await deps.mayRead(readerOf(person), thread))) return;
  const { id: postId, threadId, number, editorId: actorId } = post;
  const about = { actorId, threadId, postId, number, createdAt: at };
  const fresh = { ...about, personId, reason: 'edited' as const };
  await tellEach(deps, await deps.notifications.bundle(id, fresh));
}

async function recipientsFor(
  deps: ConsumerDeps,
  { thread, post, called }: { thread: Thread; post: Post; called: readonly PersonId[] },
): Promise<Map<PersonId, NotificationReason>> {
  const [levels, answered] = await Promise.all([
    deps.watchLevels(thread.id, post.createdAt),
    post.replyTo === null ? null : deps.findPostByNumber(thread.id, post.replyTo),
  ]);
  const named = await deps.findPeople(wordsOfHtml(post.html).quoted);
  const repliedTo = answered?.authorId ?? starterOf(thread, post);
  const authorId = await deps.personOf(post.authorId);
  const concerns = {
    authorId,
    mentions: [...post.mentions, ...(await calledIn(deps, post, authorId)), ...called],
    repliedTo: repliedTo && (await deps.personOf(repliedTo)),
    quoted: named.map(({ id }) => id),
    levels,
    tagLevels: new Map(),
    isFirst: post.number === 1,
  };
  return recipientsOf({ ...concerns, tagLevels: await tagLevelsFor(deps, thread, concerns) });
}

/** Of a thread's beginning all who chose something for its tags; of what follows, those it would reach. */
async function tagLevelsFor(
  deps: ConsumerDeps,
  { communityId, tags }: Thread,
  concerns: PostConcerns,
): Promise<PostConcerns['tagLevels']> {
  const among = concerns.isFirst ? undefined : [...recipientsOf(concerns).keys()];
  if (tags.length === 0 || among?.length === 0) return concerns.tagLevels;
  return deps.tagWatches(communityId, tags, among);
}

/** Groups one text may call. */
const mostGroups = 5;

/** Members of the study groups that the text calls by name. */
async function calledIn(
  deps: ConsumerDeps,
  { html, communityId }: Post,
  authorId: PersonId,
): Promise<PersonId[]> {
  const groups = groupsOfHtml(html, mostGroups);
  const [author] = groups.length > 0 ? await deps.findPeople([authorId]) : [];
  if (!author) return [];
  const call = { author: readerOf(author), communityId };
  const called = groups.map((groupId) => deps.membersCalled({ ...call, groupId }));
  return (await Promise.all(called)).flat();
}

/** Who started a thread is answered by every post to it; a session's chat is no answer to anyone. */
function starterOf(thread: Thread, post: Post): PersonId | null {
  return post.replyTo === null && thread.sessionId === null ? thread.authorId : null;
}

export interface Recipient extends PersonActor {
  reason: NotificationReason;
}

/** Only those who may read the post hear that it was written. */
export async function readersAmong(
  deps: ConsumerDeps,
  { thread, post }: { thread: Thread; post?: Post },
  reasons: ReadonlyMap<PersonId, NotificationReason>,
): Promise<Recipient[]> {
  const people = await deps.findPeople(reasons.keys());
  const asked = people.map(async (person) => {
    const reason = reasons.get(person.id);
    const may = reason !== undefined && (await deps.mayRead(readerOf(person), thread, post));
    return may ? [{ ...readerOf(person), reason }] : [];
  });
  return (await Promise.all(asked)).flat();
}

export function readerOf({ id, hubRole, age }: Person): PersonActor {
  return { kind: 'person', id, sid: noSignIn, hubRole, age };
}

/** A post is gone or back: open lists show it as it may be shown now (PERM-5). */
async function tellAgain(deps: ConsumerDeps, postId: Post['id']): Promise<void> {
  await tellEach(deps, await deps.notifications.listOfPost(postId));
}

/** Everybody hears of theirs, as they may see it. */
export async function tellEach(
  deps: ConsumerDeps,
  notifications: readonly Notification[],
): Promise<void> {
  if (notifications.length === 0) return;
  const people = await deps.findPeople(notifications.map(({ personId }) => personId));
  const byId = new Map(people.map((person) => [person.id, readerOf(person)]));
  const pairs = notifications.flatMap((notification) => {
    const actor = byId.get(notification.personId);
    return actor ? [{ actor, notification }] : [];
  });
  const views = await deps.views.viewsForEach(pairs);
  await Promise.all(
    views.map((notification, index) => {
      const actor = pairs[index]?.actor;
      return actor && deps.news.tell(actor.id, { notification });
    }),
  );
}

import type { CommunityId } from '@jembatan/shared/ids';
import type { NotificationView } from '@jembatan/shared/notifications.contract';
import type { PeopleById } from '@jembatan/shared/people.contract';
import type { Actor } from '../../kernel/actor.ts';
import { wordsOfHtml } from '../../text/html-words.ts';
import { beginningOf } from '../../text/snippet.ts';
import type { Post, Thread } from '../threads/index.ts';
import type { NotificationsDeps } from './notifications.deps.ts';
import type { Notification } from './notifications.repository.ts';

/** UTF-16 units of a post's first words. */
const snippetLength = 140;

const nowhere = {
  actor: null,
  communityId: null,
  threadId: null,
  sessionId: null,
  number: null,
  title: '',
  snippet: '',
};

/** Of a post that the reader may not read yet neither words nor who wrote them. */
const nobody: Pick<Shown, 'people' | 'posts'> = { people: {}, posts: new Map() };

export type NotificationViews = ReturnType<typeof createNotificationViews>;

/** What a list of notifications is about, loaded once. */
interface Shown {
  threads: ReadonlyMap<string, Thread>;
  posts: ReadonlyMap<string, Post>;
  people: PeopleById;
  communities: ReadonlyMap<string, string>;
}

/**
 * Notifications as people may see them at this moment: nothing of a place that is out of reach by
 * now (PERM-3), no text of a post that is deleted or hidden (PERM-5).
 */
export function createNotificationViews(deps: NotificationsDeps) {
  async function load(some: readonly Notification[]): Promise<Shown> {
    const [threads, posts, people, communities] = await Promise.all([
      deps.findThreads([...new Set(some.flatMap(({ threadId }) => threadId ?? []))]),
      deps.findPosts([...new Set(some.flatMap(({ postId }) => postId ?? []))]),
      deps.peopleById(some.flatMap(({ actorId }) => actorId ?? [])),
      deps.communityNames([...new Set(some.flatMap(({ communityId }) => communityId ?? []))]),
    ]);
    return { threads: byId(threads), posts: byId(posts), people, communities };
  }

  async function viewFor(actor: Actor, one: Notification, shown: Shown): Promise<NotificationView> {
    if (one.communityId) {
      const readable = await deps.mayReadCommunity(actor, one.communityId);
      return toPlaceView(one, readable ? one.communityId : undefined, shown);
    }
    const thread = one.threadId === null ? undefined : shown.threads.get(one.threadId);
    if (!thread || !(await deps.mayRead(actor, thread))) return toView(one, undefined, shown);
    const post = one.postId === null ? undefined : shown.posts.get(one.postId);
    const open = !post || (await deps.mayRead(actor, thread, post));
    return open ? toView(one, thread, shown) : toView(one, thread, { ...shown, ...nobody });
  }

  return {
    /** One person's. */
    async viewsOf(actor: Actor, some: readonly Notification[]): Promise<NotificationView[]> {
      if (some.length === 0) return [];
      const shown = await load(some);
      return Promise.all(some.map((one) => viewFor(actor, one, shown)));
    },

    /** One of each person. */
    async viewsForEach(
      pairs: readonly { actor: Actor; notification: Notification }[],
    ): Promise<NotificationView[]> {
      const shown = await load(pairs.map(({ notification }) => notification));
      return Promise.all(
        pairs.map(({ actor, notification }) => viewFor(actor, notification, shown)),
      );
    },
  };
}

function byId<T extends { id: string }>(things: readonly T[]): Map<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

function baseOf({ id, reason, what, createdAt, read }: Notification) {
  return { id, reason, what: what ?? undefined, createdAt: createdAt.toISOString(), read };
}

const actorOf = ({ actorId }: Notification, { people }: Shown) =>
  (actorId && people[actorId]) ?? null;

function toPlaceView(
  notification: Notification,
  communityId: CommunityId | undefined,
  shown: Shown,
): NotificationView {
  const place = { ...baseOf(notification), ...nowhere };
  if (!communityId) return place;
  const title = shown.communities.get(communityId) ?? '';
  return { ...place, communityId, title, actor: actorOf(notification, shown) };
}

function toView(
  notification: Notification,
  thread: Thread | undefined,
  shown: Shown,
): NotificationView {
  const { number, postId } = notification;
  const isPrivate = notification.reason === 'private';
  if (!thread) return { ...baseOf(notification), ...nowhere };
  return {
    ...baseOf(notification),
    actor: actorOf(notification, shown),
    communityId: thread.communityId,
    threadId: thread.id,
    sessionId: thread.sessionId,
    number,
    title: thread.title,
    // The post is the reader's own; what was answered is not in the notice.
    snippet: isPrivate || postId === null ? '' : snippetOf(shown.posts.get(postId)),
  };
}

function snippetOf(post: Post | undefined): string {
  if (!post || post.deleted || post.hidden) return '';
  return beginningOf(wordsOfHtml(post.html).own, snippetLength);
}

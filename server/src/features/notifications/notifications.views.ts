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

export type NotificationViews = ReturnType<typeof createNotificationViews>;

/** What a list of notifications is about, loaded once. */
interface Shown {
  threads: ReadonlyMap<string, Thread>;
  posts: ReadonlyMap<string, Post>;
  people: PeopleById;
}

/**
 * Notifications as people may see them at this moment: nothing of a place that is out of reach by
 * now (PERM-3), no text of a post that is deleted or hidden (PERM-5).
 */
export function createNotificationViews(deps: NotificationsDeps) {
  async function load(some: readonly Notification[]): Promise<Shown> {
    const [threads, posts, people] = await Promise.all([
      deps.findThreads([...new Set(some.map(({ threadId }) => threadId))]),
      deps.findPosts([...new Set(some.map(({ postId }) => postId))]),
      deps.peopleById(some.flatMap(({ actorId }) => actorId ?? [])),
    ]);
    return { threads: byId(threads), posts: byId(posts), people };
  }

  async function viewFor(actor: Actor, one: Notification, shown: Shown): Promise<NotificationView> {
    const thread = shown.threads.get(one.threadId);
    const readable = thread !== undefined && (await deps.mayRead(actor, thread));
    return toView(one, readable ? thread : undefined, shown);
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

function toView(
  notification: Notification,
  thread: Thread | undefined,
  shown: Shown,
): NotificationView {
  const { id, reason, actorId, number, read } = notification;
  const base = { id, reason, createdAt: notification.createdAt.toISOString(), read };
  if (!thread) return { ...base, ...nowhere };
  return {
    ...base,
    actor: (actorId && shown.people[actorId]) ?? null,
    communityId: thread.communityId,
    threadId: thread.id,
    sessionId: thread.sessionId,
    number,
    title: thread.title,
    snippet: snippetOf(shown.posts.get(notification.postId)),
  };
}

function snippetOf(post: Post | undefined): string {
  if (!post || post.deleted || post.hidden) return '';
  return beginningOf(wordsOfHtml(post.html).own, snippetLength);
}

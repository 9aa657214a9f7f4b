import * as z from 'zod/mini';
import { event } from './contract/messages.ts';
import { route } from './contract/route.ts';
import { communityId, notificationId, postId, sessionId, threadId } from './ids.ts';
import { limits } from './limits.ts';
import { page, pageQuery } from './paging.ts';
import { person } from './people.contract.ts';
import { instant } from './text.ts';

/** Most specific first: the first that fits is the one that is sent. */
export const notificationReason = z.enum([
  'mention',
  'reply',
  'quote',
  /** Something was written to the person alone; its text is not in the notice. */
  'private',
  'accepted',
  'watched',
  'edited',
  'announcement',
  'reminder',
  'session',
  'membership',
  'moderation',
  'scheduled',
]);
export type NotificationReason = z.infer<typeof notificationReason>;

/** What staff decided: about a person's place in a community, or about their post. */
export const notificationWhat = z.enum(['admitted', 'role', 'removed', 'hidden', 'restored']);
export type NotificationWhat = z.infer<typeof notificationWhat>;

/** What happened, for one person. Without access the place and text are empty. */
export const notification = z.object({
  id: notificationId,
  reason: notificationReason,
  /** Of `membership` and `moderation`: what it was exactly. */
  what: z.optional(notificationWhat),
  actor: z.nullable(person),
  communityId: z.nullable(communityId),
  threadId: z.nullable(threadId),
  sessionId: z.nullable(sessionId),
  number: z.nullable(z.number()),
  /** Title of the thread or session, or name of the community; empty when the reader may no longer see it. */
  title: z.string(),
  /** First words of the text; empty when hidden, deleted or out of reach. */
  snippet: z.string(),
  createdAt: instant,
  read: z.boolean(),
});
export type NotificationView = z.infer<typeof notification>;

export const notificationRoutes = {
  listNotifications: route({
    method: 'GET',
    path: '/notifications',
    summary: 'Newest first.',
    query: pageQuery,
    answer: z.extend(page(notification), { unread: z.number() }),
  }),
  readNotifications: route({
    method: 'POST',
    path: '/notifications/read',
    summary: 'Mark as read: by ids, up to one, or of private replies under a post.',
    body: z.object({
      ids: z.optional(z.array(notificationId).check(z.maxLength(limits.page.max))),
      upTo: z.optional(notificationId),
      /** A post whose private replies were seen in their place. */
      privately: z.optional(postId),
    }),
    answer: z.object({ unread: z.number() }),
    idempotent: false,
  }),
} as const;

export const notificationEvents = [
  event(
    'notification',
    'Something happened for this person, or the count of unread ones changed.',
    z.object({
      notification: z.nullable(notification),
      unread: z.number(),
      /** Ids that were read in another tab. */
      read: z.optional(z.array(notificationId)),
    }),
  ),
] as const;

import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { draftPlaceView } from './drafts.contract.ts';
import { anyId, spaceId, threadId } from './ids.ts';
import { limits } from './limits.ts';
import { page, pageQuery } from './paging.ts';
import { instant, line, timeZone } from './text.ts';
import { threadRoutes } from './threads.contract.ts';

/** When to send: what a clock on the wall of the zone will show. The instant is derived from it. */
const moment = {
  /** `2026-03-20T19:00`; a missing hour moves forward, a doubled hour means its first. */
  localAt: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)),
  timeZone,
};

/** Something that is sent later. */
export const scheduled = z.object({
  id: anyId,
  kind: z.enum(['reply', 'thread']),
  text: z.string(),
  /** Of a thread. */
  title: z.string(),
  /** What is asked with it. */
  poll: z.optional(z.object({ question: z.nullable(z.string()), options: z.array(z.string()) })),
  place: draftPlaceView,
  localAt: z.string(),
  timeZone: z.string(),
  sendAt: instant,
  /** `failed`: it was not sent, and `problem` says why; the text is kept. */
  state: z.enum(['waiting', 'failed']),
  /** The code of the error that sending it met, possibly while it still waits (`slow-mode`). */
  problem: z.nullable(z.string()),
  createdAt: instant,
});
export type ScheduledView = z.infer<typeof scheduled>;

const byId = z.object({ id: anyId });
const body = z.string().check(
  z.maxLength(limits.postBody),
  z.refine((text) => text.trim() !== ''),
);

export const scheduledRoutes = {
  scheduleReply: route({
    method: 'POST',
    path: '/threads/:id/scheduled',
    summary: 'Reply later; what the writer may do then decides.',
    params: z.object({ id: threadId }),
    body: z.object({ post: threadRoutes.createPost.body, ...moment }),
    answer: scheduled,
    status: 201,
  }),
  scheduleThread: route({
    method: 'POST',
    path: '/spaces/:id/scheduled',
    summary: 'Start a thread later; what the writer may do then decides.',
    params: z.object({ id: spaceId }),
    body: z.object({ thread: threadRoutes.createThread.body, ...moment }),
    answer: scheduled,
    status: 201,
  }),
  listScheduled: route({
    method: 'GET',
    path: '/me/scheduled',
    summary: 'Own posts that are sent later or could not be sent, the next first.',
    query: pageQuery,
    answer: page(scheduled),
  }),
  getScheduled: route({
    method: 'GET',
    path: '/me/scheduled/:id',
    summary: 'One of them.',
    params: byId,
    answer: scheduled,
  }),
  changeScheduled: route({
    method: 'PATCH',
    path: '/me/scheduled/:id',
    summary: 'Change text, title or time; one that had failed waits again for its new time.',
    params: byId,
    body: z.object({
      text: z.optional(body),
      title: z.optional(line(limits.threadTitle)),
      localAt: z.optional(moment.localAt),
      timeZone: z.optional(timeZone),
    }),
    answer: scheduled,
  }),
  cancelScheduled: route({
    method: 'DELETE',
    path: '/me/scheduled/:id',
    summary: 'Do not send it; the text goes, or, with `keep=draft`, back among the drafts.',
    params: byId,
    query: z.object({ keep: z.optional(z.literal('draft')) }),
  }),
  sendScheduled: route({
    method: 'POST',
    path: '/me/scheduled/:id/send',
    summary: 'Send it now.',
    params: byId,
    answer: z.object({ threadId, number: z.number() }),
    idempotent: false,
  }),
} as const;

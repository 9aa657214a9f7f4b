import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { anyId, caseId, communityId, reportId, threadId } from './ids.ts';
import { limits } from './limits.ts';
import { page, pageQuery } from './paging.ts';
import { person } from './people.contract.ts';
import { instant, prose } from './text.ts';

export const subject = z.object({
  kind: z.enum(['post', 'person', 'file', 'session', 'thread', 'private-reply']),
  id: anyId,
});
export type Subject = z.infer<typeof subject>;

export const reason = z.enum([
  'spam',
  'bullying',
  'hate',
  'sexual',
  'violence',
  'self-harm',
  'privacy',
  'off-topic',
  'other',
]);
export type Reason = z.infer<typeof reason>;

export const report = z.object({
  id: reportId,
  subject,
  reason,
  note: z.string(),
  createdAt: instant,
  state: z.enum(['open', 'closed']),
});

export const actionKind = z.enum([
  'hide',
  'restore',
  'lock',
  'unlock',
  'remove-member',
  'ban-member',
  'unban-member',
  'dismiss',
]);
export type ActionKind = z.infer<typeof actionKind>;

/** All reports about one subject, for one decision. */
export const moderationCase = z.object({
  id: caseId,
  communityId: z.nullable(communityId),
  communityName: z.string(),
  subject,
  /** The reported thing as it is now, for the moderator's eyes. */
  content: z.object({
    title: z.string(),
    html: z.string(),
    author: z.nullable(person),
    threadId: z.nullable(threadId),
    number: z.nullable(z.number()),
    hidden: z.boolean(),
    locked: z.boolean(),
  }),
  reports: z.array(z.object({ reporter: person, reason, note: z.string(), createdAt: instant })),
  /** Earlier actions against the same person in the places the moderator cares for. */
  earlierActions: z.number(),
  state: z.enum(['open', 'closed']),
  openedAt: instant,
  can: z.array(actionKind),
});
export type CaseView = z.infer<typeof moderationCase>;

/** One line of the audit log; it is never changed. */
export const logEntry = z.object({
  id: anyId,
  at: instant,
  actor: z.nullable(person),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  /** Whom it was about, where somebody was. */
  person: z.optional(person),
  communityId: z.nullable(communityId),
  reason: z.string(),
  /** Facts of the action, e.g. the role before and after. */
  facts: z.record(z.string(), z.unknown()),
});
export type LogEntryView = z.infer<typeof logEntry>;

const queueQuery = z.extend(pageQuery, {
  communityId: z.optional(communityId),
  state: z._default(z.optional(z.enum(['open', 'closed'])), 'open'),
});

export const moderationRoutes = {
  createReport: route({
    method: 'POST',
    path: '/reports',
    summary: 'Report a post, private reply, person, file or session.',
    body: z.object({
      subject,
      reason,
      note: z._default(z.optional(prose(limits.description)), ''),
    }),
    answer: report,
    status: 201,
  }),
  getQueue: route({
    method: 'GET',
    path: '/moderation/queue',
    summary: 'Cases in the places the reader moderates, oldest first.',
    query: queueQuery,
    answer: page(moderationCase),
  }),
  act: route({
    method: 'POST',
    path: '/moderation/actions',
    summary: 'Act on a subject; closes its open case.',
    body: z.object({
      action: actionKind,
      subject,
      communityId: z.optional(communityId),
      reason: z._default(z.optional(prose(limits.description)), ''),
    }),
    answer: logEntry,
    status: 201,
  }),
  getLog: route({
    method: 'GET',
    path: '/moderation/log',
    summary: 'The audit log of the places the reader moderates, newest first.',
    query: z.extend(pageQuery, { communityId: z.optional(communityId) }),
    answer: page(logEntry),
  }),
} as const;

import { post } from '@jembatan/shared/threads.view';
import * as z from 'zod/mini';

/** A reply on its way to the hub. */
export const submission = z.object({
  /** The Idempotency-Key: made when it was written, the same over all attempts, tabs and reloads. */
  key: z.string(),
  threadId: z.string(),
  body: z.string(),
  replyTo: z.optional(z.number()),
  /** It stands under a pseudonym. */
  pseudonym: z.optional(z.boolean()),
  /** JSON of the poll that goes with it. */
  poll: z.optional(z.string()),
  /** Milliseconds since 1970; the order in which a thread's submissions are sent. */
  writtenAt: z.number(),
  /** The code it was refused with; it is not sent again before its author says so. */
  refusedWith: z.optional(z.string()),
});
export type Submission = z.infer<typeof submission>;

/**
 * What is sent for a submission: the same bytes at every attempt, wherever it is
 * made, since the key stands for them.
 */
export function replyOf({ body, replyTo, pseudonym, poll, writtenAt }: Submission) {
  return {
    body,
    ...(replyTo !== undefined && { replyTo }),
    ...(pseudonym && { pseudonym }),
    // Looked at by the hub, as the text is.
    ...(poll && { poll: JSON.parse(poll) }),
    writtenAt: new Date(writtenAt).toISOString(),
  };
}

/** Codes that say nothing against the text itself: it is tried again without being asked. */
export const passingCodes: ReadonlySet<string> = new Set([
  'unavailable',
  'too-many',
  'slow-mode',
  'signed-out',
  'token-expired',
  'internal',
]);

/** Held by whoever sends, over all tabs and the service worker: one at a time. */
export const outboxLock = 'jembatan.outbox';
/** Where whoever changes the outbox says so. */
export const outboxChannel = 'jembatan.outbox';
/** What is said there: something has changed, and, where one was sent, the post it has become. */
export const outboxNews = z.object({
  sent: z.optional(z.object({ key: z.string(), post })),
});
export type OutboxNews = z.infer<typeof outboxNews>;
/** The name of the background sync that sends it. */
export const outboxTag = 'outbox';

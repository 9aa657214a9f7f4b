import * as z from 'zod/mini';
import { event } from './contract/messages.ts';
import { postId } from './ids.ts';

/** Votes by id of option; what nobody chose may be absent. */
const counts = z.record(z.string(), z.number());

/** What a poll says so far. */
export const pollResults = z.object({
  /** Of a ranked poll: first places. */
  counts,
  /** Of a ranked poll: each round of the count; who is gone from a round was counted out before it. */
  rounds: z.optional(z.array(counts)),
  /** Of a ranked poll: who won, several when nothing parts them; nobody before the first vote. */
  winners: z.optional(z.array(z.string())),
});
export type PollResults = z.infer<typeof pollResults>;

/** News of polls; apart from the routes, as every page listens. */
export const pollEvents = [
  event(
    'poll:changed',
    'Votes came or went, the poll was edited or closed; with results for those who may see them.',
    z.object({
      postId,
      /** Of question and options: with another one than is shown, ask for the poll. */
      edition: z.number(),
      /** Rises with each change; what is older than shown is dropped. */
      version: z.number(),
      voters: z.number(),
      closed: z.boolean(),
      results: z.optional(pollResults),
    }),
  ),
] as const;

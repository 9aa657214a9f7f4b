import { threadId } from '@jembatan/shared/ids';
import { peopleById } from '@jembatan/shared/people.contract';
import { post } from '@jembatan/shared/threads.view';
import * as z from 'zod/mini';

/** What a page tells the service worker. */
export const toWorker = z.discriminatedUnion('kind', [
  /** Keep what is needed to open the app without a network, in this language. */
  z.object({ kind: z.literal('keep-app'), language: z.string() }),
  /** A lesson is open: keep all of the room's code, so that a new version of the hub does not take it away. */
  z.object({ kind: z.literal('keep-room') }),
  /** A page is here, running this file: it asks what it has missed and whether it is of this version. */
  z.object({ kind: z.literal('hello'), entry: z.string() }),
  /** Something was written or changed while it was being read. */
  z.object({
    kind: z.literal('news'),
    threadId,
    seq: z.number(),
    post,
    people: peopleById,
  }),
  /** The choices on the settings page have changed: let go of what is too much. */
  z.object({ kind: z.literal('settle') }),
]);
export type ToWorker = z.infer<typeof toWorker>;

/** What the service worker tells a page. */
export const fromWorker = z.discriminatedUnion('kind', [
  /** The page was given what is kept, as it was then (milliseconds since 1970). */
  z.object({ kind: z.literal('as-of'), at: z.number() }),
  /** The hub's own answer has come after all, and is kept. */
  z.object({ kind: z.literal('fresher') }),
  /** Whether the page is of the version that is kept now. */
  z.object({ kind: z.literal('version'), same: z.boolean() }),
]);
export type FromWorker = z.infer<typeof fromWorker>;

const tokenStart = 'kept.';

/**
 * Stands for an access token while the hub is out of reach. It opens nothing: it
 * tells the service worker whose kept things to answer with.
 */
export const keptToken = {
  of: (personId: string): string => `${tokenStart}${personId}`,
  personOf: (token: string): string | null =>
    token.startsWith(tokenStart) ? token.slice(tokenStart.length) : null,
};

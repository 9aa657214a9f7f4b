import * as z from 'zod/mini';
import { event, request } from './contract/messages.ts';
import { personId } from './ids.ts';
import { person } from './people.contract.ts';

/** The strongest of a person's sockets counts. */
export const presenceState = z.enum(['online', 'away', 'in-session', 'offline']);
export type PresenceState = z.infer<typeof presenceState>;

/** A place that news can be asked for. */
export const topic = z.string().check(z.regex(/^(thread|community|session|poll):[0-9a-f]{24}$/));

export const present = z.object({ person, state: presenceState });
export type Present = z.infer<typeof present>;

export const presenceRequests = [
  request('subscribe', 'Ask for the news of a place; answers who is there.', {
    input: z.object({ topic }),
    output: z.object({ lastSeq: z.optional(z.number()), present: z.optional(z.array(present)) }),
  }),
  request('unsubscribe', 'Stop the news of a place.', {
    input: z.object({ topic }),
    output: z.object({}),
  }),
  request('presence', 'Say whether this tab is looked at.', {
    input: z.object({ state: z.enum(['online', 'away']) }),
    output: z.object({}),
  }),
] as const;

export const presenceEvents = [
  event(
    'presence',
    'Who came, went or changed in a place, in batches.',
    z.object({
      topic,
      changes: z.array(z.object({ personId, person: z.optional(person), state: presenceState })),
    }),
  ),
] as const;

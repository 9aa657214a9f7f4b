/** What a session looks like, and the news of one: apart from its routes, because every page hears the news. */
import * as z from 'zod/mini';
import { event } from './contract/messages.ts';
import { communityId, seriesId, sessionId, threadId } from './ids.ts';
import { person } from './people.contract.ts';
import { instant } from './text.ts';

export const sessionKind = z.enum(['planned', 'now', 'standing']);
export const sessionState = z.enum(['planned', 'live', 'ended', 'cancelled']);

export const sessionCan = z.object({
  join: z.boolean(),
  host: z.boolean(),
  edit: z.boolean(),
  end: z.boolean(),
  attendance: z.boolean(),
});

export const session = z.object({
  id: sessionId,
  communityId,
  communityName: z.string(),
  title: z.string(),
  agenda: z.string(),
  kind: sessionKind,
  state: sessionState,
  /** The instant, derived from `localStart` and `timeZone`. */
  startsAt: instant,
  endsAt: z.nullable(instant),
  /** Wall time where the session was planned, `2026-03-20T19:00`. */
  localStart: z.string(),
  timeZone: z.string(),
  durationMinutes: z.number(),
  seriesId: z.nullable(seriesId),
  rrule: z.nullable(z.string()),
  host: person,
  /** The thread that holds the session's chat. */
  threadId,
  /** People other than hosts wait until they are let in. */
  lobby: z.boolean(),
  /** People in the room now. */
  inRoom: z.number(),
  can: z.optional(sessionCan),
});
export type SessionView = z.infer<typeof session>;

export const sessionEvents = [
  event(
    'session:changed',
    'A session was made, changed, started, ended, or people came and went.',
    z.object({ session }),
  ),
] as const;

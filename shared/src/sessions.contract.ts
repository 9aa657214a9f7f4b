import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { communityId, sessionId } from './ids.ts';
import { limits } from './limits.ts';
import { page, pageQuery } from './paging.ts';
import { person } from './people.contract.ts';
import { iceServer, rtpCapabilities } from './rtp.ts';
import { session, sessionKind } from './sessions.view.ts';
import { instant, line, prose, timeZone } from './text.ts';

export * from './sessions.view.ts';

/** Wall time without offset. */
const localTime = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/));

const sessionInput = z.object({
  communityId,
  title: line(limits.threadTitle),
  agenda: z.optional(prose(limits.description)),
  /** An instant; `localStart` wins when both are given. */
  startsAt: z.optional(instant),
  localStart: z.optional(localTime),
  /** The account's zone when absent, and UTC for an account without one. */
  timeZone: z.optional(timeZone),
  durationMinutes: z._default(
    z.optional(z.int().check(z.gte(limits.durationMinutes.min), z.lte(limits.durationMinutes.max))),
    60,
  ),
  kind: z._default(z.optional(sessionKind), 'planned'),
  /** RFC 5545 rule without DTSTART, e.g. `FREQ=WEEKLY;UNTIL=20261106T235959Z`. */
  rrule: z.optional(z.string().check(z.maxLength(300))),
  lobby: z._default(z.optional(z.boolean()), false),
});

const sessionChange = z.object({
  title: z.optional(line(limits.threadTitle)),
  agenda: z.optional(prose(limits.description)),
  startsAt: z.optional(instant),
  localStart: z.optional(localTime),
  timeZone: z.optional(timeZone),
  durationMinutes: z.optional(
    z.int().check(z.gte(limits.durationMinutes.min), z.lte(limits.durationMinutes.max)),
  ),
  lobby: z.optional(z.boolean()),
});

/** `this` occurrence alone, or this and the `following` ones. */
const scope = z._default(z.optional(z.enum(['this', 'following'])), 'this');

export const attendance = z.object({
  person,
  joinedAt: instant,
  leftAt: z.nullable(instant),
  /** Whole seconds in the room, over all stays. */
  seconds: z.number(),
  stays: z.number(),
});

/** What kind of device asks; it decides the seat: one device has one seat. */
export const device = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

/** All that a browser needs to enter a room. */
export const joinAnswer = z.object({
  ticket: z.string(),
  sfuUrl: z.string(),
  iceServers: z.array(iceServer),
  /** What the room's routers can carry, for `Device.load`. */
  rtpCapabilities,
});
export type JoinAnswer = z.infer<typeof joinAnswer>;

const byId = z.object({ id: sessionId });
const listQuery = z.extend(pageQuery, {
  communityId: z.optional(communityId),
  from: z.optional(instant),
  to: z.optional(instant),
});
/** A revocable key, for calendar programs that cannot send a bearer token. */
const keyQuery = z.object({ key: z.optional(z.string().check(z.maxLength(100))) });

export const sessionRoutes = {
  createSession: route({
    method: 'POST',
    path: '/sessions',
    summary: 'Plan a session, start one now, or make a standing one.',
    body: sessionInput,
    answer: session,
    status: 201,
  }),
  listSessions: route({
    method: 'GET',
    path: '/sessions',
    summary: 'Sessions the reader may see, by start.',
    query: listQuery,
    auth: 'optional',
    answer: page(session),
  }),
  getSession: route({
    method: 'GET',
    path: '/sessions/:id',
    summary: 'One session.',
    params: byId,
    auth: 'optional',
    answer: session,
  }),
  changeSession: route({
    method: 'PATCH',
    path: '/sessions/:id',
    summary: 'Change a session, alone or with those that follow.',
    params: byId,
    query: z.object({ scope }),
    body: sessionChange,
    answer: session,
  }),
  cancelSession: route({
    method: 'DELETE',
    path: '/sessions/:id',
    summary: 'Cancel a session, alone or with those that follow.',
    params: byId,
    query: z.object({ scope }),
    status: 204,
  }),
  endSession: route({
    method: 'POST',
    path: '/sessions/:id/end',
    summary: 'End the session for all.',
    params: byId,
    answer: session,
  }),
  joinSession: route({
    method: 'POST',
    path: '/sessions/:id/join',
    summary: 'A ticket to the room.',
    params: byId,
    body: z.object({ device }),
    answer: joinAnswer,
    idempotent: false,
  }),
  getAttendance: route({
    method: 'GET',
    path: '/sessions/:id/attendance',
    summary: 'Who was there and how long.',
    params: byId,
    query: pageQuery,
    answer: page(attendance),
  }),
  getCalendar: route({
    method: 'GET',
    path: '/sessions/:id.ics',
    summary: 'The session as a calendar file.',
    params: byId,
    query: keyQuery,
    auth: 'optional',
    produces: 'text/calendar',
  }),
  getCommunityCalendar: route({
    method: 'GET',
    path: '/communities/:id/calendar.ics',
    summary: 'A community’s sessions as a calendar feed.',
    params: z.object({ id: communityId }),
    query: keyQuery,
    auth: 'optional',
    produces: 'text/calendar',
  }),
  createCalendarKey: route({
    method: 'POST',
    path: '/communities/:id/calendar-key',
    summary: 'A key for the feed; the earlier one ends.',
    params: z.object({ id: communityId }),
    answer: z.object({ key: z.string(), url: z.string() }),
    status: 201,
    idempotent: false,
  }),
  removeCalendarKey: route({
    method: 'DELETE',
    path: '/communities/:id/calendar-key',
    summary: 'End the key for the feed.',
    params: z.object({ id: communityId }),
    status: 204,
  }),
} as const;

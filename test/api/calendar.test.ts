import { type CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import { type SessionView, sessionRoutes } from '@jembatan/shared/sessions.contract';
import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { urlOf } from '../support/api.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let student: TestPerson;
let outsider: TestPerson;
let community: CommunityView;

beforeAll(async () => {
  // A reader in a zone of its own would notice a time that leans on the reader's.
  vi.stubEnv('TZ', 'America/St_Johns');
  stack = await startStack();
  [teacher, student, outsider] = await Promise.all([
    stack.person({ timeZone: 'Asia/Jakarta' }),
    stack.person({ age: 'minor' }),
    stack.person(),
  ]);
  ({ community } = await makeGround(teacher, {
    members: [student],
    name: 'Kelas 9b; Jakarta, Köln',
  }));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stack[Symbol.asyncDispose]();
});

const plan = (body: object) =>
  teacher.call(sessionRoutes.createSession, {
    body: sessionRoutes.createSession.body.parse({
      communityId: community.id,
      title: 'Water',
      ...body,
    }),
  });

async function fetchFile(url: string, token?: string): Promise<Response> {
  return fetch(url, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
}

const fileOf = (session: SessionView, who: TestPerson) =>
  fetchFile(urlOf(stack.url, sessionRoutes.getCalendar, { params: { id: session.id } }), who.token);
const feedUrl = () =>
  urlOf(stack.url, sessionRoutes.getCommunityCalendar, { params: { id: community.id } });
const newKey = (who: TestPerson) =>
  who.call(sessionRoutes.createCalendarKey, { params: { id: community.id } });

async function read(response: Response): Promise<ICAL.Event[]> {
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  const calendar = new ICAL.Component(ICAL.parse(await response.text()));
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

async function readOne(session: SessionView): Promise<ICAL.Event> {
  const [event] = await read(await fileOf(session, student));
  if (!event) throw new Error('an empty calendar');
  return event;
}

it.each([
  ['Asia/Jakarta', '2027-03-20T12:00:00.000Z'],
  ['Europe/Berlin', '2027-03-20T18:00:00.000Z'],
  ['Asia/Kathmandu', '2027-03-20T13:15:00.000Z'],
])(
  'TIME-1 19:00 in %s is the same instant for a reader in another zone',
  async (timeZone, instant) => {
    expect(new Date().getTimezoneOffset()).not.toBe(0);
    const event = await readOne(
      await plan({ localStart: '2027-03-20T19:00', timeZone, durationMinutes: 75 }),
    );
    expect(event.startDate.toJSDate().toISOString()).toBe(instant);
    expect(event.startDate.zone.tzid).toBe('UTC');
    expect(event.duration.toSeconds()).toBe(75 * 60);
  },
);

it('TIME-1 a session of an account without a zone says UTC', async () => {
  const nowhere = await stack.person();
  const own = await makeGround(nowhere);
  const session = await nowhere.call(sessionRoutes.createSession, {
    body: { communityId: own.community.id, title: 'No zone', localStart: '2027-03-20T19:00' },
  });
  const [event] = await read(await fileOf(session, nowhere));
  expect(event?.startDate.toJSDate().toISOString()).toBe('2027-03-20T19:00:00.000Z');
  expect(event?.component.getFirstPropertyValue('x-jembatan-timezone')).toBe('UTC');
});

it('TIME-2 page and calendar agree on every week of a series', async () => {
  const first = await plan({
    title: 'Weekly',
    localStart: '2026-12-04T19:00',
    timeZone: 'Europe/Berlin',
    rrule: 'FREQ=WEEKLY;COUNT=5',
  });
  const { items } = await student.call(sessionRoutes.listSessions, {
    query: { communityId: community.id, limit: '100' },
  });
  const shown = items
    .filter(({ seriesId }) => seriesId === first.seriesId)
    .map(({ startsAt }) => startsAt);
  const told = (await read(await fetchFile(feedUrl(), student.token)))
    .filter(({ summary }) => summary === 'Weekly')
    .map((event) => event.startDate.toJSDate().toISOString());
  expect(shown).toHaveLength(5);
  expect(told).toEqual(shown);
});

it('keeps its name and counts its changes', async () => {
  const session = await plan({ localStart: '2027-04-01T10:00' });
  const before = await readOne(session);
  await teacher.call(sessionRoutes.changeSession, {
    params: { id: session.id },
    body: { title: 'Air, "fresh"', localStart: '2027-04-01T11:00' },
  });
  const after = await readOne(session);
  expect(after.uid).toBe(before.uid);
  expect(after.summary).toBe('Air, "fresh"');
  expect(after.sequence).toBeGreaterThan(before.sequence);
  await teacher.call(sessionRoutes.cancelSession, { params: { id: session.id } });
  const gone = await readOne(session);
  expect(gone.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  expect(gone.sequence).toBeGreaterThan(after.sequence);
});

it('tells nobody else of it', async () => {
  const session = await plan({ localStart: '2027-04-02T10:00' });
  for (const response of [
    await fileOf(session, outsider),
    await fetchFile(feedUrl(), outsider.token),
    await fetchFile(feedUrl()),
  ]) {
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('Water');
  }
});

it('opens by a key that its person can take back', async () => {
  const { key, url } = await newKey(student);
  expect(url).toBe(`${feedUrl()}?key=${key}`);
  const session = await plan({ localStart: '2027-04-03T10:00' });
  const single = `${urlOf(stack.url, sessionRoutes.getCalendar, { params: { id: session.id } })}?key=${key}`;
  expect((await read(await fetchFile(url))).length).toBeGreaterThan(1);
  expect(await read(await fetchFile(single))).toHaveLength(1);

  const second = await newKey(student);
  expect((await fetchFile(url)).status).toBe(404);
  expect((await fetchFile(second.url)).status).toBe(200);
  await student.call(sessionRoutes.removeCalendarKey, { params: { id: community.id } });
  expect((await fetchFile(second.url)).status).toBe(404);
});

it('a key is for its own community, and ends with the membership', async () => {
  const other = await makeGround(teacher, { name: 'Other' });
  const foreign = await teacher.call(sessionRoutes.createCalendarKey, {
    params: { id: other.community.id },
  });
  expect((await fetchFile(`${feedUrl()}?key=${foreign.key}`)).status).toBe(404);
  expect((await fetchFile(`${feedUrl()}?key=wrong`, teacher.token)).status).toBe(404);
  await expect(newKey(outsider)).rejects.toMatchObject({ code: 'not-found' });

  const { url } = await newKey(student);
  expect((await fetchFile(url)).status).toBe(200);
  await teacher.call(communityRoutes.removeMember, {
    params: { id: community.id, personId: student.id },
  });
  expect((await fetchFile(url)).status).toBe(404);
});

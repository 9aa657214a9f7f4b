import { communityRoutes } from '@jembatan/shared/communities.contract';
import { type SessionView, sessionRoutes } from '@jembatan/shared/sessions.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi } from '../support/api.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let student: TestPerson;
let outsider: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack();
  [teacher, student, outsider] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari', timeZone: 'Asia/Jakarta' }),
    stack.person({ displayName: 'Budi', age: 'minor' }),
    stack.person(),
  ]);
  ground = await makeGround(teacher, { members: [student] });
});
afterAll(() => stack[Symbol.asyncDispose]());

type Input = Parameters<typeof create>[1];

function create(
  who: TestPerson,
  input: Partial<Parameters<typeof sessionRoutes.createSession.body.parse>[0] & object> &
    Record<string, unknown> = {},
) {
  const body = {
    communityId: ground.community.id,
    title: 'Water',
    localStart: '2027-03-20T19:00',
    ...input,
  };
  return who.call(sessionRoutes.createSession, {
    body: sessionRoutes.createSession.body.parse(body),
  });
}

const plan = (input: Input = {}) => create(teacher, input);
const get = (who: TestPerson, id: string) =>
  who.call(sessionRoutes.getSession, { params: { id: id as SessionView['id'] } });
const listed = async (who: TestPerson, query: object) =>
  (
    await who.call(sessionRoutes.listSessions, {
      query: { communityId: ground.community.id, ...query },
    })
  ).items;

describe('planning', () => {
  it('keeps the wall time of the planner’s zone and derives the instant', async () => {
    const session = await plan({ agenda: 'Rivers', durationMinutes: 45 });
    expect(session).toMatchObject({
      ...{
        title: 'Water',
        agenda: 'Rivers',
        kind: 'planned',
        state: 'planned',
        inRoom: 0,
        lobby: false,
      },
      ...{ localStart: '2027-03-20T19:00', timeZone: 'Asia/Jakarta' },
      ...{ startsAt: '2027-03-20T12:00:00.000Z', endsAt: '2027-03-20T12:45:00.000Z' },
      ...{ communityName: ground.community.name, host: { id: teacher.id }, seriesId: null },
      can: { join: true, host: true, edit: true, end: true, attendance: true },
    });
    expect(await get(student, session.id)).toEqual({
      ...session,
      can: { join: true, host: false, edit: false, end: false, attendance: false },
    });
  });

  it('takes an instant, too, and any zone', async () => {
    const session = await plan({
      localStart: undefined,
      startsAt: '2027-07-01T08:00:00+02:00',
      timeZone: 'Asia/Kathmandu',
    });
    expect(session).toMatchObject({
      startsAt: '2027-07-01T06:00:00.000Z',
      localStart: '2027-07-01T11:45',
      timeZone: 'Asia/Kathmandu',
    });
  });

  it('TIME-1 an account without a zone plans in UTC', async () => {
    const nowhere = await stack.person();
    await joinBy(teacher, nowhere, ground.community, 'teacher');
    expect(await create(nowhere)).toMatchObject({
      timeZone: 'UTC',
      startsAt: '2027-03-20T19:00:00.000Z',
    });
  });

  it('starts now, or stands for ever', async () => {
    const now = await plan({ kind: 'now', localStart: undefined });
    expect(now).toMatchObject({ kind: 'now', state: 'live' });
    expect(Math.abs(Date.parse(now.startsAt) - Date.now())).toBeLessThan(10_000);
    expect(await plan({ kind: 'standing', localStart: undefined })).toMatchObject({
      kind: 'standing',
      state: 'planned',
      endsAt: null,
    });
  });

  it('gives every session a thread for its chat', async () => {
    const { id, threadId } = await plan();
    expect(await student.call(threadRoutes.getThread, { params: { id: threadId } })).toMatchObject({
      sessionId: id,
      title: 'Water',
    });
  });

  it('shows the chat among the threads once somebody has written in it', async () => {
    const { threadId } = await plan();
    const isShown = async () => {
      const params = { id: ground.space.id };
      const { items } = await student.call(threadRoutes.listThreads, { params });
      return items.some((thread) => thread.id === threadId);
    };
    expect(await isShown()).toBe(false);
    await student.call(threadRoutes.createPost, {
      params: { id: threadId },
      body: { body: 'I bring my numbers.' },
    });
    expect(await isShown()).toBe(true);
  });

  it('makes one session of a request that is sent twice', async () => {
    const body = {
      communityId: ground.community.id,
      title: 'Once',
      localStart: '2027-01-01T10:00',
      rrule: 'FREQ=WEEKLY;COUNT=3',
    };
    const once = () =>
      teacher.call(
        sessionRoutes.createSession,
        { body },
        { headers: { 'Idempotency-Key': 'once-1' } },
      );
    const [first, second] = await Promise.all([once(), once()]);
    expect(second).toEqual(first);
    expect(
      (await listed(teacher, { limit: '100' })).filter(({ title }) => title === 'Once'),
    ).toHaveLength(3);
  });

  it.each([
    ['without a time', { localStart: undefined }],
    ['on a day that does not exist', { localStart: '2027-02-30T10:00' }],
    ['in a zone that does not exist', { timeZone: 'Mars/Olympus' }],
    ['by a rule that cannot be followed', { rrule: 'FREQ=SECONDLY' }],
    ['by a rule that never happens', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }],
    ['now and again and again', { kind: 'now', rrule: 'FREQ=DAILY' }],
    ['for a minute', { durationMinutes: 1 }],
    ['without a title', { title: '  ' }],
    ['by an operator', { title: { $gt: '' } }],
  ])('is refused %s', async (_what, input) => {
    const body = {
      communityId: ground.community.id,
      title: 'Bad',
      localStart: '2027-03-20T19:00',
      ...input,
    } as never;
    await expect(teacher.call(sessionRoutes.createSession, { body })).rejects.toMatchObject({
      status: 400,
      code: 'invalid',
    });
  });

  it('is for those who keep order, in a study group for all', async () => {
    await expect(create(student)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(create(outsider)).rejects.toMatchObject({ code: 'not-found' });
    const group = await student.call(communityRoutes.createGroup, {
      params: { id: ground.community.id },
      body: { name: 'Rivers' },
    });
    expect(await create(student, { communityId: group.id, kind: 'standing' })).toMatchObject({
      communityName: 'Rivers',
      kind: 'standing',
    });
  });
});

describe('seeing', () => {
  it('is for those who may read the community; hidden and missing are one answer', async () => {
    const session = await plan();
    for (const id of [session.id, 'f'.repeat(24), 'x', '%00']) {
      await expect(get(outsider, id)).rejects.toMatchObject({ status: 404, code: 'not-found' });
      await expect(
        callApi(stack.url, sessionRoutes.getSession, { params: { id: id as never } }),
      ).rejects.toMatchObject({ code: 'not-found' });
    }
    await expect(listed(outsider, {})).rejects.toMatchObject({ code: 'not-found' });
  });

  it('lists by start, in pages, within a range', async () => {
    const own = await makeGround(teacher, { name: 'Lists' });
    const starts = ['2027-05-03T10:00', '2027-05-01T10:00', '2027-05-02T10:00', '2027-05-02T10:00'];
    for (const localStart of starts)
      await plan({ communityId: own.community.id, localStart, timeZone: 'UTC' });
    const query = { communityId: own.community.id, limit: '2' };
    const first = await teacher.call(sessionRoutes.listSessions, { query });
    const second = await teacher.call(sessionRoutes.listSessions, {
      query: { ...query, cursor: first.nextCursor ?? '' },
    });
    expect([...first.items, ...second.items].map(({ localStart }) => localStart)).toEqual(
      starts.toSorted(),
    );
    expect(second.nextCursor).toBeNull();
    const within = { ...query, from: '2027-05-01T10:30:00Z', to: '2027-05-02T10:00:00Z' };
    expect(
      (await teacher.call(sessionRoutes.listSessions, { query: within })).items.map(
        ({ localStart }) => localStart,
      ),
    ).toEqual(['2027-05-01T10:00']);
    await expect(
      teacher.call(sessionRoutes.listSessions, { query: { ...query, cursor: 'WyJ4Il0' } }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });

  it('without a community lists those of the own ones only', async () => {
    const { items } = await student.call(sessionRoutes.listSessions, { query: { limit: '100' } });
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ communityName }) => ['Kelas 9b', 'Rivers'].includes(communityName))).toBe(
      true,
    );
    expect((await outsider.call(sessionRoutes.listSessions, { query: {} })).items).toEqual([]);
  });
});

describe('changing', () => {
  const change = (who: TestPerson, id: SessionView['id'], body: object) =>
    who.call(sessionRoutes.changeSession, { params: { id }, body });

  it('moves what is asked and leaves the rest', async () => {
    const session = await plan({ agenda: 'Rivers' });
    const changed = await change(teacher, session.id, {
      localStart: '2027-03-21T20:00',
      timeZone: 'Europe/Berlin',
    });
    expect(changed).toEqual({
      ...session,
      localStart: '2027-03-21T20:00',
      timeZone: 'Europe/Berlin',
      startsAt: '2027-03-21T19:00:00.000Z',
      endsAt: '2027-03-21T20:00:00.000Z',
    });
    expect(await change(teacher, session.id, { title: 'Air', durationMinutes: 90 })).toMatchObject({
      title: 'Air',
      agenda: 'Rivers',
      endsAt: '2027-03-21T20:30:00.000Z',
    });
    const params = { id: session.threadId };
    expect((await student.call(threadRoutes.getThread, { params })).title).toBe('Air');
  });

  it('is for those who hold it, while it is not over', async () => {
    const session = await plan();
    await expect(change(student, session.id, { title: 'Mine' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(change(outsider, session.id, { title: 'Mine' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await teacher.call(sessionRoutes.cancelSession, { params: { id: session.id } });
    await expect(change(teacher, session.id, { title: 'Late' })).rejects.toMatchObject({
      code: 'session-over',
    });
    expect(await get(student, session.id)).toMatchObject({
      state: 'cancelled',
      can: { join: false },
    });
  });

  it('ends for all, a standing one only for this time', async () => {
    const end = (id: SessionView['id']) =>
      teacher.call(sessionRoutes.endSession, { params: { id } });
    const now = await plan({ kind: 'now', localStart: undefined });
    await expect(
      student.call(sessionRoutes.endSession, { params: { id: now.id } }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(await end(now.id)).toMatchObject({
      state: 'ended',
      can: { join: false, end: false, attendance: true },
    });
    await expect(end(now.id)).rejects.toMatchObject({ status: 409, code: 'session-over' });
    const standing = await plan({ kind: 'standing', localStart: undefined });
    expect(await end(standing.id)).toMatchObject({ state: 'planned', can: { join: true } });
  });
});

describe('a series', () => {
  async function weekly(title: string) {
    const first = await plan({
      title,
      localStart: '2026-11-27T19:00',
      timeZone: 'Europe/Berlin',
      rrule: 'FREQ=WEEKLY',
    });
    const all = async () =>
      (await listed(teacher, { limit: '100' })).filter(
        ({ seriesId }) => seriesId === first.seriesId,
      );
    return { first, all };
  }

  it('has its occurrences twelve weeks ahead, each with its own chat', async () => {
    const { first, all } = await weekly('Weekly');
    const found = await all();
    expect(found.length).toBeGreaterThanOrEqual(12);
    expect(found.length).toBeLessThanOrEqual(13);
    expect(found[0]?.id).toBe(first.id);
    expect(
      found.every(
        ({ localStart, rrule }) => localStart.endsWith('T19:00') && rrule === 'FREQ=WEEKLY',
      ),
    ).toBe(true);
    expect(new Set(found.map(({ threadId }) => threadId)).size).toBe(found.length);
  });

  it('TIME-2 keeps 19:00 in Berlin across both changes of clocks', async () => {
    const first = await plan({
      title: 'Year',
      localStart: '2026-03-20T19:00',
      timeZone: 'Europe/Berlin',
      rrule: 'FREQ=WEEKLY;UNTIL=20261106T235959Z',
    });
    const found = (await listed(teacher, { limit: '100' })).filter(
      ({ seriesId }) => seriesId === first.seriesId,
    );
    expect(found).toHaveLength(34);
    expect(found.every(({ localStart }) => localStart.endsWith('T19:00'))).toBe(true);
    const hours = Object.fromEntries(
      found.map(({ startsAt }) => [startsAt.slice(0, 10), startsAt.slice(11, 16)]),
    );
    expect(hours).toMatchObject({
      '2026-03-27': '18:00',
      '2026-04-03': '17:00',
      '2026-10-23': '17:00',
      '2026-10-30': '18:00',
    });
  });

  it('changes one, or one and all that follow', async () => {
    const { all } = await weekly('Changing');
    const [first, second, third] = await all();
    if (!first || !second || !third) throw new Error('too few occurrences');
    const change = (id: SessionView['id'], scope: 'this' | 'following', body: object) =>
      teacher.call(sessionRoutes.changeSession, { params: { id }, query: { scope }, body });
    await change(second.id, 'this', { localStart: second.localStart.replace('19:00', '20:00') });
    await change(second.id, 'following', {
      title: 'Later',
      localStart: second.localStart.replace('19:00', '21:30'),
    });
    const after = await all();
    expect(after.map(({ id }) => id)).toEqual((await all()).map(({ id }) => id));
    expect(after[0]).toMatchObject({ title: 'Changing', localStart: first.localStart });
    expect(after[1]).toMatchObject({
      title: 'Later',
      localStart: second.localStart.replace('19:00', '21:30'),
    });
    expect(after[2]).toMatchObject({
      title: 'Later',
      localStart: third.localStart.replace('19:00', '20:30'),
    });
  });

  it('is cancelled from one on, and those before stay', async () => {
    const { all } = await weekly('Ending');
    const before = await all();
    const third = before[2];
    if (!third) throw new Error('too few occurrences');
    await teacher.call(sessionRoutes.cancelSession, {
      params: { id: third.id },
      query: { scope: 'following' },
    });
    expect((await all()).map(({ state }) => state)).toEqual(
      before.map((_, n) => (n < 2 ? 'planned' : 'cancelled')),
    );
  });
});

describe('joining', () => {
  const join = (who: TestPerson, id: SessionView['id']) =>
    who.call(sessionRoutes.joinSession, { params: { id }, body: { device: 'laptop' } });

  it('answers 503 with Retry-After while there is no room to be had', async () => {
    const { id } = await plan();
    const response = await fetch(`${stack.url}/api/v1/sessions/${id}/join`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${teacher.token}` },
      body: JSON.stringify({ device: 'laptop' }),
    });
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({ code: 'no-room-node' });
  });

  it('is refused before any room is looked for', async () => {
    const { id } = await plan();
    await expect(join(outsider, id)).rejects.toMatchObject({ code: 'not-found' });
    await teacher.call(sessionRoutes.cancelSession, { params: { id } });
    await expect(join(teacher, id)).rejects.toMatchObject({ code: 'session-over' });
    const open = await makeGround(teacher, { name: 'Open', reading: 'everyone' });
    const session = await plan({ communityId: open.community.id });
    expect(await get(outsider, session.id)).toMatchObject({ can: { join: false } });
    await expect(join(outsider, session.id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is signed with a key that everybody can look up', async () => {
    const { keys } = (await (await fetch(`${stack.url}/.well-known/jwks.json`)).json()) as {
      keys: Record<string, string>[];
    };
    expect(keys).toEqual([
      {
        kty: 'EC',
        crv: 'P-256',
        x: expect.any(String),
        y: expect.any(String),
        kid: expect.any(String),
        alg: 'ES256',
        use: 'sig',
      },
    ]);
  });
});

import { type CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import { kindRoutes } from '@jembatan/shared/kinds.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import { createConnection, Types } from 'mongoose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let student: TestPerson;
let classmate: TestPerson;
let outsider: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack({ servers: 2 });
  [teacher, student, classmate, outsider] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Budi' }),
    stack.person({ displayName: 'Nadia' }),
    stack.person({ displayName: 'Someone Else' }),
  ]);
  ground = await makeGround(teacher, { members: [student, classmate] });
});
afterAll(() => stack[Symbol.asyncDispose]());

const dayMs = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString();

const announce = (title: string, more: Record<string, unknown> = {}, who = teacher) =>
  who.call(threadRoutes.createThread, {
    params: { id: ground.space.id },
    body: { title, body: 'Bring your jackets.', kind: 'announcement', ...more },
  });
const standing = (who: TestPerson, query: Record<string, string> = {}) =>
  who.call(kindRoutes.listSpaceAnnouncements, { params: { id: ground.space.id }, query });
const titles = async (who: TestPerson) =>
  (await standing(who)).items.map(({ thread }) => thread.title);
const told = async (who: TestPerson, { id }: Pick<ThreadView, 'id'>) =>
  (await who.call(notificationRoutes.listNotifications, { query: {} })).items.filter(
    ({ threadId }) => threadId === id,
  );
const put = (who: TestPerson, { id }: Pick<ThreadView, 'id'>, away: boolean) =>
  who.call(kindRoutes.putAway, { params: { id }, body: { away } });

it('an announcement comes from staff only, as does all that is set for one', async () => {
  expect((await problemOf(announce('Mine', {}, student))).code).toBe('forbidden');
  const { thread } = await startThread(student, ground.space);
  for (const body of [{ repliesOff: true }, { standsUntil: inDays(2) }]) {
    const change = { params: { id: thread.id }, body };
    expect((await problemOf(student.call(threadRoutes.changeThread, change))).code).toBe(
      'forbidden',
    );
    const start = { title: 'Mine', body: 'Look', ...body };
    const made = student.call(threadRoutes.createThread, {
      params: { id: ground.space.id },
      body: start,
    });
    expect((await problemOf(made)).code).toBe('forbidden');
  }
  const elsewhere = { params: { id: thread.id }, body: { standsUntil: inDays(2) } };
  expect((await problemOf(teacher.call(threadRoutes.changeThread, elsewhere))).code).toBe(
    'invalid',
  );
  expect((await problemOf(announce('Long', { standsUntil: inDays(500) }))).code).toBe('invalid');
});

it('it stands on top of its space and community until its day, for those who may read it', async () => {
  const { thread } = await announce('Excursion', { standsUntil: inDays(3) });
  const { thread: past } = await announce('Long gone', { standsUntil: inDays(-1) });
  const { thread: plain } = await announce('No more on top', { standsUntil: null });
  const seen = await standing(student);
  expect(seen.items.map((one) => one.thread.id)).toContain(thread.id);
  expect(seen.items.find((one) => one.thread.id === thread.id)?.snippet).toBe(
    'Bring your jackets.',
  );
  for (const { id } of [past, plain])
    expect(seen.items.map((one) => one.thread.id)).not.toContain(id);
  const params = { id: ground.community.id };
  const above = await student.call(kindRoutes.listCommunityAnnouncements, { params, query: {} });
  expect(above.items.map((one) => one.thread.id)).toContain(thread.id);
  expect((await problemOf(standing(outsider))).code).toBe('not-found');
  const nothing = await outsider.call(kindRoutes.listCommunityAnnouncements, { params, query: {} });
  expect(nothing.items).toEqual([]);
  const guest = await callApi(stack.url, kindRoutes.listCommunityAnnouncements, {
    params,
    query: {},
  });
  expect(guest.items).toEqual([]);
  const staffRoom = await teacher.call(communityRoutes.createSpace, {
    params,
    body: { name: 'Staff', rights: { read: ['teacher', 'owner'] } } as never,
  });
  const { thread: secret } = await startThread(teacher, staffRoom, {
    kind: 'announcement',
    title: 'Marks',
  });
  const asStudent = await student.call(kindRoutes.listCommunityAnnouncements, {
    params,
    query: {},
  });
  expect(asStudent.items.map((one) => one.thread.id)).not.toContain(secret.id);
  expect(await told(student, secret)).toEqual([]);
});

it('a reader puts it away, in every tab, and has it back', async () => {
  const { thread } = await announce('Put me away');
  using tab = await student.connect(stack.servers[1]!.url);
  await put(student, thread, true);
  await tab.next('announcement:put-away', ({ threadId }) => threadId === thread.id);
  expect(await titles(student)).not.toContain(thread.title);
  expect(await titles(classmate)).toContain(thread.title);
  await put(student, thread, false);
  expect(await titles(student)).toContain(thread.title);
  expect((await problemOf(put(outsider, thread, true))).code).toBe('not-found');
  const { thread: other } = await startThread(teacher, ground.space);
  expect((await problemOf(put(student, other, true))).code).toBe('not-found');
});

it('SYNC-5 everybody who may read it is told once, whom it names as well', async () => {
  using tab = await student.connect();
  const { thread } = await announce('Once', { body: `Hello @${student.person.handle}` });
  await tab.next('notification', ({ notification }) => {
    const { threadId } = (notification ?? {}) as { threadId?: string };
    return threadId === thread.id;
  });
  await eventually(async () => (await told(classmate, thread)).length === 1 || 'not told');
  const [one] = await told(classmate, thread);
  expect(one).toMatchObject({ reason: 'announcement', title: 'Once', number: 1 });
  expect(await told(student, thread)).toHaveLength(1);
  expect(await told(teacher, thread)).toEqual([]);
  expect(await told(outsider, thread)).toEqual([]);
});

it('one that opens later is told of on that day', async () => {
  const { thread } = await announce('Later', { opensAt: inDays(1) });
  expect(await titles(student)).not.toContain('Later');
  expect(await told(student, thread)).toEqual([]);
  const body = { opensAt: new Date(Date.now() - 1_000).toISOString() };
  await teacher.call(threadRoutes.changeThread, { params: { id: thread.id }, body });
  await eventually(async () => (await told(student, thread)).length === 1 || 'not told', {
    withinMs: 15_000,
  });
});

it('replies may be off: nobody but staff answers, everybody reacts', async () => {
  const { thread, post } = await announce('Just read', { repliesOff: true });
  const seen = await student.call(threadRoutes.getThread, { params: { id: thread.id } });
  expect(seen).toMatchObject({ repliesOff: true, can: { reply: false, react: true } });
  expect((await problemOf(reply(student, thread, 'But why?'))).code).toBe('forbidden');
  await student.call(threadRoutes.react, { params: { id: post.id, emoji: '👍' } });
  await reply(teacher, thread, 'One thing more.');
  await teacher.call(threadRoutes.changeThread, {
    params: { id: thread.id },
    body: { repliesOff: false },
  });
  await reply(student, thread, 'Thank you.');
});

it('hidden before all were told and then restored, the others are told too, each once', async () => {
  const owner = await stack.person();
  const [first, second] = await Promise.all([stack.person(), stack.person()]);
  const place = await makeGround(owner, { name: 'Halfway', members: [first, second] });
  const [early, late] = [first, second].toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const { thread, post } = await startThread(owner, place.space, {
    ...{ kind: 'announcement', opensAt: inDays(1) },
  });
  const act = (action: 'hide' | 'restore') =>
    owner.call(moderationRoutes.act, { body: { action, subject: { kind: 'post', id: post.id } } });
  await act('hide');
  const connection = await createConnection(stack.mongoUrl).asPromise();
  const threads = connection.db!.collection('threads');
  const _id = new Types.ObjectId(thread.id);
  // Its day has come, and its first batch went as far as the first of the two.
  const toldTo = new Types.ObjectId(early!.id);
  await threads.updateOne({ _id }, { $set: { opensAt: null, tellAt: new Date(), toldTo } });
  await eventually(
    async () => (await threads.findOne({ _id, tellAt: null, toldTo })) !== null || 'not paused',
    { withinMs: 15_000 },
  );
  await connection.close();
  expect(await told(late!, thread)).toEqual([]);
  await act('restore');
  await eventually(async () => (await told(late!, thread)).length === 1 || 'not told', {
    withinMs: 15_000,
  });
  expect(await told(early!, thread)).toEqual([]);
});

it('a large community is told in batches, none of them one transaction', async () => {
  const owner = await stack.person();
  const large = await makeGround(owner, { name: 'Large' });
  await fill(large.community, 350);
  const last = await stack.person({ displayName: 'The last' });
  await joinBy(owner, last, large.community);
  const { thread } = await startThread(owner, large.space, { kind: 'announcement' });
  const connection = await createConnection(stack.mongoUrl).asPromise();
  const kept = () =>
    connection.db!.collection('notifications').countDocuments({
      threadId: new Types.ObjectId(thread.id),
    });
  await eventually(async () => ((await kept()) === 351 ? undefined : `told ${await kept()}`), {
    withinMs: 20_000,
  });
  await connection.close();
  expect(await told(last, thread)).toHaveLength(1);
});

/** People with a membership, as if they had joined in the course of years. */
async function fill({ id }: CommunityView, count: number): Promise<void> {
  const connection = await createConnection(stack.mongoUrl).asPromise();
  const people = connection.db!.collection('people');
  const memberships = connection.db!.collection('memberships');
  const [person, membership] = await Promise.all([people.findOne({}), memberships.findOne({})]);
  const made = Array.from({ length: count }, (_, n) => ({
    ...person,
    _id: new Types.ObjectId(),
    handle: `many${n}`,
    handleFold: `many${n}`,
    email: null,
    emailFold: null,
  }));
  await people.insertMany(made.map(({ email: _e, emailFold: _f, ...rest }) => rest));
  await memberships.insertMany(
    made.map(({ _id }) => ({
      ...membership,
      ...{ _id: new Types.ObjectId(), communityId: new Types.ObjectId(id), personId: _id },
      ...{ role: 'student', order: 3 },
    })),
  );
  await connection.close();
}

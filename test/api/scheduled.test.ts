import { draftRoutes } from '@jembatan/shared/drafts.contract';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { type ScheduledView, scheduledRoutes } from '@jembatan/shared/scheduled.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import { type Collection, MongoClient, ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let student: TestPerson;
let ground: Ground;
let client: MongoClient;
let kept: Collection;

beforeAll(async () => {
  stack = await startStack({ servers: 2 });
  [teacher, student] = await Promise.all([stack.person(), stack.person()]);
  ground = await makeGround(teacher, { members: [student] });
  client = await new MongoClient(stack.mongoUrl).connect();
  kept = client.db().collection('scheduled');
});
afterAll(async () => {
  await client.close();
  await stack[Symbol.asyncDispose]();
});

const soon = {
  localAt: `${new Date().getUTCFullYear() + 1}-01-15T08:30`,
  timeZone: 'Asia/Jakarta',
};
const newThread = async () => (await startThread(teacher, ground.space)).thread;
const plan = (who: TestPerson, thread: ThreadView, body: string, when = soon) =>
  who.call(scheduledRoutes.scheduleReply, {
    params: { id: thread.id },
    body: { post: { body }, ...when },
  });
const list = async (who: TestPerson) =>
  (await who.call(scheduledRoutes.listScheduled, { query: {} })).items;
const textsIn = async ({ id }: ThreadView) =>
  (await teacher.call(threadRoutes.listPosts, { params: { id }, query: {} })).items.map((post) =>
    post.html.replaceAll(/<[^>]+>|\n/g, ''),
  );

/** Its time has come. */
const arrive = ({ id }: ScheduledView) =>
  kept.updateOne({ _id: new ObjectId(id) }, { $set: { tryAt: new Date(), sendAt: new Date() } });
const isGone = (who: TestPerson) => async () => (await list(who)).length === 0 || 'still waiting';

describe('a reply that is sent later', () => {
  it('waits for its time, seen by its writer alone, and is then one post', async () => {
    const thread = await newThread();
    using phone = await student.connect(stack.servers[1]!.url);
    const made = await plan(student, thread, 'From tomorrow');
    expect(made).toMatchObject({ state: 'waiting', kind: 'reply', text: 'From tomorrow', ...soon });
    expect(made.sendAt).toBe(`${soon.localAt.slice(0, 10)}T01:30:00.000Z`);
    await phone.next('own:changed', ({ what }) => what === 'scheduled');
    expect(await list(student)).toEqual([made]);
    expect(await list(teacher)).toEqual([]);
    const params = { id: made.id };
    for (const route of [scheduledRoutes.getScheduled, scheduledRoutes.cancelScheduled] as const)
      expect((await problemOf(teacher.call(route, { params }))).code).toBe('not-found');
    expect(await textsIn(thread)).not.toContain('From tomorrow');

    await arrive(made);
    await eventually(isGone(student), { withinMs: 20_000 });
    expect(await textsIn(thread)).toEqual([expect.anything(), 'From tomorrow']);
  });

  it('SYNC-1 is one post also when the server that sent it died before it could say so', async () => {
    const thread = await newThread();
    const made = await plan(student, thread, 'Only once');
    const before = await kept.findOne({ _id: new ObjectId(made.id) });
    await arrive(made);
    await eventually(isGone(student), { withinMs: 20_000 });
    await kept.insertOne({
      ...before,
      _id: new ObjectId(made.id),
      state: 'sending',
      tryAt: new Date(),
    });
    await eventually(isGone(student), { withinMs: 20_000 });
    expect((await textsIn(thread)).filter((text) => text === 'Only once')).toHaveLength(1);
  });

  it('is kept with the reason where it may not be written any more, and can be sent when it may', async () => {
    const thread = await newThread();
    const writer = await stack.person();
    await joinBy(teacher, writer, ground.community);
    const made = await plan(writer, thread, 'Too late?');
    const lock = (locked: boolean) =>
      teacher.call(threadRoutes.changeThread, { params: { id: thread.id }, body: { locked } });
    await lock(true);
    await arrive(made);
    await eventually(async () => (await list(writer))[0]?.state === 'failed' || 'it still waits', {
      withinMs: 20_000,
    });
    expect(await list(writer)).toMatchObject([{ text: 'Too late?', problem: 'thread-locked' }]);
    await eventually(async () => {
      const { items } = await writer.call(notificationRoutes.listNotifications, { query: {} });
      return items.some(({ reason }) => reason === 'scheduled') || 'nobody was told';
    });
    const send = () => writer.call(scheduledRoutes.sendScheduled, { params: { id: made.id } });
    expect((await problemOf(send())).code).toBe('thread-locked');
    expect(await list(writer)).toHaveLength(1);
    await lock(false);
    expect(await send()).toMatchObject({ threadId: thread.id, number: 2 });
    expect(await list(writer)).toEqual([]);
    expect(await textsIn(thread)).toContain('Too late?');
  });

  it('can be changed and called off until it is sent, never by others', async () => {
    const thread = await newThread();
    const made = await plan(student, thread, 'First words');
    const params = { id: made.id };
    const body = { text: 'Other words', localAt: `${soon.localAt.slice(0, 10)}T09:00` };
    expect(
      (await problemOf(teacher.call(scheduledRoutes.changeScheduled, { params, body }))).code,
    ).toBe('not-found');
    expect(await student.call(scheduledRoutes.changeScheduled, { params, body })).toMatchObject({
      text: 'Other words',
      sendAt: `${soon.localAt.slice(0, 10)}T02:00:00.000Z`,
    });
    await student.call(scheduledRoutes.cancelScheduled, { params });
    expect(await list(student)).toEqual([]);
    expect((await problemOf(student.call(scheduledRoutes.getScheduled, { params }))).code).toBe(
      'not-found',
    );
  });

  it('called off, its words and its poll can go back among the drafts', async () => {
    const thread = await newThread();
    const poll = {
      ...{ question: 'When?', kind: 'single' as const, options: ['Monday', 'Friday'] },
      ...{ anonymous: false, show: 'always' as const },
    };
    const made = await student.call(scheduledRoutes.scheduleReply, {
      params: { id: thread.id },
      body: { post: { body: 'I ask', poll, replyTo: 1 }, ...soon },
    });
    expect(made.poll).toEqual({ question: 'When?', options: ['Monday', 'Friday'] });
    const call = { params: { id: made.id }, query: { keep: 'draft' as const } };
    await student.call(scheduledRoutes.cancelScheduled, call);
    expect(await list(student)).toEqual([]);
    const place = { kind: 'reply' as const, id: thread.id };
    const { draft } = await student.call(draftRoutes.getDraft, { params: place });
    expect(draft).toMatchObject({ text: 'I ask', replyTo: 1 });
    expect(JSON.parse(draft?.poll ?? '')).toMatchObject(poll);
    // Asked once more, nothing is kept a second time.
    expect((await problemOf(student.call(scheduledRoutes.cancelScheduled, call))).code).toBe(
      'not-found',
    );
    const again = await student.call(draftRoutes.getDraft, { params: place });
    expect(again.draft?.others).toEqual([]);
  });

  it.each([
    ['is over', { localAt: '2020-01-01T08:00', timeZone: 'UTC' }, 'invalid'],
    ['no calendar has', { localAt: '2030-02-30T08:00', timeZone: 'UTC' }, 'invalid'],
    ['is too far away', { localAt: '2090-01-01T08:00', timeZone: 'UTC' }, 'invalid'],
    ['is of no zone', { localAt: soon.localAt, timeZone: 'Mars/Olympus' }, 'invalid'],
  ])('is refused for a time that %s', async (_what, when, code) => {
    const thread = await newThread();
    expect((await problemOf(plan(student, thread, 'When?', when))).code).toBe(code);
    expect(await list(student)).toEqual([]);
  });

  it('is not planned where one may not write, and tells outsiders nothing', async () => {
    const thread = await newThread();
    const outsider = await stack.person();
    expect((await problemOf(plan(outsider, thread, 'Hello'))).code).toBe('not-found');
  });
});

it('a topic starts at its time, with its tags', async () => {
  const made = await student.call(scheduledRoutes.scheduleThread, {
    params: { id: ground.space.id },
    body: { thread: { title: 'Later', body: 'As planned', tags: ['plan'] }, ...soon },
  });
  expect(made).toMatchObject({ kind: 'thread', title: 'Later' });
  await arrive(made);
  await eventually(isGone(student), { withinMs: 20_000 });
  const query = { limit: '1' };
  const { items } = await teacher.call(threadRoutes.listThreads, {
    params: { id: ground.space.id },
    query,
  });
  expect(items).toMatchObject([{ title: 'Later', tags: ['plan'], author: { id: student.id } }]);
});

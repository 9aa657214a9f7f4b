import { communityRoutes as routes, type SpaceView } from '@jembatan/shared/communities.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { similarRoutes } from '@jembatan/shared/similar.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { MongoClient, ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack[Symbol.asyncDispose]());

async function classroom() {
  const [owner, student] = await Promise.all([stack.person(), stack.person()]);
  const ground = await makeGround(owner, { members: [student] });
  return { owner, student, ...ground };
}

const similar = (who: TestPerson, { id }: Pick<SpaceView, 'id'>, title: string) =>
  who.call(similarRoutes.listSimilar, { params: { id }, query: { title } });

const titlesOf = async (who: TestPerson, space: Pick<SpaceView, 'id'>, title: string) =>
  (await similar(who, space, title)).items.map((one) => one.title);

describe('threads like a title', () => {
  test('are found by its words in any language, the likest first', async () => {
    const { owner, student, space } = await classroom();
    const titles = [
      'Where does our drinking water come from?',
      'Water in the river after the rain',
      'Who plays chess on Fridays?',
      '雨为什么是冷的',
      'ทำไมฝนถึงตก',
      'لماذا المطر بارد',
    ];
    for (const title of titles)
      await startThread(owner, space, { title, body: 'Say what you know.' });
    const cases: [string, string[]][] = [
      ['Where does the drinking water come from', [titles[0]!]],
      ['River water after rain', [titles[1]!]],
      ['chess on fridays', [titles[2]!]],
      ['为什么雨是冷的', [titles[3]!]],
      ['ฝนตกทำไม', [titles[4]!]],
      ['المطر البارد', [titles[5]!]],
      ['Bicycle repair', []],
      ['?!', []],
      ['', []],
    ];
    for (const [typed, found] of cases)
      expect(await titlesOf(student, space, typed)).toEqual(found);
  });

  test('say what one wants to know before opening them, and at most five come', async () => {
    const { owner, student, space } = await classroom();
    const { thread } = await startThread(owner, space, { title: 'Acid rain', kind: 'question' });
    await reply(student, thread, 'From smoke.');
    await owner.call(threadRoutes.changeThread, {
      params: { id: thread.id },
      body: { acceptedNumber: 2 },
    });
    const { items } = await similar(student, space, 'acid rain');
    expect(items).toEqual([
      {
        ...{ id: thread.id, slug: thread.slug, title: 'Acid rain', spaceId: space.id },
        ...{ kind: 'question', answered: true, postCount: 2, lastActivityAt: expect.any(String) },
      },
    ]);
    for (let n = 0; n < 7; n += 1) await startThread(owner, space, { title: `Acid rain ${n}` });
    expect((await similar(student, space, 'acid rain')).items).toHaveLength(5);
  });

  test('are by the title as it is now, and the text counts for less', async () => {
    const { owner, student, space } = await classroom();
    const { thread } = await startThread(owner, space, {
      title: 'Old name',
      body: 'About nothing',
    });
    const body = { title: 'Photosynthesis in the shade' };
    await owner.call(threadRoutes.changeThread, { params: { id: thread.id }, body });
    await eventually(
      async () =>
        (await titlesOf(student, space, 'photosynthesis shade')).length === 1 || 'not found yet',
    );
    expect(await titlesOf(student, space, 'old name')).toEqual([]);
  });

  test('are only those the reader may read: groups, roles, days, orders, other places', async () => {
    const { owner, student, community, space } = await classroom();
    const params = { id: community.id };
    const makeSpace = (body: object) =>
      owner.call(routes.createSpace, { params, body: { name: 'Other', ...body } });
    const staffRoom = await makeSpace({ rights: { read: ['teacher', 'owner'] } });
    const apart = await makeSpace({ separateGroups: true });
    const group = await owner.call(routes.createGroup, { params, body: { name: 'Left' } });
    const title = 'Quillwort and moss';
    const start = (id: SpaceView['id'], more = {}) =>
      owner.call(threadRoutes.createThread, {
        params: { id },
        body: { title, body: 'x', ...more },
      });
    await start(staffRoom.id);
    await start(apart.id, { groupId: group.id });
    const opensAt = new Date(Date.now() + 3_600_000).toISOString();
    await start(space.id, { opensAt });
    const { thread } = await start(space.id);
    await owner.call(moderationRoutes.act, {
      body: { action: 'hide', subject: { kind: 'thread', id: thread.id } },
    });
    const elsewhere = await makeGround(owner);
    await start(elsewhere.space.id);
    expect(await titlesOf(student, space, title)).toEqual([]);
    expect(await titlesOf(owner, space, title)).toHaveLength(3);
    expect((await problemOf(similar(student, staffRoom, title))).code).toBe('not-found');
    await student.call(routes.joinGroup, { params: { id: group.id } });
    await eventually(
      async () => (await titlesOf(student, space, title)).length === 1 || 'not of the group yet',
    );
  });

  test('are found though very many that may not be read are newer', async () => {
    const { owner, student, community, space } = await classroom();
    await startThread(owner, space, { title: 'Sundews of the bog' });
    const staffRoom = await owner.call(routes.createSpace, {
      params: { id: community.id },
      body: { name: 'Staff', rights: { read: ['teacher', 'owner'] } },
    });
    await copyOpening(space, { spaceId: staffRoom.id, times: 200 });
    expect(await titlesOf(student, space, 'sundews of the bog')).toEqual(['Sundews of the bog']);
  });

  test('are found though each of its words alone is everywhere', async () => {
    const { owner, student, space } = await classroom();
    await startThread(owner, space, { title: 'rain river town' });
    for (const title of ['rain', 'river', 'town']) {
      const own = await owner.call(routes.createSpace, {
        params: { id: space.communityId },
        body: { name: title },
      });
      await startThread(owner, own, { title });
      await copyOpening(own, { spaceId: own.id, times: 80 });
    }
    const [first] = await titlesOf(student, space, 'rain river town');
    expect(first).toBe('rain river town');
  });

  test('are for people who are signed in, and a title is no more than a title', async () => {
    const { student, space } = await classroom();
    const outsider = await stack.person();
    const ask = (token?: string) =>
      callApi(
        stack.url,
        similarRoutes.listSimilar,
        { params: { id: space.id }, query: { title: 'rain' } },
        token ? { token } : {},
      );
    expect((await problemOf(ask())).code).toBe('signed-out');
    expect((await problemOf(similar(outsider, space, 'rain'))).code).toBe('not-found');
    const long = 'rain '.repeat(100);
    expect((await problemOf(similar(student, space, long))).code).toBe('invalid');
    const asked = await fetch(
      `${stack.url}/api/v1/spaces/${space.id}/similar-threads?title[$ne]=x`,
      { headers: { Authorization: `Bearer ${student.token}` } },
    );
    expect(asked.status).toBe(400);
  });
});

/** Copies the thread of a space as if it had been started many times since; straight into the database. */
async function copyOpening(
  { id }: Pick<SpaceView, 'id'>,
  { spaceId, times }: { spaceId: SpaceView['id']; times: number },
): Promise<void> {
  const client = await new MongoClient(stack.mongoUrl).connect();
  const [threads, posts] = [client.db().collection('threads'), client.db().collection('posts')];
  const thread = await threads.findOne({ spaceId: new ObjectId(id) });
  const post = await posts.findOne({ threadId: thread?._id, number: 1 });
  const copies = Array.from({ length: times }, (_, n) => ({
    ...{ threadId: new ObjectId(), spaceId: new ObjectId(spaceId) },
    createdAt: new Date(Date.now() + n),
  }));
  await threads.insertMany(copies.map((one) => ({ ...thread, ...one, _id: one.threadId })));
  await posts.insertMany(copies.map((one) => ({ ...post, ...one, _id: new ObjectId() })));
  await client.close();
}

import { communityRoutes } from '@jembatan/shared/communities.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let siti: TestPerson;
let jonas: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack({ environment: { CLIENT_DIR: 'client/public' } });
  siti = await stack.person({ displayName: 'Siti' });
  jonas = await stack.person({ displayName: 'Jonas' });
  ground = await makeGround(siti, { members: [jonas] });
});
afterAll(() => stack[Symbol.asyncDispose]());

const follow = (who: TestPerson, { id }: Pick<ThreadView, 'id'>) =>
  who.call(threadRoutes.watchThread, { params: { id }, body: { level: 'all' } });

async function followedBy(who: TestPerson, query = {}) {
  const page = await who.call(threadRoutes.listFollowed, { query });
  return { titles: page.items.map(({ title }) => title), nextCursor: page.nextCursor };
}

test('the followed threads with something unread are listed, and only while they may be read', async () => {
  const titles = ['One', 'Two', 'Three'];
  for (const title of titles) {
    const { thread } = await startThread(siti, ground.space, { title });
    await follow(jonas, thread);
    if (title === 'Two')
      await jonas.call(threadRoutes.readThread, { params: { id: thread.id }, body: { number: 1 } });
    if (title === 'Three') await reply(siti, thread, 'More');
  }
  const other = await makeGround(siti, { name: 'Closed', members: [jonas] });
  const { thread: hidden } = await startThread(siti, other.space, { title: 'Four' });
  await follow(jonas, hidden);
  expect((await followedBy(jonas)).titles).toEqual(['Four', 'Three', 'One']);
  expect((await followedBy(siti)).titles).toEqual([]);
  const first = await followedBy(jonas, { limit: '2' });
  expect(first.titles).toEqual(['Four', 'Three']);
  const rest = await followedBy(jonas, { limit: '2', cursor: first.nextCursor });
  expect(rest).toEqual({ titles: ['One'], nextCursor: null });
});

test('the service worker is asked for anew each time, and one that ends itself stands in when switched off', async () => {
  await using off = await startStack({
    environment: { CLIENT_DIR: 'client/public', OFFLINE: 'off' },
  });
  const answer = await fetch(`${off.url}/sw.js`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-cache');
  expect(answer.headers.get('content-type')).toMatch(/javascript/);
  expect(await answer.text()).toContain('unregister');
});

const hourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

test('a text that waited for a network says when it was written, to everybody', async () => {
  const { thread } = await startThread(siti, ground.space, { title: 'Written on the bus' });
  const writtenAt = hourAgo();
  const post = await jonas.call(threadRoutes.createPost, {
    params: { id: thread.id },
    body: { body: 'From the bus', writtenAt },
  });
  expect(post.writtenAt).toBe(writtenAt);
  expect(Date.parse(post.createdAt)).toBeGreaterThan(Date.now() - 60_000);
  const seen = await siti.call(threadRoutes.listPosts, { params: { id: thread.id }, query: {} });
  expect(seen.items.at(-1)?.writtenAt).toBe(writtenAt);
});

test('a clock that is wrong is not believed, and no text is refused for it', async () => {
  const { thread } = await startThread(siti, ground.space, { title: 'Clocks' });
  const now = Date.now();
  const claims = [now + 86_400_000, now - 100 * 86_400_000, now - 5_000];
  for (const claim of claims) {
    const post = await jonas.call(threadRoutes.createPost, {
      params: { id: thread.id },
      body: { body: `Claim ${claim}`, writtenAt: new Date(claim).toISOString() },
    });
    expect(post.writtenAt).toBeUndefined();
  }
});

test('what arrives after the due date is refused, whatever its clock says; a teacher may still write', async () => {
  const { thread } = await startThread(siti, ground.space, { title: 'Homework' });
  const dueAt = new Date(Date.now() - 1_000).toISOString();
  await siti.call(threadRoutes.changeThread, { params: { id: thread.id }, body: { dueAt } });
  const body = { body: 'I wrote this in time', writtenAt: hourAgo() };
  await expect(
    jonas.call(threadRoutes.createPost, { params: { id: thread.id }, body }),
  ).rejects.toMatchObject({ code: 'past-due' });
  const post = await siti.call(threadRoutes.createPost, { params: { id: thread.id }, body });
  expect(post.writtenAt).toBe(body.writtenAt);
});

test('where a forum takes late arrivals, what was written in time is taken, and nothing else', async () => {
  const { thread } = await startThread(siti, ground.space, { title: 'Homework on the bus' });
  const params = { id: ground.space.id };
  await siti.call(communityRoutes.changeSpace, { params, body: { acceptsLate: true } });
  const dueAt = new Date(Date.now() - 60_000).toISOString();
  await siti.call(threadRoutes.changeThread, { params: { id: thread.id }, body: { dueAt } });
  const send = (writtenAt?: string) =>
    jonas.call(threadRoutes.createPost, {
      params: { id: thread.id },
      body: { body: 'Homework', ...(writtenAt && { writtenAt }) },
    });
  const post = await send(hourAgo());
  expect(post.writtenAt).toBeDefined();
  await expect(send(new Date(Date.now() - 1_000).toISOString())).rejects.toMatchObject({
    code: 'past-due',
  });
  await expect(send()).rejects.toMatchObject({ code: 'past-due' });
  await siti.call(communityRoutes.changeSpace, { params, body: { acceptsLate: false } });
  await expect(send(hourAgo())).rejects.toMatchObject({ code: 'past-due' });
});

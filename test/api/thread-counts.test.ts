import { communityRoutes } from '@jembatan/shared/communities.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { plan } from '../support/meetings.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let owner: TestPerson;
let student: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack({ servers: 2 });
  owner = await stack.person({ displayName: 'Ibu Sari' });
  student = await stack.person({ displayName: 'Budi' });
  ground = await makeGround(owner, { members: [student] });
});
afterAll(() => stack[Symbol.asyncDispose]());

/** How many threads each space has, for somebody. */
async function countsFor(who: TestPerson): Promise<Record<string, number>> {
  const params = { id: ground.community.id };
  const { items } = await who.call(communityRoutes.listSpaces, { params });
  return Object.fromEntries(items.map(({ id, threadCount }) => [id, threadCount]));
}

it('a space counts its threads, also those started at the same moment', async () => {
  expect((await countsFor(student))[ground.space.id]).toBe(0);
  await Promise.all(Array.from({ length: 8 }, () => startThread(owner, ground.space)));
  expect((await countsFor(student))[ground.space.id]).toBe(8);
});

it('a hidden thread is not counted, and one that comes back is', async () => {
  const { thread } = await startThread(student, ground.space);
  const order = (action: 'hide' | 'restore') =>
    owner.call(moderationRoutes.act, {
      body: { action, subject: { kind: 'thread', id: thread.id }, reason: 'Because' },
    });
  const before = (await countsFor(student))[ground.space.id] ?? 0;
  await order('hide');
  expect((await countsFor(student))[ground.space.id]).toBe(before - 1);
  await order('hide').catch(() => undefined);
  await order('restore');
  expect((await countsFor(student))[ground.space.id]).toBe(before);
});

it('a thread that has yet to open is counted for staff only', async () => {
  const { thread } = await startThread(owner, ground.space);
  const before = await countsFor(student);
  const opensAt = new Date(Date.now() + 86_400_000).toISOString();
  const set = (change: { opensAt: string | null }) =>
    owner.call(threadRoutes.changeThread, { params: { id: thread.id }, body: change });
  await set({ opensAt });
  expect((await countsFor(student))[ground.space.id]).toBe((before[ground.space.id] ?? 0) - 1);
  expect((await countsFor(owner))[ground.space.id]).toBe(before[ground.space.id]);
  await set({ opensAt: null });
  expect(await countsFor(student)).toEqual(before);
});

it('the chat of a session is counted from its first message on', async () => {
  const total = async () =>
    Object.values(await countsFor(student)).reduce((sum, count) => sum + count, 0);
  const before = await total();
  const session = await plan(owner, ground.community.id);
  expect(await total()).toBe(before);
  if (!session.threadId) throw new Error('a session has a chat');
  for (const body of ['Hello', 'again']) await reply(student, { id: session.threadId }, body);
  expect(await total()).toBe(before + 1);
});

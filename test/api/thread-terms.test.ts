import { communityRoutes as routes } from '@jembatan/shared/communities.contract';
import { searchRoutes } from '@jembatan/shared/search.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack[Symbol.asyncDispose]());

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
const past = () => inSeconds(-60);
const future = () => inSeconds(3_600);

async function classroom(terms: object = {}) {
  const [owner, student] = await Promise.all([stack.person(), stack.person()]);
  const { community, space: first } = await makeGround(owner, { members: [student] });
  const space = await owner.call(routes.createSpace, {
    params: { id: community.id },
    body: { name: 'Essays' },
  });
  const set = (body: object) => owner.call(routes.changeSpace, { params: { id: space.id }, body });
  if (Object.keys(terms).length > 0) await set(terms);
  const open = (id: string) =>
    student.call(threadRoutes.getThread, { params: { id: id as never } });
  const setThread = (id: string, body: object) =>
    owner.call(threadRoutes.changeThread, { params: { id: id as never }, body });
  return { owner, student, community, first, space, set, open, setThread };
}

describe('a day of opening', () => {
  test('hides a space from students until then, everywhere, and from no staff', async () => {
    const { owner, student, community, space, set } = await classroom();
    const { thread } = await startThread(owner, space, { body: 'quillwort' });
    const listed = async () =>
      (await student.call(routes.listSpaces, { params: { id: community.id } })).items.length;
    const found = async () =>
      (await student.call(searchRoutes.search, { query: { q: 'quillwort' } })).total;
    expect([await listed(), await found()]).toEqual([2, 1]);
    await set({ opensAt: future() });
    await eventually(async () => (await listed()) === 1 || 'still listed');
    await eventually(async () => (await found()) === 0 || 'still found');
    const asked = student.call(threadRoutes.getThread, { params: { id: thread.id } });
    expect((await problemOf(asked)).code).toBe('not-found');
    expect((await owner.call(threadRoutes.getThread, { params: { id: thread.id } })).terms).toEqual(
      expect.objectContaining({ opensAt: expect.any(String) }),
    );
    await set({ opensAt: null });
    await eventually(async () => (await listed()) === 2 || 'not back');
  });

  test('hides one thread, its count and its words', async () => {
    const { owner, student, space, open, setThread } = await classroom();
    const { thread } = await startThread(owner, space, { body: 'sphagnum' });
    using socket = await student.connect();
    await socket.ask('subscribe', { topic: `thread:${thread.id}` });
    await setThread(thread.id, { opensAt: future() });
    await socket.next('topic:lost', ({ topic }) => topic === `thread:${thread.id}`);
    expect((await problemOf(open(thread.id))).code).toBe('not-found');
    const { items } = await student.call(threadRoutes.listThreads, { params: { id: space.id } });
    expect(items).toEqual([]);
    const view = await student.call(routes.getSpace, { params: { id: space.id } });
    expect([view.threadCount, view.unread]).toEqual([0, 0]);
    const search = await student.call(searchRoutes.search, { query: { q: 'sphagnum' } });
    expect([search.total, search.items]).toEqual([0, []]);
    await setThread(thread.id, { opensAt: null });
    await eventually(async () => (await open(thread.id)).title === thread.title || 'not yet');
  });
});

describe('a due date', () => {
  test('makes a space read-only for students, says since when, and keeps staff writing', async () => {
    const { owner, student, space, set, open } = await classroom();
    const { thread, post } = await startThread(student, space);
    const view = await set({ dueAt: past() });
    const late = await problemOf(reply(student, thread, 'Too late'));
    expect([late.status, late.code, late.problem.dueAt]).toEqual([409, 'past-due', view.dueAt]);
    const others: (() => Promise<unknown>)[] = [
      () => startThread(student, space),
      () =>
        student.call(threadRoutes.editPost, {
          params: { id: post.id },
          body: { body: 'Changed', baseRevision: 1 },
        }),
      () => student.call(threadRoutes.react, { params: { id: post.id, emoji: '👍' } }),
    ];
    for (const ask of others) expect((await problemOf(ask())).code).toBe('past-due');
    const seen = await open(thread.id);
    expect([seen.can?.reply, seen.terms?.dueAt]).toEqual([false, view.dueAt]);
    await reply(owner, thread, 'Marked');
  });

  test('is extended for one thread by staff, and by no student', async () => {
    const { student, space, set, setThread, open } = await classroom();
    const { thread } = await startThread(student, space);
    await set({ dueAt: past() });
    const asked = student.call(threadRoutes.changeThread, {
      params: { id: thread.id },
      body: { dueAt: future() },
    });
    expect((await problemOf(asked)).code).toBe('forbidden');
    const { dueAt } = await setThread(thread.id, { dueAt: future() });
    await reply(student, thread, 'In time');
    expect((await open(thread.id)).terms?.dueAt).toBe(dueAt);
    await setThread(thread.id, { dueAt: null });
    expect((await problemOf(reply(student, thread, 'Late'))).code).toBe('past-due');
  });

  test('comes after the opening', async () => {
    const { owner, space, set, setThread } = await classroom();
    expect((await problemOf(set({ opensAt: future(), dueAt: past() }))).code).toBe('invalid');
    const { thread } = await startThread(owner, space);
    await setThread(thread.id, { dueAt: inSeconds(60) });
    expect((await problemOf(setThread(thread.id, { opensAt: future() }))).code).toBe('invalid');
  });
});

describe('slow mode', () => {
  test('lets one person post once per time in the whole space, and staff as often as they like', async () => {
    const { owner, student, space, open } = await classroom({ slowSeconds: 600 });
    const { thread } = await startThread(owner, space);
    await reply(owner, thread, 'One');
    await reply(owner, thread, 'Two');
    await reply(student, thread, 'First');
    const refused = await problemOf(reply(student, thread, 'Second'));
    expect([refused.status, refused.code]).toEqual([429, 'slow-mode']);
    const { retryAfter } = refused.problem;
    expect(Number(retryAfter)).toBeGreaterThan(590);
    expect(Number(retryAfter)).toBeLessThanOrEqual(600);
    expect((await problemOf(startThread(student, space))).code).toBe('slow-mode');
    const { terms } = await open(thread.id);
    expect(terms?.slowSeconds).toBe(600);
    expect(new Date(terms?.slowUntil ?? 0).getTime()).toBeGreaterThan(Date.now());
  });

  test('of two posts at the same moment takes one', async () => {
    const { owner, student, space } = await classroom({ slowSeconds: 600 });
    const [one, other] = [await startThread(owner, space), await startThread(owner, space)];
    const results = await Promise.allSettled(
      [one, other, one, other].map(({ thread }) => reply(student, thread, 'Me')),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('is another for one thread, and none where it is 0', async () => {
    const { owner, student, space, setThread } = await classroom({ slowSeconds: 600 });
    const [quick, slow] = [await startThread(owner, space), await startThread(owner, space)];
    await setThread(quick.thread.id, { slowSeconds: 0 });
    await reply(student, quick.thread, 'One');
    await reply(student, quick.thread, 'Two');
    await setThread(slow.thread.id, { slowSeconds: 60 });
    await reply(student, slow.thread, 'One');
    const { problem } = await problemOf(reply(student, slow.thread, 'Two'));
    expect(Number(problem.retryAfter)).toBeLessThanOrEqual(60);
    const { terms } = await student.call(threadRoutes.getThread, {
      params: { id: quick.thread.id },
    });
    expect(terms?.slowSeconds).toBeUndefined();
  });

  test('counts no post that was refused', async () => {
    const { owner, student, space, setThread } = await classroom({ slowSeconds: 600 });
    const { thread } = await startThread(owner, space);
    await setThread(thread.id, { locked: true });
    expect((await problemOf(reply(student, thread, 'No'))).code).toBe('thread-locked');
    await setThread(thread.id, { locked: false });
    await reply(student, thread, 'Yes');
  });
});

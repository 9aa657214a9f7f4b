import { communityRoutes as routes } from '@jembatan/shared/communities.contract';
import { historyRoutes } from '@jembatan/shared/history.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { searchRoutes } from '@jembatan/shared/search.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { joinBy, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack[Symbol.asyncDispose]());

async function classroom() {
  const [owner, shy, mate] = await Promise.all([
    stack.person(),
    stack.person({ displayName: 'Shy Shirin Secret' }),
    stack.person(),
  ]);
  const { community, space } = await makeGround(owner, { members: [shy, mate] });
  await owner.call(routes.changeSpace, { params: { id: space.id }, body: { pseudonyms: true } });
  await eventually(
    async () =>
      (await shy.call(routes.getSpace, { params: { id: space.id } })).pseudonyms || 'not yet',
  );
  const hide = (who: TestPerson, thread: { id: string }, body: string) =>
    who.call(threadRoutes.createPost, {
      params: { id: thread.id as never },
      body: { body, pseudonym: true },
    });
  const startHidden = (who: TestPerson, body = 'A question I would not ask aloud') =>
    who.call(threadRoutes.createThread, {
      params: { id: space.id },
      body: { title: 'Shy', body, pseudonym: true },
    });
  return { owner, shy, mate, community, space, hide, startHidden };
}

/** Nothing that was answered or heard names the person. */
function expectNoTraceOf({ person }: TestPerson, ...told: unknown[]): void {
  const text = JSON.stringify(told);
  for (const trace of [person.id, person.handle, person.displayName])
    expect(text).not.toContain(trace);
}

describe('a pseudonym', () => {
  test("is one person's in one thread, and another in another", async () => {
    const { owner, shy, mate, space, hide } = await classroom();
    const [one, two] = [await startThread(owner, space), await startThread(owner, space)];
    const [first, second] = [await hide(shy, one.thread, 'A'), await hide(shy, one.thread, 'B')];
    const third = await hide(mate, one.thread, 'C');
    const elsewhere = await hide(shy, two.thread, 'D');
    expect(first.author).toEqual(second.author);
    expect(first.author).toMatchObject({ handle: '', pseudonym: expect.any(Number) });
    expect(third.author.pseudonym).not.toBe(first.author.pseudonym);
    expect(elsewhere.author.id).not.toBe(first.author.id);
    expect((await reply(shy, one.thread, 'Openly')).author).toEqual(shy.person);
  });

  test('stays one when its person writes many times at once, and two people never share one', async () => {
    const { owner, shy, mate, space, hide } = await classroom();
    const { thread } = await startThread(owner, space);
    const writers = [shy, mate, shy, mate, shy, mate];
    const posts = await Promise.all(writers.map((who, n) => hide(who, thread, `Post ${n}`)));
    const namesOf = (who: TestPerson) =>
      new Set(posts.filter((_, n) => writers[n] === who).map(({ author }) => author.pseudonym));
    expect([namesOf(shy).size, namesOf(mate).size]).toEqual([1, 1]);
    expect(new Set(posts.map(({ author }) => author.id)).size).toBe(2);
  });

  test('hides its person in every view, list, search, notice and piece of news', async () => {
    const { owner, shy, mate, space, startHidden, hide } = await classroom();
    using socket = await mate.connect();
    const { thread, post } = await startHidden(shy, 'Why is chlorophyll green?');
    await socket.ask('subscribe', { topic: `thread:${thread.id}` });
    await mate.call(threadRoutes.watchThread, {
      params: { id: thread.id },
      body: { level: 'all' },
    });
    const typed = await shy.connect();
    await typed.ask('subscribe', { topic: `thread:${thread.id}` });
    await typed.ask('typing', { threadId: thread.id, on: true });
    const second = await hide(shy, thread, 'And why are some leaves red?');
    await shy.call(threadRoutes.editPost, {
      params: { id: second.id },
      body: { body: 'And why are some chlorophyll leaves red?', baseRevision: 1 },
    });
    await socket.next('post:edited');
    await socket.next('notification', ({ notification }) => notification !== null);
    for (const reader of [mate, owner]) {
      const call = { params: { id: thread.id } };
      expectNoTraceOf(
        shy,
        await reader.call(threadRoutes.getThread, call),
        await reader.call(threadRoutes.listPosts, call),
        await reader.call(threadRoutes.listPosts, { ...call, query: { since: '0' } }),
        await reader.call(threadRoutes.listThreads, { params: { id: space.id } }),
        await reader.call(threadRoutes.getPost, { params: { id: post.id } }),
        await reader.call(searchRoutes.search, { query: { q: 'chlorophyll' } }),
        await reader.call(notificationRoutes.listNotifications, {}),
      );
    }
    const byName = { q: 'chlorophyll', author: shy.person.handle };
    for (const reader of [mate, owner, shy]) {
      const { items, total } = await reader.call(searchRoutes.search, { query: byName });
      expect([items, total]).toEqual([[], 0]);
    }
    const history = { params: { id: second.id } };
    expectNoTraceOf(shy, await owner.call(historyRoutes.listRevisions, history));
    expectNoTraceOf(shy, socket.heard);
    expect(await socket.ask('subscribe', { topic: `thread:${thread.id}` })).not.toHaveProperty(
      'present',
    );
    typed[Symbol.dispose]();
  });

  test('leaves its person the author: edits, deletes, hears of answers, not of the own', async () => {
    const { shy, mate, startHidden } = await classroom();
    const { thread, post } = await startHidden(shy);
    const { items } = await shy.call(threadRoutes.listPosts, { params: { id: thread.id } });
    expect(items[0]?.can).toMatchObject({ edit: true, delete: true, report: false });
    const seen = await mate.call(threadRoutes.listPosts, { params: { id: thread.id } });
    expect(seen.items[0]?.can).toMatchObject({ edit: false, delete: false, report: true });
    const view = await shy.call(threadRoutes.getThread, { params: { id: thread.id } });
    expect(view.terms?.alias).toEqual(post.author);
    await reply(mate, thread, 'Good question');
    await eventually(async () => {
      const { items: told } = await shy.call(notificationRoutes.listNotifications, {});
      return told.some(({ reason }) => reason === 'reply') || 'no notice';
    });
    await shy.call(threadRoutes.deletePost, { params: { id: post.id } });
  });

  test('is lifted for staff who ask, and the log keeps who asked', async () => {
    const { owner, shy, mate, community, startHidden } = await classroom();
    const teacher = await stack.person();
    await joinBy(owner, teacher, community, 'teacher');
    const { post } = await startHidden(shy);
    const reveal = (who: TestPerson) =>
      who.call(threadRoutes.revealAuthor, { params: { id: post.id } });
    expect((await problemOf(reveal(mate))).code).toBe('forbidden');
    expect((await reveal(teacher)).person).toEqual(shy.person);
    await eventually(async () => {
      const { items } = await owner.call(moderationRoutes.getLog, {
        query: { communityId: community.id },
      });
      const line = items.find(({ action }) => action === 'reveal-author');
      return (line?.actor?.id === teacher.id && line.person?.id === shy.id) || 'no line';
    });
  });

  test('stands in a report as well, while staff reaches the person', async () => {
    const { owner, shy, mate, startHidden } = await classroom();
    const { post } = await startHidden(shy);
    await mate.call(moderationRoutes.createReport, {
      body: { subject: { kind: 'post', id: post.id }, reason: 'bullying' },
    });
    const { items } = await owner.call(moderationRoutes.getQueue, {});
    const card = items.find(({ subject }) => subject.id === post.id);
    expect(card?.content.author).toEqual(post.author);
    expect(card?.can).toContain('remove-member');
  });

  test('is refused where the space does not allow it', async () => {
    const { owner, shy, space, hide } = await classroom();
    const { thread } = await startThread(owner, space);
    const change = { params: { id: space.id }, body: { pseudonyms: false } };
    await owner.call(routes.changeSpace, change);
    await eventually(async () => {
      const { terms } = await shy.call(threadRoutes.getThread, { params: { id: thread.id } });
      return terms?.pseudonyms === undefined || 'still allowed';
    });
    expect((await problemOf(hide(shy, thread, 'Psst'))).code).toBe('forbidden');
  });
});

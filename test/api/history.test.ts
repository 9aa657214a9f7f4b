import { historyRoutes } from '@jembatan/shared/history.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let lenient: Stack;
beforeAll(async () => {
  [stack, lenient] = await Promise.all([
    startStack(),
    startStack({ environment: { EDIT_GRACE_MINUTES: '5' } }),
  ]);
});
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  await lenient[Symbol.asyncDispose]();
});

async function classroom(on: Stack = stack) {
  const [owner, student, mate] = await Promise.all([on.person(), on.person(), on.person()]);
  const ground = await makeGround(owner, { members: [student, mate] });
  return { owner, student, mate, ...ground };
}

const edit = (who: TestPerson, { id }: Pick<PostView, 'id'>, body: string, baseRevision = 1) =>
  who.call(threadRoutes.editPost, { params: { id }, body: { body, baseRevision } });

const historyOf = (who: TestPerson, { id }: Pick<PostView, 'id'>, query = {}) =>
  who.call(historyRoutes.listRevisions, { params: { id }, query });

function restore(who: TestPerson, { id }: Pick<PostView, 'id'>, to: number, baseRevision: number) {
  const params = { id, revision: String(to) };
  return who.call(historyRoutes.restoreRevision, { params, body: { baseRevision } });
}

describe('the history of a post', () => {
  test('comes in pages, from either end, each version once', async () => {
    const { student, space } = await classroom();
    const { post } = await startThread(student, space, { body: 'text 1' });
    for (let n = 2; n <= 8; n += 1) await edit(student, post, `text ${n}`, n - 1);
    for (const order of ['oldest', 'newest'] as const) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const query = { order, limit: '3', ...(cursor && { cursor }) };
        const page = await historyOf(student, post, query);
        seen.push(...page.items.map(({ body }) => body));
        cursor = page.nextCursor;
      }
      const oldest = [1, 2, 3, 4, 5, 6, 7].map((n) => `text ${n}`);
      expect(seen).toEqual(order === 'oldest' ? oldest : oldest.toReversed());
    }
    const forged = historyOf(student, post, { cursor: 'bm8' });
    expect((await problemOf(forged)).code).toBe('invalid');
  });

  test('is for the author and staff; of a deleted post for staff alone', async () => {
    const { owner, student, mate, space } = await classroom();
    const { thread } = await startThread(owner, space);
    const post = await reply(student, thread, 'first thought');
    await edit(student, post, 'second thought');
    expect((await historyOf(student, post)).items).toHaveLength(1);
    expect((await problemOf(historyOf(mate, post))).code).toBe('forbidden');
    await student.call(threadRoutes.deletePost, { params: { id: post.id } });
    for (const who of [student, mate])
      expect((await problemOf(historyOf(who, post))).code).toBe('forbidden');
    const { items } = await historyOf(owner, post);
    expect(items.map(({ body }) => body)).toEqual(['first thought', 'second thought']);
    expect((await problemOf(restore(owner, post, 1, 3))).code).toBe('post-gone');
  });

  test('goes back by its author: a new version, nothing lost, and no line in the log', async () => {
    const { owner, student, community, space } = await classroom();
    const { post } = await startThread(student, space, { body: 'good' });
    await edit(student, post, 'bad');
    expect((await problemOf(restore(student, post, 1, 1))).code).toBe('edit-conflict');
    const back = await restore(student, post, 1, 2);
    expect(back).toMatchObject({ body: 'good', revision: 3 });
    expect(back.editor).toBeUndefined();
    expect((await historyOf(student, post)).items.map(({ body }) => body)).toEqual(['good', 'bad']);
    expect((await problemOf(restore(student, post, 9, 3))).code).toBe('not-found');
    const log = await owner.call(moderationRoutes.getLog, {
      query: { communityId: community.id },
    });
    expect(log.items.filter(({ action }) => action === 'roll-back')).toEqual([]);
  });

  test('goes back by staff, in the log, named on the post, and its author hears of it', async () => {
    const { owner, student, mate, community, space } = await classroom();
    const { thread, post } = await startThread(student, space, { body: 'good' });
    await edit(student, post, 'bad');
    expect((await problemOf(restore(mate, post, 1, 2))).code).toBe('forbidden');
    using socket = await mate.connect();
    await socket.ask('subscribe', { topic: `thread:${thread.id}` });
    const back = await restore(owner, post, 1, 2);
    expect(back).toMatchObject({ body: 'good', editor: owner.person, author: student.person });
    const news = await socket.next('post:edited');
    expect(news.post).toMatchObject({
      html: expect.stringContaining('good'),
      editor: owner.person,
    });
    const entries = (await historyOf(student, post)).items;
    expect(entries.map(({ editor }) => editor.id)).toEqual([student.id, student.id]);
    await eventually(async () => {
      const { items } = await owner.call(moderationRoutes.getLog, {
        query: { communityId: community.id },
      });
      const line = items.find(({ action }) => action === 'roll-back');
      return (line?.actor?.id === owner.id && line.person?.id === student.id) || 'no line';
    });
    await eventually(async () => {
      const { items } = await student.call(notificationRoutes.listNotifications, {});
      const told = items.find(({ reason }) => reason === 'edited');
      return told?.actor?.id === owner.id || 'no notice';
    });
    // The author's own next version is nobody else's.
    const own = await edit(student, post, 'better', 3);
    expect(own.editor).toBeUndefined();
    const named = (await historyOf(student, post)).items.map(({ editor }) => editor.id);
    expect(named).toEqual([student.id, student.id, owner.id]);
  });

  test('is closed to authors where the thread is, and open to staff', async () => {
    const { owner, student, space } = await classroom();
    const { thread, post } = await startThread(student, space, { body: 'good' });
    await edit(student, post, 'bad');
    const params = { id: thread.id };
    await owner.call(threadRoutes.changeThread, { params, body: { locked: true } });
    expect((await problemOf(restore(student, post, 1, 2))).code).toBe('thread-locked');
    expect(await restore(owner, post, 1, 2)).toMatchObject({ body: 'good' });
  });
});

describe('the first minutes', () => {
  test('leave neither mark nor version, and yet a conflict between two devices is one', async () => {
    const { student, space } = await classroom(lenient);
    const { post } = await startThread(student, space, { body: 'teh rain' });
    const better = await edit(student, post, 'the rain');
    expect(better).toMatchObject({ body: 'the rain', revision: 2 });
    expect(better.editedAt).toBeUndefined();
    expect((await historyOf(student, post)).items).toEqual([]);
    expect((await problemOf(edit(student, post, 'that rain', 1))).code).toBe('edit-conflict');
  });

  test('end when somebody answers, reacts or reports, but not by what the author writes', async () => {
    const { owner, student, mate, space } = await classroom(lenient);
    const { thread } = await startThread(owner, space);
    const write = (body: string) => reply(student, thread, body);
    const meet: [string, (post: PostView) => Promise<unknown>][] = [
      [
        'reported',
        ({ id }) =>
          mate.call(moderationRoutes.createReport, {
            body: { subject: { kind: 'post', id }, reason: 'bullying' },
          }),
      ],
      ['reacted', ({ id }) => mate.call(threadRoutes.react, { params: { id, emoji: '👍' } })],
      ['answered', () => reply(mate, thread, 'I read it')],
    ];
    for (const [how, act] of meet) {
      const post = await write(`first, ${how}`);
      await write('more by the same');
      expect((await edit(student, post, `second, ${how}`)).editedAt).toBeUndefined();
      await act(post);
      expect((await edit(student, post, `third, ${how}`, 2)).editedAt).toBeDefined();
      const { items } = await historyOf(student, post);
      expect(items.map(({ body }) => body)).toEqual([`second, ${how}`]);
    }
  });

  test('are over after a while, and can be none at all', async () => {
    const { student, space } = await classroom();
    const { post } = await startThread(student, space, { body: 'first' });
    expect((await edit(student, post, 'second')).editedAt).toBeDefined();
  });
});

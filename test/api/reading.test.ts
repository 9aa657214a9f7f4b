import { communityRoutes } from '@jembatan/shared/communities.contract';
import { kindRoutes } from '@jembatan/shared/kinds.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { readingRoutes } from '@jembatan/shared/reading.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let student: TestPerson;
let outsider: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack({ servers: 2 });
  [teacher, student, outsider] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Budi' }),
    stack.person({ displayName: 'Someone Else' }),
  ]);
  ground = await makeGround(teacher, { members: [student] });
});
afterAll(() => stack[Symbol.asyncDispose]());

describe('who reacted', () => {
  it('is listed by emoji in pages, for those who may read the post', async () => {
    const { thread, post } = await startThread(teacher, ground.space);
    for (const [who, emoji] of [
      [teacher, '👍'],
      [student, '👍'],
      [student, '🎉'],
    ] as const)
      await who.call(threadRoutes.react, { params: { id: post.id, emoji } });
    const ask = (who: TestPerson, query: Record<string, string> = {}) =>
      who.call(readingRoutes.listReactions, { params: { id: post.id }, query });
    const named = ({ items }: Awaited<ReturnType<typeof ask>>) =>
      items.map(({ emoji, person }) => [emoji, person.id]);
    expect(named(await ask(student))).toEqual([
      ['👍', teacher.id],
      ['👍', student.id],
      ['🎉', student.id],
    ]);
    expect(named(await ask(student, { emoji: '🎉' }))).toEqual([['🎉', student.id]]);
    const first = await ask(student, { limit: '1' });
    await teacher.call(threadRoutes.unreact, { params: { id: post.id, emoji: '👍' } });
    const next = await ask(student, { limit: '1', cursor: first.nextCursor ?? '' });
    expect(named(next)).toEqual([['👍', student.id]]);
    expect((await problemOf(ask(outsider))).code).toBe('not-found');
    const answer = await reply(student, thread, 'Rude');
    await teacher.call(threadRoutes.react, { params: { id: answer.id, emoji: '👍' } });
    await teacher.call(moderationRoutes.act, {
      body: { action: 'hide', subject: { kind: 'post', id: answer.id }, reason: 'rude' },
    });
    const hidden = { params: { id: answer.id }, query: {} };
    expect((await student.call(readingRoutes.listReactions, hidden)).items).toEqual([]);
    expect((await teacher.call(readingRoutes.listReactions, hidden)).items).toHaveLength(1);
  });
});

describe('everything marked read', () => {
  const unreadOf = async (who: TestPerson, id: string) =>
    (await who.call(threadRoutes.getThread, { params: { id } as never })).read?.unread;

  it('SYNC-3 reaches every tab, keeps to its forum, and can be taken back once', async () => {
    const reader = await stack.person();
    await joinBy(teacher, reader, ground.community);
    const other = await teacher.call(communityRoutes.createSpace, {
      params: { id: ground.community.id },
      body: { name: 'Other' },
    });
    const here = (await startThread(teacher, ground.space)).thread;
    const there = (await startThread(teacher, other)).thread;
    for (let n = 0; n < 3; n += 1) await reply(teacher, here, `news ${n}`);
    await reader.call(threadRoutes.readThread, { params: { id: here.id }, body: { number: 1 } });
    using tab = await reader.connect(stack.servers[1]!.url);
    const done = await reader.call(readingRoutes.readAll, { body: { spaceId: ground.space.id } });
    expect(done).toMatchObject({ threads: 1, more: false });
    await tab.next('thread:read', (read) => read.threadId === here.id && read.unread === 0);
    expect([await unreadOf(reader, here.id), await unreadOf(reader, there.id)]).toEqual([0, 1]);
    expect(
      await reader.call(readingRoutes.readAll, { body: { spaceId: ground.space.id } }),
    ).toEqual({ id: null, threads: 0, more: false });
    const undo = { params: { id: done.id ?? '' } };
    expect((await problemOf(student.call(readingRoutes.undoReadAll, undo))).code).toBe('not-found');
    expect(await reader.call(readingRoutes.undoReadAll, undo)).toEqual({ threads: 1 });
    await tab.next('thread:read', (read) => read.threadId === here.id && read.unread === 3);
    expect(await unreadOf(reader, here.id)).toBe(3);
    expect((await problemOf(reader.call(readingRoutes.undoReadAll, undo))).code).toBe('not-found');
    expect((await reader.call(readingRoutes.readAll, { body: {} })).threads).toBe(2);
    expect(await unreadOf(reader, there.id)).toBe(0);
    expect(
      (await problemOf(outsider.call(readingRoutes.readAll, { body: { spaceId: other.id } }))).code,
    ).toBe('not-found');
  });

  it('puts away the announcements on top of the place, read or not, and brings them back', async () => {
    const reader = await stack.person();
    await joinBy(teacher, reader, ground.community);
    const announce = (space: typeof ground.space) =>
      startThread(teacher, space, { title: 'Know this', kind: 'announcement' });
    const other = await teacher.call(communityRoutes.createSpace, {
      params: { id: ground.community.id },
      body: { name: 'Elsewhere' },
    });
    await reader.call(readingRoutes.readAll, { body: {} });
    const [{ thread: here }, { thread: there }] = [
      await announce(ground.space),
      await announce(other),
    ];
    await reader.call(threadRoutes.readThread, { params: { id: here.id }, body: { number: 1 } });
    const onTop = async () =>
      (
        await reader.call(kindRoutes.listCommunityAnnouncements, {
          params: { id: ground.community.id },
          query: {},
        })
      ).items
        .map(({ thread }) => thread.id)
        .toSorted();
    const both = [here.id, there.id].toSorted();
    expect(await onTop()).toEqual(both);
    using tab = await reader.connect(stack.servers[1]!.url);
    const body = { spaceId: ground.space.id };
    const done = await reader.call(readingRoutes.readAll, { body });
    expect(done.threads).toBe(1);
    await tab.next(
      'announcement:put-away',
      (news) => news.threadId === here.id && news.away === true,
    );
    expect(await onTop()).toEqual([there.id]);
    const undo = { params: { id: done.id ?? '' } };
    expect(await reader.call(readingRoutes.undoReadAll, undo)).toEqual({ threads: 1 });
    expect(await onTop()).toEqual(both);
    expect((await reader.call(readingRoutes.readAll, { body: {} })).threads).toBe(2);
    expect(await onTop()).toEqual([]);
  });

  it('what was read since stays read when it is taken back', async () => {
    const reader = await stack.person();
    await joinBy(teacher, reader, ground.community);
    const { thread } = await startThread(teacher, ground.space);
    const { id } = await reader.call(readingRoutes.readAll, { body: {} });
    await reply(teacher, thread, 'later');
    await reader.call(threadRoutes.readThread, { params: { id: thread.id }, body: { number: 2 } });
    await reader.call(readingRoutes.undoReadAll, { params: { id: id ?? '' } });
    expect(await unreadOf(reader, thread.id)).toBe(0);
  });
});

describe('bookmarks', () => {
  const list = (who: TestPerson, query: Record<string, string> = {}) =>
    who.call(readingRoutes.listBookmarks, { query });

  it('are the own ones, with a note, newest first, in pages', async () => {
    const reader = await stack.person();
    await joinBy(teacher, reader, ground.community);
    const { thread, post } = await startThread(teacher, ground.space, { body: 'Rain <b>falls' });
    const second = await reply(teacher, thread, 'second');
    const set = (id: string, body: { note?: string; remindAt?: string | null } = {}) =>
      reader.call(readingRoutes.setBookmark, { params: { id } as never, body });
    await set(post.id, { note: ' for the report ' });
    await set(second.id);
    await set(post.id, { remindAt: '2030-01-01T00:00:00.000Z' });
    expect((await list(reader)).items).toMatchObject([
      { postId: second.id, note: '', remindAt: null, snippet: 'second' },
      {
        ...{ postId: post.id, note: 'for the report', snippet: 'Rain <b>falls' },
        ...{ remindAt: '2030-01-01T00:00:00.000Z', title: thread.title },
      },
    ]);
    const first = await list(reader, { limit: '1' });
    const rest = await list(reader, { limit: '1', cursor: first.nextCursor ?? '' });
    expect([rest.items.map(({ postId }) => postId), rest.nextCursor]).toEqual([[post.id], null]);
    expect((await list(teacher)).items).toEqual([]);
    await reader.call(readingRoutes.removeBookmark, { params: { id: post.id } });
    expect(await reader.call(readingRoutes.getBookmark, { params: { id: post.id } })).toEqual({
      bookmark: null,
    });
    expect(
      (
        await problemOf(
          outsider.call(readingRoutes.setBookmark, { params: { id: post.id }, body: {} }),
        )
      ).code,
    ).toBe('not-found');
  });

  it('PERM-5 show nothing of posts that are gone or out of reach', async () => {
    const reader = await stack.person();
    await joinBy(teacher, reader, ground.community);
    const { thread, post } = await startThread(teacher, ground.space);
    const gone = await reply(teacher, thread, 'secret words');
    for (const id of [gone.id, post.id])
      await reader.call(readingRoutes.setBookmark, { params: { id }, body: { note: 'mine' } });
    await teacher.call(threadRoutes.deletePost, { params: { id: gone.id } });
    expect((await list(reader)).items[1]).toMatchObject({ snippet: '', title: thread.title });
    await teacher.call(communityRoutes.removeMember, {
      params: { id: ground.community.id, personId: reader.id },
    });
    for (const item of (await list(reader)).items)
      expect(item).toMatchObject({ title: '', snippet: '', author: null, note: 'mine' });
  });

  it('remind at their time, once with two servers, also of what was read', async () => {
    const { thread, post } = await startThread(teacher, ground.space, { title: 'Remember' });
    const reader = await stack.person();
    await joinBy(teacher, reader, ground.community);
    await reader.call(readingRoutes.setBookmark, {
      params: { id: post.id },
      body: { remindAt: new Date(Date.now() + 500).toISOString() },
    });
    const told = async () =>
      (await reader.call(notificationRoutes.listNotifications, {})).items.filter(
        ({ reason }) => reason === 'reminder',
      );
    await eventually(async () => (await told()).length > 0 || 'no reminder', { withinMs: 20_000 });
    expect(await told()).toMatchObject([{ threadId: thread.id, number: 1, title: 'Remember' }]);
    expect((await list(reader)).items[0]?.remindAt).toBeNull();
    await reader.call(threadRoutes.readThread, { params: { id: thread.id }, body: { number: 1 } });
    const later = await stack.person();
    await joinBy(teacher, later, ground.community);
    await later.call(readingRoutes.setBookmark, {
      params: { id: post.id },
      body: { remindAt: new Date().toISOString() },
    });
    // Another one that is due later has come: had the first come twice, it would be there.
    await eventually(
      async () =>
        (await later.call(notificationRoutes.listNotifications, {})).items.length > 0 || 'none',
      { withinMs: 20_000 },
    );
    expect(await told()).toMatchObject([{ read: false }]);
  });
});

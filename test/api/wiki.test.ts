import { communityRoutes as routes } from '@jembatan/shared/communities.contract';
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
import { followThread } from '../support/thread-follower.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack[Symbol.asyncDispose]());

async function classroom() {
  const [owner, author, mate, other, outsider] = (await Promise.all(
    Array.from({ length: 5 }, () => stack.person()),
  )) as [TestPerson, TestPerson, TestPerson, TestPerson, TestPerson];
  const ground = await makeGround(owner, {
    ...{ members: [author, mate, other], reading: 'signed-in' },
  });
  return { owner, author, mate, other, outsider, ...ground };
}

type Id = Pick<PostView, 'id'>;

const setWiki = (who: TestPerson, { id }: Id, on: boolean) =>
  who.call(historyRoutes.setWiki, { params: { id }, body: { on } });

const edit = (who: TestPerson, { id }: Id, body: string, baseRevision: number) =>
  who.call(threadRoutes.editPost, { params: { id }, body: { body, baseRevision } });

const editorsOf = async (who: TestPerson, { id }: Id) =>
  (await who.call(historyRoutes.listRevisions, { params: { id } })).items.map(
    ({ editor, body }) => [editor.id, body],
  );

const noticesOf = async (who: TestPerson) =>
  (await who.call(notificationRoutes.listNotifications, {})).items.filter(
    ({ reason }) => reason === 'edited',
  );

const codeOf = async (attempt: Promise<unknown>) => (await problemOf(attempt)).code;

describe('a wiki post', () => {
  test('is edited by whoever may reply, and by nobody else; each is named', async () => {
    const { author, mate, other, outsider, space } = await classroom();
    const { post } = await startThread(author, space, { body: 'one' });
    expect(await codeOf(edit(mate, post, 'two', 1))).toBe('forbidden');
    expect(await setWiki(author, post, true)).toMatchObject({ wiki: true });
    const seen = await mate.call(threadRoutes.getPost, { params: { id: post.id } });
    expect(seen).toMatchObject({ wiki: true, can: { edit: true, delete: false } });
    const second = await edit(mate, post, 'two', 1);
    expect(second).toMatchObject({ author: author.person, editor: mate.person, revision: 2 });
    await edit(other, post, 'three', 2);
    expect(await codeOf(edit(outsider, post, 'four', 3))).toBe('forbidden');
    const named = [
      [author.id, 'one'],
      [mate.id, 'two'],
    ];
    for (const who of [author, mate, other]) expect(await editorsOf(who, post)).toEqual(named);
    expect(await codeOf(editorsOf(outsider, post))).toBe('forbidden');
    expect(await codeOf(mate.call(threadRoutes.deletePost, { params: { id: post.id } }))).toBe(
      'forbidden',
    );
  });

  test('answers two at once with both texts and the one who was first', async () => {
    const { author, mate, other, space } = await classroom();
    const { post } = await startThread(author, space, { body: 'one' });
    await setWiki(author, post, true);
    await edit(mate, post, "mate's", 1);
    const { problem } = await problemOf(edit(other, post, "other's", 1));
    expect(problem).toMatchObject({
      code: 'edit-conflict',
      current: { body: "mate's", revision: 2, editor: mate.person, author: author.person },
      yours: "other's",
    });
    expect(await edit(other, post, "other's", 2)).toMatchObject({ body: "other's", revision: 3 });
  });

  test('opens its history from the day it became one, and goes back by any of its editors', async () => {
    const { owner, author, mate, space } = await classroom();
    const { post } = await startThread(author, space, { body: 'taken back for a reason' });
    await edit(author, post, 'one', 1);
    await setWiki(author, post, true);
    await edit(mate, post, 'two', 2);
    expect(await editorsOf(mate, post)).toEqual([[author.id, 'one']]);
    expect(await editorsOf(author, post)).toHaveLength(2);
    expect(await editorsOf(owner, post)).toHaveLength(2);
    const restore = (revision: string) =>
      mate.call(historyRoutes.restoreRevision, {
        params: { id: post.id, revision },
        body: { baseRevision: 3 },
      });
    expect(await codeOf(restore('1'))).toBe('not-found');
    expect(await restore('2')).toMatchObject({ body: 'one', editor: mate.person });
  });

  test('tells its author of others once, until the author has looked', async () => {
    const { author, mate, other, space } = await classroom();
    const { thread, post } = await startThread(author, space, { body: 'one' });
    await setWiki(author, post, true);
    await edit(mate, post, 'two', 1);
    await eventually(async () => (await noticesOf(author)).length === 1 || 'no notice');
    await edit(other, post, 'three', 2);
    await eventually(async () => {
      const told = await noticesOf(author);
      return (told.length === 1 && told[0]?.actor?.id === other.id) || JSON.stringify(told);
    });
    const [told] = await noticesOf(author);
    expect(told).toMatchObject({ threadId: thread.id, number: 1, read: false });
    // Reading the thread on is not looking at what one wrote oneself.
    const read = { params: { id: thread.id }, body: { number: 1 } };
    await author.call(threadRoutes.readThread, read);
    await edit(author, post, 'four', 3);
    expect(await noticesOf(author)).toMatchObject([{ read: false }]);
    await author.call(notificationRoutes.readNotifications, { body: { ids: [told!.id] } });
    await edit(mate, post, 'five', 4);
    await eventually(async () => (await noticesOf(author)).length === 2 || 'no second notice');
    const level = { params: { id: thread.id }, body: { level: 'muted' as const } };
    await author.call(threadRoutes.watchThread, level);
    await author.call(notificationRoutes.readNotifications, {
      body: { ids: (await noticesOf(author)).map(({ id }) => id) },
    });
    await edit(mate, post, 'six', 5);
    await reply(mate, thread, `@${author.person.handle} look`);
    expect(await noticesOf(author)).toHaveLength(2);
  });

  test('is ended by staff for good, by the author for now, and the log says what staff did', async () => {
    const { owner, author, mate, community, space } = await classroom();
    const { post } = await startThread(author, space, { body: 'one' });
    expect(await codeOf(setWiki(mate, post, true))).toBe('forbidden');
    await setWiki(author, post, true);
    await setWiki(author, post, false);
    expect(await codeOf(edit(mate, post, 'two', 1))).toBe('forbidden');
    await setWiki(author, post, true);
    expect((await setWiki(owner, post, false)).wiki).toBeUndefined();
    expect(await codeOf(setWiki(author, post, true))).toBe('forbidden');
    expect(await setWiki(owner, post, true)).toMatchObject({ wiki: true });
    expect(await edit(mate, post, 'two', 1)).toMatchObject({ revision: 2 });
    await eventually(async () => {
      const { items } = await owner.call(moderationRoutes.getLog, {
        query: { communityId: community.id },
      });
      const done = items.map(({ action }) => action).filter((action) => /wiki/.test(action));
      return done.join() === 'make-wiki,end-wiki' || done.join();
    });
  });

  test('obeys locks and due dates, and what is deleted is a wiki no more', async () => {
    const { owner, author, mate, space } = await classroom();
    const { thread, post } = await startThread(author, space, { body: 'one' });
    await setWiki(author, post, true);
    const change = (body: object) =>
      owner.call(threadRoutes.changeThread, { params: { id: thread.id }, body });
    await change({ locked: true });
    expect(await codeOf(edit(mate, post, 'two', 1))).toBe('thread-locked');
    await change({ locked: false, dueAt: new Date(Date.now() - 60_000).toISOString() });
    expect(await codeOf(edit(mate, post, 'two', 1))).toBe('past-due');
    expect(await codeOf(setWiki(author, post, false))).toBe('past-due');
    await change({ dueAt: null });
    expect(await edit(mate, post, 'two', 1)).toMatchObject({ revision: 2 });
    const stone = await author.call(threadRoutes.deletePost, { params: { id: post.id } });
    expect(stone).toMatchObject({ deleted: true, can: { edit: false } });
    expect([stone.wiki, stone.editor]).toEqual([undefined, undefined]);
    expect(await codeOf(editorsOf(mate, post))).toBe('forbidden');
    expect(await editorsOf(owner, post)).toEqual([
      [author.id, 'one'],
      [mate.id, 'two'],
    ]);
  });

  test('stays in its study group', async () => {
    const { owner, author, mate, other, community } = await classroom();
    const params = { id: community.id };
    const [left, right] = [
      await owner.call(routes.createGroup, { params, body: { name: 'Left' } }),
      await owner.call(routes.createGroup, { params, body: { name: 'Right' } }),
    ];
    for (const who of [author, mate]) await who.call(routes.joinGroup, { params: { id: left.id } });
    await other.call(routes.joinGroup, { params: { id: right.id } });
    const space = await owner.call(routes.createSpace, {
      params,
      body: { name: 'Work', separateGroups: true },
    });
    const { post } = await author.call(threadRoutes.createThread, {
      params: { id: space.id },
      body: { title: 'Ours', body: 'one', groupId: left.id },
    });
    await setWiki(author, post, true);
    expect(await edit(mate, post, 'two', 1)).toMatchObject({ revision: 2 });
    expect(await codeOf(edit(other, post, 'three', 2))).toBe('not-found');
  });

  test('names whoever is under a pseudonym in the thread by it, and staff openly', async () => {
    const { owner, author, mate, other, space } = await classroom();
    const params = { id: space.id };
    await owner.call(routes.changeSpace, { params, body: { pseudonyms: true } });
    const { thread, post } = await startThread(author, space, { body: 'one' });
    await setWiki(author, post, true);
    const editAs = (
      who: TestPerson,
      body: { body: string; baseRevision: number; pseudonym: boolean },
    ) => who.call(threadRoutes.editPost, { params: { id: post.id }, body });
    const hidden = await mate.call(threadRoutes.createPost, {
      params: { id: thread.id },
      body: { body: 'Psst', pseudonym: true },
    });
    expect(await edit(mate, post, 'two', 1)).toMatchObject({ editor: hidden.author });
    const second = await editAs(other, { body: 'three', baseRevision: 2, pseudonym: true });
    expect(second.editor?.pseudonym).toBeDefined();
    await edit(owner, post, 'four', 3);
    const told = JSON.stringify([
      await author.call(historyRoutes.listRevisions, { params: { id: post.id } }),
      await author.call(threadRoutes.listPosts, { params: { id: thread.id } }),
      await author.call(notificationRoutes.listNotifications, {}),
    ]);
    for (const { id, handle } of [mate.person, other.person]) {
      expect(told).not.toContain(id);
      expect(told).not.toContain(handle);
    }
    expect(told).toContain(owner.person.handle);
    // Openly where one says so, and under none where the space has none.
    expect(await editAs(mate, { body: 'five', baseRevision: 4, pseudonym: false })).toMatchObject({
      editor: mate.person,
    });
    await owner.call(routes.changeSpace, { params, body: { pseudonyms: false } });
    const late = await stack.person();
    await late.call(routes.joinCommunity, { params: { id: space.communityId } }).catch(() => null);
    expect(await codeOf(editAs(late, { body: 'six', baseRevision: 5, pseudonym: true }))).toBe(
      'forbidden',
    );
  });

  test('snapshot and news say the same of it to everyone', async () => {
    const { owner, author, mate, other, space } = await classroom();
    const { thread, post } = await startThread(author, space, { body: 'one' });
    const followers = await Promise.all(
      [owner, author, mate].map((who) => followThread(who, thread.id)),
    );
    const areFresh = () => Promise.all(followers.map((one) => one.isFresh()));
    await setWiki(author, post, true);
    await areFresh();
    await edit(other, post, 'two', 1);
    await areFresh();
    await edit(author, post, 'three', 2);
    await setWiki(owner, post, false);
    await areFresh();
    for (const one of followers) await one[Symbol.asyncDispose]();
  });
});

import { communityRoutes } from '@jembatan/shared/communities.contract';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson, TestSocket } from '../support/person.ts';
import { type Ground, joinBy, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let budi: TestPerson;
let citra: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack({ servers: 2 });
  [teacher, budi, citra] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Budi' }),
    stack.person({ displayName: 'Citra', server: 1 }),
  ]);
  ground = await makeGround(teacher, { members: [budi, citra] });
});
afterAll(() => stack[Symbol.asyncDispose]());

const list = async (who: TestPerson) =>
  who.call(notificationRoutes.listNotifications, { query: {} });
const about = (threadId: string) => (payload: Record<string, unknown>) =>
  JSON.stringify(payload.notification).includes(threadId);

/** A fresh member with a socket at each server: two tabs, or two devices. */
async function withTwoTabs(): Promise<{ who: TestPerson; tabs: [TestSocket, TestSocket] }> {
  const who = await stack.person();
  await joinBy(teacher, who, ground.community);
  return { who, tabs: [await who.connect(), await who.connect(stack.servers[1]?.url)] };
}

it('reaches every tab of the person on every server, as the list shows it, and nobody else', async () => {
  const { who, tabs } = await withTwoTabs();
  using first = tabs[0];
  using second = tabs[1];
  using other = await budi.connect();
  const { thread } = await startThread(teacher, ground.space);
  await reply(citra, thread, `hello @${who.person.handle}`);
  for (const tab of [first, second]) {
    const news = await tab.next('notification', about(thread.id));
    const { items, unread } = await list(who);
    expect(news).toEqual({ notification: items[0], unread });
    expect(unread).toBe(1);
  }
  await reply(teacher, thread, `hello @${budi.person.handle}`);
  await other.next('notification', about(thread.id));
  expect(other.of('notification')).toHaveLength(1);
  expect(first.of('notification')).toHaveLength(1);
});

it('SYNC-3 what is read in one tab is read in the other', async () => {
  const { who, tabs } = await withTwoTabs();
  using first = tabs[0];
  using second = tabs[1];
  const { thread } = await startThread(teacher, ground.space);
  for (const word of ['one', 'two', 'three'])
    await reply(citra, thread, `${word} @${who.person.handle}`);
  await eventually(async () => (await list(who)).unread === 3 || 'not all there');
  const [newest, ...older] = (await list(who)).items;
  await who.call(notificationRoutes.readNotifications, { body: { ids: [newest?.id as never] } });
  for (const tab of [first, second]) {
    expect(await tab.next('notification', ({ read }) => Array.isArray(read))).toMatchObject({
      notification: null,
      unread: 2,
      read: [newest?.id],
    });
  }
  await who.call(threadRoutes.readThread, { params: { id: thread.id }, body: { number: 4 } });
  for (const tab of [first, second]) {
    const news = await tab.next(
      'notification',
      ({ unread, read }) => unread === 0 && Array.isArray(read),
    );
    expect(new Set(news.read as string[])).toEqual(new Set(older.map(({ id }) => id)));
  }
});

it('SYNC-5 an event that mentions, answers and is watched comes once; edits bring nothing', async () => {
  const { who, tabs } = await withTwoTabs();
  using tab = tabs[0];
  using second = tabs[1];
  const { thread } = await startThread(who, ground.space);
  await who.call(threadRoutes.watchThread, { params: { id: thread.id }, body: { level: 'all' } });
  const post = await reply(citra, thread, `@${who.person.handle} and @${who.person.handle}`, 1);
  await tab.next('notification', about(thread.id));
  await citra.call(threadRoutes.editPost, {
    params: { id: post.id },
    body: { body: `@${who.person.handle} again`, baseRevision: 1 },
  });
  await reply(citra, thread, 'the last word');
  await tab.next('notification', ({ unread }) => unread === 2);
  expect(
    tab.of('notification').map(({ notification }) => (notification as { reason: string }).reason),
  ).toEqual(['mention', 'reply']);
  expect(second.of('notification').length).toBeLessThanOrEqual(2);
});

it('PERM-5 an open bell drops the text of a post that is deleted', async () => {
  const { who, tabs } = await withTwoTabs();
  using tab = tabs[0];
  using second = tabs[1];
  const { thread } = await startThread(teacher, ground.space);
  const post = await reply(citra, thread, `I regret this @${who.person.handle}`);
  const shown = await second.next('notification', about(thread.id));
  await citra.call(threadRoutes.deletePost, { params: { id: post.id } });
  for (const open of [tab, second]) {
    const news = await open.next(
      'notification',
      ({ notification }) => (notification as { snippet: string } | null)?.snippet === '',
    );
    expect(news).toMatchObject({
      notification: { ...(shown.notification as object), snippet: '' },
      unread: 1,
    });
  }
});

it('PERM-3 nothing new reaches somebody who has left, on any server', async () => {
  const { who, tabs } = await withTwoTabs();
  using first = tabs[0];
  using second = tabs[1];
  const { thread } = await startThread(who, ground.space);
  await who.call(communityRoutes.leaveCommunity, { params: { id: ground.community.id } });
  await eventually(async () => {
    const { ok } = await fetch(`${stack.servers[1]?.url}/api/v1/threads/${thread.id}`, {
      headers: { Authorization: `Bearer ${who.token}` },
    });
    return !ok || 'still readable';
  });
  using witness = await budi.connect();
  await reply(citra, thread, `for @${who.person.handle} and @${budi.person.handle}`);
  await witness.next('notification', about(thread.id));
  expect([...first.of('notification'), ...second.of('notification')]).toEqual([]);
  expect((await list(who)).unread).toBe(0);
});

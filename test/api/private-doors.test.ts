import { communityRoutes as routes } from '@jembatan/shared/communities.contract';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { searchRoutes } from '@jembatan/shared/search.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack[Symbol.asyncDispose]());

const title = 'Zephyrine marks of the term';
const body = 'The zephyrine list nobody else may see';

/** What an answer holds: its text and everything it says about itself, whatever its status. */
async function told(
  path: string,
  who: TestPerson | null,
): Promise<{ status: number; text: string }> {
  const headers: Record<string, string> = who ? { Authorization: `Bearer ${who.token}` } : {};
  const response = await fetch(`${stack.url}${path}`, { headers, redirect: 'manual' });
  const text = `${JSON.stringify([...response.headers])}\n${await response.text()}`;
  return { status: response.status, text };
}

describe('PERM-1 a private forum in a public place', () => {
  test('is behind no door for a guest, an outsider, and a member without the right', async () => {
    const [owner, student, outsider] = await Promise.all([
      stack.person(),
      stack.person(),
      stack.person(),
    ]);
    const { community } = await makeGround(owner, { reading: 'everyone', members: [student] });
    const space = await owner.call(routes.createSpace, {
      params: { id: community.id },
      body: { name: 'Zephyrine staff room', rights: { read: ['teacher', 'owner'] } },
    });
    const { thread, post } = await startThread(owner, space, {
      ...{ title, body, tags: ['zephyrine'] },
      poll: { kind: 'single', options: ['Zephyrine', 'Other'], anonymous: false, show: 'always' },
    });
    const doors = [
      `/t/${thread.id}`,
      `/t/${thread.id}/zephyrine-marks-of-the-term`,
      `/spaces/${space.id}`,
      `/c/${community.id}`,
      `/people/${owner.person.handle}`,
      '/sitemap.xml',
      `/feeds/threads/${thread.id}.atom`,
      `/feeds/spaces/${space.id}.atom`,
      `/feeds/communities/${community.id}.atom`,
      `/api/v1/threads/${thread.id}`,
      `/api/v1/threads/${thread.id}/posts`,
      `/api/v1/threads/${thread.id}/posts?since=0`,
      `/api/v1/posts/${post.id}`,
      `/api/v1/posts/${post.id}/revisions`,
      `/api/v1/posts/${post.id}/poll`,
      `/api/v1/posts/${post.id}/poll/votes`,
      `/api/v1/spaces/${space.id}`,
      `/api/v1/spaces/${space.id}/threads`,
      `/api/v1/communities/${community.id}`,
      `/api/v1/communities/${community.id}/spaces`,
      `/api/v1/people/${owner.person.handle}`,
      '/api/v1/search?q=marks',
      '/api/v1/search?q=&tag=zephyrine',
      '/api/v1/notifications',
    ];
    for (const door of doors) {
      const shown = await told(door, owner);
      expect(shown.status, door).toBeLessThan(500);
      for (const who of [null, outsider, student]) {
        const { status, text } = await told(door, who);
        expect(status, door).toBeLessThan(500);
        // The word of an address that was asked for may come back, and nothing else.
        const said = text.toLowerCase().replaceAll('zephyrine-marks-of-the-term', '');
        expect(said, door).not.toMatch(/zephyrine|nobody else may/);
      }
    }
    expect((await told(`/api/v1/threads/${thread.id}`, owner)).text).toContain(title);
  });
});

describe('PERM-5 what is deleted', () => {
  test('is gone from lists, bells, search and open tabs at once', async () => {
    const [owner, reader] = await Promise.all([stack.person(), stack.person()]);
    const { space } = await makeGround(owner, { members: [reader] });
    const { thread } = await startThread(owner, space, { body: 'Good morning' });
    await reader.call(threadRoutes.watchThread, {
      params: { id: thread.id },
      body: { level: 'all' },
    });
    using tab = await reader.connect();
    await tab.ask('subscribe', { topic: `thread:${thread.id}` });
    const second = await reply(owner, thread, `Second, @${reader.person.handle} kaleidophone`);
    const third = await reply(owner, thread, 'Third, a kaleidophone too');
    const bell = async () => (await reader.call(notificationRoutes.listNotifications, {})).items;
    await eventually(async () => (await bell()).length === 2 || 'not rung');
    for (const post of [third, second])
      await owner.call(threadRoutes.deletePost, { params: { id: post.id } });
    await tab.next('post:deleted', (news) => JSON.stringify(news).includes(second.id));
    await eventually(
      async () => !JSON.stringify(await bell()).includes('kaleidophone') || 'text in the bell',
    );
    const found = await reader.call(searchRoutes.search, { query: { q: 'kaleidophone' } });
    expect([found.total, found.items]).toEqual([0, []]);
    const call = { params: { id: thread.id } };
    const page = await reader.call(threadRoutes.listPosts, call);
    expect(JSON.stringify(page)).not.toContain('kaleidophone');
    expect(page.items.map(({ number, deleted }) => [number, deleted])).toEqual([
      [1, undefined],
      [2, true],
      [3, true],
    ]);
    const [row] = (await reader.call(threadRoutes.listThreads, { params: { id: space.id } })).items;
    expect([row?.postCount, row?.read?.unread]).toEqual([1, 1]);
  });
});

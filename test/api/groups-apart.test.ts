import {
  type CommunityView,
  communityRoutes as routes,
} from '@jembatan/shared/communities.contract';
import type { Answer } from '@jembatan/shared/contract/route';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { searchRoutes } from '@jembatan/shared/search.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { file } from '@jembatan/shared/uploads.contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround, reply } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

type ThreadPage = Answer<typeof threadRoutes.listThreads>;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack[Symbol.asyncDispose]());

/** A class whose second space keeps two groups apart; `both` is in both of them, `none` in neither. */
async function classroom() {
  const [owner, left, right, both, none] = (await Promise.all(
    Array.from({ length: 5 }, () => stack.person()),
  )) as [TestPerson, TestPerson, TestPerson, TestPerson, TestPerson];
  const { community } = await makeGround(owner, { members: [left, right, both, none] });
  const params = { id: community.id };
  const group = (name: string) => owner.call(routes.createGroup, { params, body: { name } });
  const [l, r] = [await group('Left'), await group('Right')];
  const join = (who: TestPerson, { id }: CommunityView) =>
    who.call(routes.joinGroup, { params: { id } });
  await join(left, l);
  await join(right, r);
  for (const one of [l, r]) await join(both, one);
  const body = { name: 'Work', separateGroups: true };
  const space = await owner.call(routes.createSpace, { params, body });
  const start = (who: TestPerson, text: string, groupId?: CommunityView['id'] | null) =>
    who.call(threadRoutes.createThread, {
      params: { id: space.id },
      body: { title: text, body: text, ...(groupId !== undefined && { groupId }) },
    });
  const titles = async (who: TestPerson, limit = 20) =>
    (
      await who.call(threadRoutes.listThreads, {
        params: { id: space.id },
        query: { limit: String(limit) },
      })
    ).items.map(({ title }) => title);
  return { owner, left, right, both, none, community, l, r, space, start, titles, join };
}

const found = async (who: TestPerson, q: string) => {
  const { items, total } = await who.call(searchRoutes.search, { query: { q } });
  return [items.length, total];
};

describe('separate groups', () => {
  test('see their own threads and those for all, and staff sees every one', async () => {
    const { owner, left, right, both, none, l, start, titles } = await classroom();
    await start(left, 'From the left');
    await start(right, 'From the right');
    await start(owner, 'For all');
    await start(owner, 'For the left', l.id);
    expect(await titles(left)).toEqual(['For the left', 'For all', 'From the left']);
    expect(await titles(right)).toEqual(['For all', 'From the right']);
    expect(await titles(none)).toEqual(['For all']);
    const all = ['For the left', 'For all', 'From the right', 'From the left'];
    expect(await titles(both)).toEqual(all);
    expect(await titles(owner)).toEqual(all);
  });

  test('are listed one by one as well, to those who may see them', async () => {
    const { owner, left, both, l, r, space, start } = await classroom();
    await start(left, 'Left only');
    await start(both, 'Right only', r.id);
    await start(owner, 'For all');
    const of = async (who: TestPerson, groupId: CommunityView['id']) =>
      (
        await who.call(threadRoutes.listThreads, { params: { id: space.id }, query: { groupId } })
      ).items.map(({ title }) => title);
    for (const who of [owner, both])
      expect([await of(who, l.id), await of(who, r.id)]).toEqual([['Left only'], ['Right only']]);
    expect([await of(left, l.id), await of(left, r.id)]).toEqual([['Left only'], []]);
  });

  test('page through their lists without a gap or a stranger', async () => {
    const { left, right, both, l, space, start } = await classroom();
    for (let n = 0; n < 4; n += 1) {
      await start(left, `Left ${n}`);
      await start(right, `Right ${n}`);
    }
    await start(both, 'Left 4', l.id);
    const seen: string[] = [];
    let query: { limit: string; cursor?: string } | null = { limit: '2' };
    while (query) {
      const page: ThreadPage = await left.call(threadRoutes.listThreads, {
        params: { id: space.id },
        query,
      });
      seen.push(...page.items.map(({ title }) => title));
      query = page.nextCursor ? { limit: '2', cursor: page.nextCursor } : null;
    }
    expect(seen).toEqual(['Left 4', 'Left 3', 'Left 2', 'Left 1', 'Left 0']);
  });

  test('are asked for where there are several, and nobody writes for another', async () => {
    const { left, both, none, l, r, start } = await classroom();
    expect((await start(left, 'Mine')).thread.groupId).toBe(l.id);
    const { code, problem } = await problemOf(start(both, 'Which?'));
    expect(code).toBe('group-needed');
    expect(problem.groups).toEqual([
      { id: l.id, name: 'Left' },
      { id: r.id, name: 'Right' },
    ]);
    expect((await start(both, 'This', r.id)).thread.groupId).toBe(r.id);
    expect((await problemOf(start(left, 'Theirs', r.id))).code).toBe('forbidden');
    expect((await problemOf(start(none, 'Alone'))).problem.groups).toEqual([]);
  });

  test('PERM-2 do not find, count or hear of what is written in another', async () => {
    const { owner, left, right, community, space, start } = await classroom();
    const { thread, post } = await start(left, 'zygomorphic');
    await reply(owner, thread, `@${right.person.handle} zygomorphic as well`);
    expect(await found(left, 'zygomorphic')).toEqual([2, 2]);
    expect(await found(owner, 'zygomorphic')).toEqual([2, 2]);
    expect(await found(right, 'zygomorphic')).toEqual([0, 0]);
    const view = await right.call(routes.getSpace, { params: { id: space.id } });
    expect([view.threadCount, view.unread, view.lastActivityAt]).toEqual([0, 0, null]);
    const place = await right.call(routes.getCommunity, { params: { id: community.id } });
    expect(place.unread).toBe(0);
    expect((await right.call(notificationRoutes.listNotifications, {})).items).toEqual([]);
    const asks = [
      () => right.call(threadRoutes.getThread, { params: { id: thread.id } }),
      () => right.call(threadRoutes.listPosts, { params: { id: thread.id } }),
      () => right.call(threadRoutes.getPost, { params: { id: post.id } }),
      () => reply(right, thread, 'Hello?'),
    ];
    for (const ask of asks) expect((await problemOf(ask())).code).toBe('not-found');
    using socket = await right.connect();
    await expect(socket.ask('subscribe', { topic: `thread:${thread.id}` })).rejects.toThrow(
      'not-found',
    );
  });

  test('PERM-4 open the files of their own threads only', async () => {
    const { owner, left, right, start } = await classroom();
    const form = new FormData();
    form.append('file', new Blob(['water levels'], { type: 'text/plain' }), 'levels.txt');
    const headers = { Authorization: `Bearer ${left.token}` };
    const sent = await fetch(`${stack.url}/api/v1/uploads`, {
      method: 'POST',
      body: form,
      headers,
    });
    const stored = file.parse(await sent.json());
    await start(left, `[levels](${stored.url})`);
    const open = async ({ token }: TestPerson) =>
      (
        await fetch(`${stack.url}/api/v1/files/${stored.id}`, {
          headers: { Authorization: `Bearer ${token}` },
        })
      ).status;
    expect([await open(left), await open(owner), await open(right)]).toEqual([200, 200, 404]);
  });

  test('that somebody joins or leaves change what they see at once, and what they hear', async () => {
    const { left, right, l, r, start, titles, join } = await classroom();
    const { thread } = await start(right, 'Elsewhere');
    await join(left, r);
    await eventually(async () => (await titles(left)).includes('Elsewhere') || 'not seen');
    using socket = await left.connect();
    await socket.ask('subscribe', { topic: `thread:${thread.id}` });
    await left.call(routes.leaveCommunity, { params: { id: r.id } });
    await socket.next('topic:lost', ({ topic }) => topic === `thread:${thread.id}`);
    await eventually(async () => (await titles(left)).length === 0 || 'still seen');
    await reply(right, thread, 'Among us again');
    expect(JSON.stringify(socket.heard)).not.toContain('Among us again');
    expect(l.name).toBe('Left');
  });

  test('stay apart in what was written, also when new threads are for all again', async () => {
    const { owner, left, right, space, start, titles } = await classroom();
    await start(left, 'Ours');
    const change = { params: { id: space.id }, body: { separateGroups: false } };
    await owner.call(routes.changeSpace, change);
    await eventually(async () => {
      const { thread } = await start(left, 'For all now');
      return thread.groupId === undefined || 'still apart';
    });
    expect(await titles(right)).not.toContain('Ours');
    expect(await titles(right)).toContain('For all now');
  });
});

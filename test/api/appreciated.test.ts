import { choiceRoutes } from '@jembatan/shared/choices.contract';
import { communityRoutes, type SpaceView } from '@jembatan/shared/communities.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callApi } from '../support/api.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let owner: TestPerson;
let zoe: TestPerson;
let ali: TestPerson;

beforeAll(async () => {
  stack = await startStack();
  [owner, zoe, ali] = [await stack.person(), await stack.person(), await stack.person()];
});
afterAll(() => stack[Symbol.asyncDispose]());

const react = (who: TestPerson, id: PostView['id'], on = true, emoji = '👍') =>
  on
    ? who.call(threadRoutes.react, { params: { id, emoji } })
    : who.call(threadRoutes.unreact, { params: { id, emoji } });

interface Asked {
  as?: TestPerson | null;
  limit?: string;
  tag?: string;
}

/** Titles, page by page. */
async function titles(space: SpaceView, { as = zoe, limit = '2', tag }: Asked = {}) {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const query = {
      ...{ limit, order: 'reactions' as const },
      ...(cursor && { cursor }),
      ...(tag && { tag }),
    };
    const call = { params: { id: space.id }, query };
    const page = await callApi(stack.url, threadRoutes.listThreads, call, {
      ...(as && { token: as.token }),
    });
    found.push(...page.items.map(({ title }) => title));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return found.join('');
}

async function fiveThreads(tags: string[] = []) {
  const { community, space } = await makeGround(owner, {
    members: [zoe, ali],
    reading: 'everyone',
  });
  const posts: Record<string, Awaited<ReturnType<typeof startThread>>> = {};
  for (const title of ['a', 'b', 'c', 'd', 'e'])
    posts[title] = await startThread(owner, space, { title, tags });
  return { community, space, posts };
}

it('a forum by reactions: what is pinned, then the most appreciated, then the newest', async () => {
  const { space, posts } = await fiveThreads();
  const { a, b, c } = posts;
  await react(zoe, b!.post.id);
  await react(ali, b!.post.id, true, '🎉');
  const answer = await reply(ali, a!.thread, 'An answer');
  for (const who of [zoe, ali, owner]) await react(who, answer.id);
  await react(zoe, c!.post.id);
  expect(await titles(space)).toBe('abced');
  const { items } = await zoe.call(threadRoutes.listThreads, {
    params: { id: space.id },
    query: { order: 'reactions' },
  });
  expect(items.map(({ reactions }) => reactions)).toEqual([3, 2, 1, undefined, undefined]);
  expect(await titles(space, { as: null })).toBe('abced');
  expect(await titles(space, { as: owner, limit: '1' })).toBe('abced');
  await owner.call(threadRoutes.changeThread, {
    params: { id: posts['d']!.thread.id },
    body: { pinned: true },
  });
  expect(await titles(space, { limit: '1' })).toBe('dabce');
});

it('counts what can be read: reactions taken back, posts hidden, shown again and deleted', async () => {
  const { space, posts } = await fiveThreads();
  const { a, b } = posts;
  await react(zoe, b!.post.id);
  const answer = await reply(ali, a!.thread, 'An answer');
  await react(zoe, answer.id);
  await react(owner, answer.id);
  // The same again is nothing new.
  await react(owner, answer.id);
  expect(await titles(space)).toBe('abedc');
  await react(owner, answer.id, false);
  expect(await titles(space)).toBe('baedc');
  await react(owner, answer.id);
  const subject = { kind: 'post' as const, id: answer.id };
  await owner.call(moderationRoutes.act, { body: { action: 'hide', subject } });
  expect(await titles(space)).toBe('bedca');
  await owner.call(moderationRoutes.act, { body: { action: 'restore', subject } });
  expect(await titles(space)).toBe('abedc');
  await owner.call(moderationRoutes.act, { body: { action: 'hide', subject } });
  await ali.call(threadRoutes.deletePost, { params: { id: answer.id } }).catch(() => undefined);
  await owner.call(threadRoutes.deletePost, { params: { id: answer.id } });
  expect(await titles(space)).toBe('bedca');
  const other = await reply(ali, a!.thread, 'Another');
  for (const who of [zoe, ali, owner]) await react(who, other.id);
  await ali.call(threadRoutes.deletePost, { params: { id: other.id } });
  expect(await titles(space)).toBe('bedca');
});

it('among the threads of a tag, and as a reader’s own order, kept for them alone', async () => {
  const { space, posts } = await fiveThreads(['water']);
  await startThread(owner, space, { title: 'x' });
  await react(zoe, posts['c']!.post.id);
  expect(await titles(space, { tag: 'Water' })).toBe('cedba');
  const params = { id: space.id };
  await zoe.call(choiceRoutes.setChoice, { params, body: { order: 'reactions' } });
  expect((await zoe.call(choiceRoutes.getChoice, { params })).order).toBe('reactions');
  expect((await ali.call(choiceRoutes.getChoice, { params })).order).toBe('activity');
});

it('where groups are apart each reader’s lists are in one order', async () => {
  const { community, space, posts } = await fiveThreads();
  await react(zoe, posts['b']!.post.id);
  const group = await zoe.call(communityRoutes.createGroup, {
    params: { id: community.id },
    body: { name: 'Rivers' },
  });
  await owner.call(communityRoutes.changeSpace, {
    params: { id: space.id },
    body: { separateGroups: true },
  });
  const { post } = await zoe.call(threadRoutes.createThread, {
    params: { id: space.id },
    body: { title: 'g', body: 'Ours', groupId: group.id },
  });
  await react(zoe, post.id);
  await react(zoe, post.id, true, '🎉');
  expect(await titles(space)).toBe('gbedca');
  expect(await titles(space, { as: ali })).toBe('bedca');
});

it('a hub from before counts once', async () => {
  const { space, posts } = await fiveThreads();
  await react(zoe, posts['b']!.post.id);
  const client = await new MongoClient(stack.mongoUrl).connect();
  await client
    .db()
    .collection('threads')
    .updateMany({}, { $unset: { reactionCount: '' } });
  await client.close();
  await stack.addServer();
  expect(await titles(space)).toBe('bedca');
});

import { communityRoutes, type SpaceView } from '@jembatan/shared/communities.contract';
import { tagRoutes } from '@jembatan/shared/tags.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callApi } from '../support/api.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let owner: TestPerson;
let zoe: TestPerson;

beforeAll(async () => {
  stack = await startStack();
  [owner, zoe] = [await stack.person(), await stack.person()];
});
afterAll(() => stack[Symbol.asyncDispose]());

const fresh = (): Promise<Ground> => makeGround(owner, { members: [zoe], reading: 'everyone' });

async function tagsOf(who: TestPerson | null, { id }: Pick<SpaceView, 'id'>) {
  const call = { params: { id } };
  const options = who ? { token: who.token } : {};
  const { items } = await callApi(stack.url, tagRoutes.listSpaceTags, call, options);
  return items.map(({ name, count }) => `${name} ${count}`);
}

it('a space has the tags of its own threads, those of most first, by their first name', async () => {
  const { community, space } = await fresh();
  const other = await owner.call(communityRoutes.createSpace, {
    params: { id: community.id },
    body: { name: 'Elsewhere' },
  });
  await startThread(owner, other, { tags: ['elsewhere', 'rain'] });
  await startThread(zoe, space, { tags: ['rain', 'river'] });
  const { thread } = await startThread(zoe, space, { tags: ['river'] });
  expect(await tagsOf(zoe, space)).toEqual(['river 2', 'rain 1']);
  await owner.call(tagRoutes.changeTag, {
    params: { id: community.id, tag: 'river' },
    body: { name: 'rivers', aliases: ['Fluss'] },
  });
  // Its threads may still be on their way to the new name.
  expect(await tagsOf(null, space)).toEqual(['rivers 2', 'rain 1']);
  const listed = await zoe.call(threadRoutes.listThreads, {
    params: { id: space.id },
    query: { tag: 'fluss', order: 'created', limit: '1' },
  });
  expect(listed.items.map(({ id }) => id)).toEqual([thread.id]);
});

it('of threads that a reader may not see a space has no tags', async () => {
  const { community, space } = await fresh();
  const group = await owner.call(communityRoutes.createGroup, {
    params: { id: community.id },
    body: { name: 'Rivers' },
  });
  await owner.call(communityRoutes.changeSpace, {
    params: { id: space.id },
    body: { separateGroups: true },
  });
  await owner.call(threadRoutes.createThread, {
    params: { id: space.id },
    body: { title: 'Ours', body: 'Only ours', groupId: group.id, tags: ['secret'] },
  });
  expect(await tagsOf(owner, space)).toEqual(['secret 1']);
  expect(await tagsOf(zoe, space)).toEqual([]);
  expect(await tagsOf(null, space)).toEqual([]);
  const hidden = await owner.call(communityRoutes.createSpace, {
    params: { id: community.id },
    body: { name: 'Staff', rights: { read: ['teacher', 'moderator', 'owner'] } },
  });
  await expect(tagsOf(zoe, hidden)).rejects.toMatchObject({ code: 'not-found' });
});

it('a tag made by writing is news to those who look at the community, when it can be found', async () => {
  const { community, space } = await fresh();
  using socket = await zoe.connect();
  await socket.ask('subscribe', { topic: `community:${community.id}` });
  const names = async () =>
    (await zoe.call(tagRoutes.suggestTags, { params: { id: community.id }, query: {} })).items.map(
      ({ name }) => name,
    );
  const { thread } = await startThread(owner, space, { tags: ['rain'] });
  await socket.next('tags:changed', ({ communityId }) => communityId === community.id);
  expect(await names()).toEqual(['rain']);
  // One that was there before is no news.
  await startThread(owner, space, { tags: ['rain'] });
  await owner.call(threadRoutes.changeThread, {
    params: { id: thread.id },
    body: { tags: ['rain', 'snow'] },
  });
  await socket.next('tags:changed', () => socket.of('tags:changed').length === 2);
  expect((await names()).sort()).toEqual(['rain', 'snow']);
  expect(socket.of('tags:changed')).toHaveLength(2);
});

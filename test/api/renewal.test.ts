import { searchRoutes } from '@jembatan/shared/search.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { createConnection, Types } from 'mongoose';
import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { makeGround, reply, startThread } from '../support/places.ts';
import { startStack } from '../support/stack.ts';

it('posts of an earlier version are made again at the next start, without a new seq', async () => {
  await using stack = await startStack();
  const owner = await stack.person();
  const { space } = await makeGround(owner);
  const { thread } = await startThread(owner, space, { title: 'Bridges', body: 'first' });
  const old = await reply(owner, thread, 'a **bold** lighthouse');
  const connection = await createConnection(stack.mongoUrl).asPromise();
  const outdated = { html: 'old', terms: [], renderVersion: 0, searchVersion: 0 };
  await connection
    .collection('posts')
    .updateOne({ _id: new Types.ObjectId(old.id) }, { $set: outdated });
  await connection.close();
  await stack.addServer();
  await eventually(async () => {
    const page = await owner.call(threadRoutes.listPosts, { params: { id: thread.id } });
    return page.items[1]?.html === old.html ? undefined : `still ${page.items[1]?.html}`;
  });
  const page = await owner.call(threadRoutes.listPosts, { params: { id: thread.id } });
  expect(page.items[1]).toMatchObject({ seq: old.seq, revision: 1 });
  const found = await owner.call(searchRoutes.search, { query: { q: 'lighthouse' } });
  expect(found.total).toBe(1);
});

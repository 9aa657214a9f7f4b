import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { type FileView, uploadRoutes } from '@jembatan/shared/uploads.contract';
import { createConnection, Types } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { photo, uploadPicture } from '../support/pictures.ts';
import { makeGround, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let picture: Buffer;
beforeAll(async () => {
  stack = await startStack();
  picture = await photo(200, 200);
});
afterAll(() => stack[Symbol.asyncDispose]());

async function inDatabase<T>(
  work: (db: ReturnType<typeof createConnection>) => Promise<T>,
): Promise<T> {
  const connection = await createConnection(stack.mongoUrl).asPromise();
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

const leavingOf = (post: PostView) =>
  inDatabase((db) =>
    db.collection('file-leavings').findOne({ postId: new Types.ObjectId(post.id) }),
  );

/** A month goes by for these posts, and a server begins with what is due. */
async function aMonthLater(...posts: PostView[]): Promise<void> {
  const ids = posts.map(({ id }) => new Types.ObjectId(id));
  await inDatabase((db) =>
    db
      .collection('file-leavings')
      .updateMany({ postId: { $in: ids } }, { $set: { due: new Date(Date.now() - 1_000) } }),
  );
  await stack.addServer();
}

async function ground() {
  const [owner, member] = [await stack.person(), await stack.person()];
  const { community, space } = await makeGround(owner, { members: [member] });
  const { thread } = await startThread(owner, space);
  const show = (...files: FileView[]) =>
    member.call(threadRoutes.createPost, {
      params: { id: thread.id },
      body: { body: files.map(({ url }) => `![x](${url})`).join('\n\n') },
    });
  const remove = async (post: PostView) => {
    await member.call(threadRoutes.deletePost, { params: { id: post.id } });
    await eventually(async () => (await leavingOf(post)) !== null || 'nothing is noted');
  };
  const used = async () =>
    (await owner.call(uploadRoutes.getFileRules, { params: { id: community.id } })).usedBytes;
  return { owner, member, show, remove, used };
}

const placesOf = (file: FileView) =>
  inDatabase(async (db) => {
    const found = await db.collection('files').findOne({ _id: new Types.ObjectId(file.id) });
    return found?.places.length as number;
  });

const upload = (person: TestPerson) => uploadPicture(person, picture);

test('files of a deleted post, and of its earlier versions, give their room back after a month', async () => {
  const { member, show, remove, used } = await ground();
  const [first, second, kept] = [await upload(member), await upload(member), await upload(member)];
  const post = await show(first, kept);
  await member.call(threadRoutes.editPost, {
    params: { id: post.id },
    body: { body: `![x](${second.url}) ![x](${kept.url})`, baseRevision: 1 },
  });
  // The one that another post shows is still needed, also by one that is hidden.
  await show(kept);
  const all = first.bytes + second.bytes + kept.bytes;
  expect(await used()).toBe(all);
  await remove(post);
  await stack.addServer();
  expect(await used()).toBe(all);
  expect(((await leavingOf(post))?.due.getTime() - Date.now()) / 86_400_000).toBeCloseTo(30, 1);
  await aMonthLater(post);
  await eventually(async () => {
    const now = await used();
    return now === kept.bytes || `${now} of ${all} bytes are used`;
  });
  expect([await placesOf(first), await placesOf(second), await placesOf(kept)]).toEqual([0, 0, 1]);
  // Shown again before it is thrown away, it counts again.
  await show(first);
  expect(await used()).toBe(kept.bytes + first.bytes);
});

test('they stay while moderators have a case about the post or a file', async () => {
  const { owner, member, show, remove, used } = await ground();
  const file = await upload(member);
  const post = await show(file);
  await owner.call(moderationRoutes.createReport, {
    body: { subject: { kind: 'file', id: file.id }, reason: 'bullying', note: 'Look' },
  });
  await remove(post);
  await aMonthLater(post);
  await eventually(async () => {
    const due: Date | undefined = (await leavingOf(post))?.due;
    return (due !== undefined && due.getTime() > Date.now()) || 'nobody has looked at it';
  });
  expect([await used(), await placesOf(file)]).toEqual([file.bytes, 1]);
});

test('a picture that was swapped in the first minutes gives its room back too', async () => {
  await using early = await startStack({ environment: { EDIT_GRACE_MINUTES: '5' } });
  const owner = await early.person();
  const { space } = await makeGround(owner);
  const [wrong, right] = [await upload(owner), await upload(owner)];
  const { post } = await startThread(owner, space, { body: `![x](${wrong.url})` });
  await owner.call(threadRoutes.editPost, {
    params: { id: post.id },
    body: { body: `![x](${right.url})`, baseRevision: 1 },
  });
  const connection = await createConnection(early.mongoUrl).asPromise();
  const noted = await connection.collection('file-leavings').find().toArray();
  await connection.close();
  expect(noted).toMatchObject([{ _id: `${post.id}:1`, fileIds: [new Types.ObjectId(wrong.id)] }]);
});

import { callingRoutes } from '@jembatan/shared/callings.contract';
import { communityRoutes } from '@jembatan/shared/communities.contract';
import { historyRoutes } from '@jembatan/shared/history.contract';
import type { CommunityId } from '@jembatan/shared/ids';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { MongoClient, ObjectId } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let owner: TestPerson;
let teacher: TestPerson;
let moderator: TestPerson;
let zoe: TestPerson;
let ali: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack();
  [owner, teacher, moderator, zoe, ali] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Frau Weiß' }),
    stack.person({ displayName: 'Mod' }),
    stack.person({ displayName: 'Zoë' }),
    stack.person({ displayName: 'علي' }),
  ]);
  ground = await makeGround(owner, { members: [zoe, ali] });
  await joinBy(owner, teacher, ground.community, 'teacher');
  await joinBy(owner, moderator, ground.community, 'moderator');
});
afterAll(() => stack[Symbol.asyncDispose]());

async function reasonsOf(who: TestPerson, threadId: string): Promise<string[]> {
  const { items } = await who.call(notificationRoutes.listNotifications, {
    query: { limit: '100' },
  });
  return items.filter((item) => item.threadId === threadId).map(({ reason }) => reason);
}

const hears = (who: TestPerson, threadId: string, reasons: string[]) =>
  eventually(async () => {
    const found = await reasonsOf(who, threadId);
    return JSON.stringify(found) === JSON.stringify(reasons) || `heard ${found}`;
  });

/** Everything before it has been told when this has. */
async function settled(threadId: string, reader: TestPerson): Promise<void> {
  const before = await reasonsOf(reader, threadId);
  await reply(owner, { id: threadId as never }, `last word @${reader.person.handle}`);
  await hears(reader, threadId, ['mention', ...before]);
}

const callable = async (who: TestPerson, id: CommunityId = ground.community.id) =>
  (await who.call(callingRoutes.listCallings, { params: { id } })).items;

it('says whom one may call, and how many that is', async () => {
  expect(await callable(zoe)).toEqual([
    { name: 'teachers', people: 2, more: false },
    { name: 'moderators', people: 2, more: false },
  ]);
  expect(await callable(teacher)).toEqual([
    { name: 'teachers', people: 2, more: false },
    { name: 'moderators', people: 2, more: false },
    { name: 'students', people: 2, more: false },
    { name: 'everyone', people: 5, more: false },
  ]);
  const stranger = await stack.person();
  await expect(callable(stranger)).rejects.toMatchObject({ code: 'not-found' });
});

it('a student calls the teachers by name; each hears once, nobody else does', async () => {
  const { thread } = await startThread(ali, ground.space);
  const post = await reply(zoe, thread, `Help, @Teachers and @${teacher.person.handle}!`);
  expect(post.html).toContain('<span class="mention" data-calls="teachers">');
  await hears(teacher, thread.id, ['mention']);
  await hears(owner, thread.id, ['mention']);
  await settled(thread.id, teacher);
  expect(await reasonsOf(moderator, thread.id)).toEqual([]);
  expect(await reasonsOf(ali, thread.id)).toEqual(['reply', 'reply']);
});

it('only staff calls everyone: from a student it is words; preview and post say the same', async () => {
  const text = '@everyone @students please';
  const { id: communityId } = ground.community;
  const { thread, post } = await startThread(zoe, ground.space, { body: text });
  expect(post.html).not.toContain('data-calls');
  const look = (who: TestPerson) =>
    who.call(threadRoutes.preview, { body: { body: text, communityId } });
  expect((await look(zoe)).html).toBe(post.html);
  await settled(thread.id, zoe);
  expect(await reasonsOf(ali, thread.id)).toEqual([]);

  const call = await reply(teacher, thread, text);
  expect((await look(teacher)).html).toBe(call.html);
  for (const who of [zoe, ali, moderator])
    await eventually(async () => {
      const [newest] = await reasonsOf(who, thread.id);
      return newest === 'mention' || `heard ${newest}`;
    });
  expect(await reasonsOf(teacher, thread.id)).toEqual([]);
});

it('a quoted call, one in code and one behind a press ring nobody', async () => {
  const { thread } = await startThread(ali, ground.space);
  const text = '> @teachers\n\n`@teachers`\n\n:::spoiler Look\n@teachers\n:::';
  await reply(zoe, thread, text);
  await settled(thread.id, zoe);
  expect(await reasonsOf(teacher, thread.id)).toEqual([]);
});

it('whoever may not read the thread, or has muted it, hears nothing of a call', async () => {
  const hidden = await owner.call(communityRoutes.createSpace, {
    params: { id: ground.community.id },
    body: { name: 'Staff room', rights: { read: ['teacher', 'moderator', 'owner'] } },
  });
  const { thread } = await startThread(owner, hidden);
  await moderator.call(threadRoutes.watchThread, {
    params: { id: thread.id },
    body: { level: 'muted' },
  });
  await reply(owner, thread, '@everyone: a word among us');
  await hears(teacher, thread.id, ['mention']);
  await settled(thread.id, teacher);
  for (const who of [zoe, ali, moderator]) expect(await reasonsOf(who, thread.id)).toEqual([]);
});

it('who calls under a pseudonym stays under it', async () => {
  const masks = await owner.call(communityRoutes.createSpace, {
    params: { id: ground.community.id },
    body: { name: 'Masks', pseudonyms: true },
  });
  const { thread } = await startThread(owner, masks);
  await zoe.call(threadRoutes.createPost, {
    params: { id: thread.id },
    body: { body: '@teachers, may I ask?', pseudonym: true },
  });
  await hears(teacher, thread.id, ['mention']);
  const { items } = await teacher.call(notificationRoutes.listNotifications, { query: {} });
  const told = items.find(({ threadId }) => threadId === thread.id);
  expect(told?.actor?.pseudonym).toBeDefined();
  expect(JSON.stringify(told)).not.toContain(zoe.id);
  expect(await reasonsOf(zoe, thread.id)).toEqual([]);
});

it('in a study group the teachers of the community around it are called', async () => {
  const group = await zoe.call(communityRoutes.createGroup, {
    params: { id: ground.community.id },
    body: { name: 'Rivers' },
  });
  const { items } = await zoe.call(communityRoutes.listSpaces, { params: { id: group.id } });
  const { thread } = await startThread(zoe, items[0]!, { body: 'Are you there, @teachers?' });
  await hears(teacher, thread.id, ['mention']);
  expect((await callable(ali, group.id).catch(() => [])).map(({ name }) => name)).toEqual([]);
});

it('a student calls six times in an hour, then is asked to wait; the words without a call go', async () => {
  const who = await stack.person();
  await joinBy(owner, who, ground.community);
  const { thread } = await startThread(who, ground.space);
  for (let n = 1; n < 6; n += 1) await reply(who, thread, `@moderators ${n}`);
  // What was sent before and is sent again, since its answer was lost, is there and counts once.
  const again = { params: { id: thread.id }, body: { body: '@moderators 6' } };
  const sixth = await who.call(threadRoutes.createPost, again, {
    headers: { 'Idempotency-Key': 'sixth-call-of-an-hour' },
  });
  expect(
    await who.call(threadRoutes.createPost, again, {
      headers: { 'Idempotency-Key': 'sixth-call-of-an-hour' },
    }),
  ).toEqual(sixth);
  await expect(reply(who, thread, '@moderators once more')).rejects.toMatchObject({
    code: 'too-many',
  });
  await reply(who, thread, 'then without');
});

it('nobody is called by the name of a role', async () => {
  await expect(stack.person({ handle: 'Teachers' })).rejects.toThrow('handle-taken');
  const who = await stack.person({ displayName: 'everyone' });
  expect(who.person.handle).not.toBe('everyone');
});

it('a call stays when somebody else mends the text, but their edit makes none', async () => {
  const call = await startThread(teacher, ground.space, { body: '@everyone: notes' });
  await teacher.call(historyRoutes.setWiki, { params: { id: call.post.id }, body: { on: true } });
  const mended = await zoe.call(threadRoutes.editPost, {
    params: { id: call.post.id },
    body: { body: '@everyone: our notes', baseRevision: 1 },
  });
  expect(mended.html).toContain('data-calls="everyone"');

  const { thread } = await startThread(ali, ground.space);
  const mine = await reply(zoe, thread, 'Nobody');
  const edited = await zoe.call(threadRoutes.editPost, {
    params: { id: mine.id },
    body: { body: 'Nobody, @everyone', baseRevision: 1 },
  });
  expect(edited.html).not.toContain('data-calls');
});

it('tells those behind the first hundred as well, each once', async () => {
  const { community, space } = await makeGround(owner, { name: 'Many', members: [zoe] });
  const client = await new MongoClient(stack.mongoUrl).connect();
  // Members whose accounts are gone stand before her, more than a batch of them.
  const joined = { role: 'student', order: 3, nameFold: 'gone', class: null, institutionId: null };
  const gone = Array.from({ length: 150 }, (_, n) => ({
    ...{ ...joined, joinedAt: new Date() },
    communityId: new ObjectId(community.id),
    personId: new ObjectId(n.toString(16).padStart(24, '0')),
  }));
  await client.db().collection('memberships').insertMany(gone);
  await client.close();
  const { thread } = await startThread(owner, space, { body: 'Tomorrow, @students!' });
  await hears(zoe, thread.id, ['mention']);
  await settled(thread.id, zoe);
  expect(await reasonsOf(zoe, thread.id)).toEqual(['mention', 'mention']);
});

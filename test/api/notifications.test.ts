import { communityRoutes } from '@jembatan/shared/communities.contract';
import { type NotificationView, notificationRoutes } from '@jembatan/shared/notifications.contract';
import { peopleRoutes } from '@jembatan/shared/people.contract';
import { quoteMarkdown } from '@jembatan/shared/quote';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { MongoClient, ObjectId } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, reply, startThread } from '../support/places.ts';
import { uniqueName } from '../support/services.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let zoe: TestPerson;
let sato: TestPerson;
let som: TestPerson;
let ground: Ground;

/** Handles are unique in the hub, so the names of the cases get a tail. */
const tail = uniqueName().slice(-4);

beforeAll(async () => {
  stack = await startStack();
  [teacher, zoe, sato, som] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Zoë', handle: `Zoë${tail}` }),
    stack.person({ displayName: '佐藤', handle: `佐藤${tail}` }),
    stack.person({ displayName: 'สมหญิง', handle: `สมหญิง${tail}` }),
  ]);
  ground = await makeGround(teacher, { members: [zoe, sato, som] });
});
afterAll(() => stack[Symbol.asyncDispose]());

const list = (who: TestPerson, query: Record<string, string> = {}) =>
  who.call(notificationRoutes.listNotifications, { query });

/** Waits until somebody has heard of a post, and answers what they have about its thread. */
async function heardOf(who: TestPerson, threadId: string, count = 1): Promise<NotificationView[]> {
  let found: NotificationView[] = [];
  await eventually(async () => {
    found = (await list(who, { limit: '100' })).items.filter((item) => item.threadId === threadId);
    return found.length >= count || `${found.length} of ${count}`;
  });
  return found;
}

/** Waits until everything about a thread has been dealt with: a mention written last has arrived. */
async function settled(threadId: string, reader: TestPerson): Promise<void> {
  const before = (await list(reader, { limit: '100' })).items.filter(
    (item) => item.threadId === threadId,
  ).length;
  await reply(teacher, { id: threadId as never }, `last word @${reader.person.handle}`);
  await heardOf(reader, threadId, before + 1);
}

it('TXT-2 three people named, three notifications, one each', async () => {
  const { thread } = await startThread(teacher, ground.space);
  const text = `@Zoë${tail}, @佐藤${tail}、@สมหญิง${tail}. And again @ZOE\u0308${tail}!`;
  const post = await reply(teacher, thread, text);
  expect(post.html.match(/data-person="[0-9a-f]{24}"/g)).toHaveLength(4);
  for (const who of [zoe, sato, som]) {
    expect(await heardOf(who, thread.id)).toEqual([
      expect.objectContaining({
        reason: 'mention',
        number: 2,
        title: thread.title,
        read: false,
        actor: teacher.person,
      }),
    ]);
  }
  const preview = await teacher.call(threadRoutes.preview, { body: { body: text } });
  expect(preview.html).toBe(post.html);
});

it('SYNC-5 one event, one notification, with the most specific reason; edits add none', async () => {
  const { thread, post: first } = await startThread(zoe, ground.space, { tags: ['water'] });
  await zoe.call(threadRoutes.watchThread, { params: { id: thread.id }, body: { level: 'all' } });
  const before = (await list(zoe)).unread;
  const quote = quoteMarkdown('Where does your water come from?', { handle: zoe.person.handle });
  const body = `${quote}From a lake, @${zoe.person.handle}. Really, @${zoe.person.handle}!`;
  const post = await reply(sato, thread, body, first.number);
  await heardOf(zoe, thread.id);
  for (const revision of [1, 2]) {
    await sato.call(threadRoutes.editPost, {
      params: { id: post.id },
      body: {
        body: `${body} ${revision} @${zoe.person.handle} @${som.person.handle}`,
        baseRevision: revision,
      },
    });
  }
  await settled(thread.id, som);
  const found = await heardOf(zoe, thread.id);
  expect(found.filter(({ number }) => number === 2)).toEqual([
    expect.objectContaining({ reason: 'mention' }),
  ]);
  expect((await heardOf(som, thread.id)).map(({ number }) => number)).toEqual([3]);
  expect((await list(zoe)).unread).toBe(before + 2);
  expect((await zoe.call(peopleRoutes.getMe, {})).unreadNotifications).toBe(before + 2);
});

it('gives each their own reason: reply, quote, watched', async () => {
  const { thread, post } = await startThread(zoe, ground.space);
  await som.call(threadRoutes.watchThread, { params: { id: thread.id }, body: { level: 'all' } });
  const answer = await reply(sato, thread, 'a river');
  expect(await heardOf(zoe, thread.id)).toEqual([
    expect.objectContaining({ reason: 'reply', number: 2 }),
  ]);
  await reply(
    teacher,
    thread,
    `${quoteMarkdown('a river', { handle: sato.person.handle })}Which one?`,
    post.number,
  );
  expect(await heardOf(sato, thread.id)).toEqual([
    expect.objectContaining({ reason: 'quote', number: 3, snippet: 'Which one?' }),
  ]);
  expect((await heardOf(som, thread.id, 2)).map(({ reason, number }) => [reason, number])).toEqual([
    ['watched', 3],
    ['watched', 2],
  ]);
  await reply(som, thread, 'mine', answer.number);
  expect((await heardOf(sato, thread.id, 2))[0]).toMatchObject({
    reason: 'reply',
    number: 4,
    actor: som.person,
  });
});

it('tells who begins to watch of what comes, not of what was written just before', async () => {
  const { thread } = await startThread(zoe, ground.space);
  const watch = { params: { id: thread.id }, body: { level: 'all' as const } };
  await som.call(threadRoutes.watchThread, watch);
  await using database = await MongoClient.connect(stack.mongoUrl);
  // As if what follows had been written earlier, and only the telling were late.
  const watchedAt = new Date(Date.now() + 3_600_000);
  const his = { watch: 'all', threadId: new ObjectId(thread.id) };
  const { matchedCount } = await database
    .db()
    .collection('readings')
    .updateOne(his, { $set: { watchedAt } });
  expect(matchedCount).toBe(1);
  await som.call(threadRoutes.watchThread, watch);
  await reply(sato, thread, 'a river');
  await settled(thread.id, som);
  expect((await heardOf(som, thread.id)).map(({ number }) => number)).toEqual([3]);
});

it('says nothing about own posts, reactions, or threads one wants nothing of', async () => {
  const { thread, post } = await startThread(zoe, ground.space);
  await som.call(threadRoutes.watchThread, { params: { id: thread.id }, body: { level: 'muted' } });
  await reply(zoe, thread, `@${zoe.person.handle} to myself`);
  await sato.call(threadRoutes.react, { params: { id: post.id, emoji: '👍' } });
  await reply(teacher, thread, `@${som.person.handle} are you there?`);
  await settled(thread.id, sato);
  expect((await heardOf(zoe, thread.id, 2)).map(({ number }) => number)).toEqual([4, 3]);
  expect(
    (await list(som, { limit: '100' })).items.some((item) => item.threadId === thread.id),
  ).toBe(false);
});

it('SYNC-1 the same reply sent twice makes one notification', async () => {
  const { thread } = await startThread(zoe, ground.space);
  const headers = { 'Idempotency-Key': uniqueName() };
  const send = () =>
    sato.call(
      threadRoutes.createPost,
      { params: { id: thread.id }, body: { body: 'once' } },
      { headers },
    );
  await Promise.all([send(), send()]);
  await send();
  await settled(thread.id, som);
  expect((await heardOf(zoe, thread.id, 2)).map(({ number }) => number)).toEqual([3, 2]);
});

it('nobody hears of what they may not read', async () => {
  const outsider = await stack.person();
  const { thread } = await startThread(teacher, ground.space);
  await reply(teacher, thread, `secret for @${outsider.person.handle} and @${zoe.person.handle}`);
  await heardOf(zoe, thread.id);
  expect(await list(outsider)).toEqual({ items: [], nextCursor: null, unread: 0 });
});

it('PERM-3 after access is lost old notifications show nothing and new ones do not come', async () => {
  const leaver = await stack.person();
  await joinBy(teacher, leaver, ground.community);
  const { thread } = await startThread(leaver, ground.space, { title: 'Secret plans' });
  await reply(sato, thread, `words for @${leaver.person.handle}`);
  await heardOf(leaver, thread.id);
  await leaver.call(communityRoutes.leaveCommunity, { params: { id: ground.community.id } });
  await eventually(async () => {
    const { items } = await list(leaver);
    return (items[0]?.title === '' && items[0].snippet === '') || 'still shown';
  });
  const [old] = (await list(leaver)).items;
  expect(old).toMatchObject({
    reason: 'mention',
    actor: null,
    communityId: null,
    threadId: null,
    number: null,
    title: '',
    snippet: '',
  });
  await reply(sato, thread, `more for @${leaver.person.handle}`);
  await settled(thread.id, som);
  const { items, unread } = await list(leaver);
  expect([items.length, unread]).toEqual([1, 1]);
  expect(JSON.stringify(items)).not.toContain('Secret');
});

it('PERM-5 a deleted post leaves no text in notifications', async () => {
  const { thread } = await startThread(teacher, ground.space);
  const post = await reply(sato, thread, `words I regret @${zoe.person.handle}`);
  expect((await heardOf(zoe, thread.id))[0]?.snippet).toContain('words I regret');
  await sato.call(threadRoutes.deletePost, { params: { id: post.id } });
  expect(await heardOf(zoe, thread.id)).toEqual([
    expect.objectContaining({ title: thread.title, snippet: '' }),
  ]);
});

it('FMT-3 shows typed tags as plain text', async () => {
  const { thread } = await startThread(teacher, ground.space, {
    title: '<img src=q onerror=boom()>',
  });
  await reply(
    sato,
    thread,
    `<scr<script>x</script>ipt>boom()</scr</script>ipt> @${zoe.person.handle}`,
  );
  expect((await heardOf(zoe, thread.id))[0]).toMatchObject({
    title: '<img src=q onerror=boom()>',
    snippet: `<scr<script>x</script>ipt>boom()</scr</script>ipt> @${zoe.person.handle}`,
  });
});

it('is read by ids, up to one, and with the thread; what is others’ stays', async () => {
  const reader = await stack.person();
  await joinBy(teacher, reader, ground.community);
  const { thread } = await startThread(teacher, ground.space);
  for (const word of ['one', 'two', 'three', 'four', 'five'])
    await reply(sato, thread, `${word} @${reader.person.handle} @${zoe.person.handle}`);
  const found = await heardOf(reader, thread.id, 5);
  const read = (body: object) => reader.call(notificationRoutes.readNotifications, { body });
  expect(await read({ ids: [found[4]?.id] })).toEqual({ unread: 4 });
  expect(await read({ ids: [found[4]?.id] })).toEqual({ unread: 4 });
  expect(await read({ upTo: found[2]?.id })).toEqual({ unread: 2 });
  expect((await list(reader)).items.map((item) => item.read)).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
  const foreign = await heardOf(zoe, thread.id, 5);
  expect(await read({ ids: foreign.map(({ id }) => id) })).toEqual({ unread: 2 });
  expect((await heardOf(zoe, thread.id, 5)).every((item) => !item.read)).toBe(true);
  await reader.call(threadRoutes.readThread, { params: { id: thread.id }, body: { number: 5 } });
  await eventually(async () => (await list(reader)).unread === 1 || 'not read with the thread');
});

it('comes in pages, newest first, each once', async () => {
  const reader = await stack.person();
  await joinBy(teacher, reader, ground.community);
  const { thread } = await startThread(teacher, ground.space);
  for (let n = 0; n < 7; n += 1) await reply(sato, thread, `${n} @${reader.person.handle}`);
  await heardOf(reader, thread.id, 7);
  const numbers: (number | null)[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof list>> = await list(reader, {
      limit: '3',
      ...(cursor && { cursor }),
    });
    numbers.push(...page.items.map((item) => item.number));
    cursor = page.nextCursor;
  } while (cursor);
  expect(numbers).toEqual([8, 7, 6, 5, 4, 3, 2]);
});

it('refuses what makes no sense', async () => {
  const call = (body: object) =>
    problemOf(zoe.call(notificationRoutes.readNotifications, { body: body as never }));
  for (const body of [
    {},
    { ids: 'x' },
    { ids: ['x'] },
    { ids: { $gt: '' } },
    { upTo: { $gt: '' } },
  ]) {
    expect((await call(body)).status, JSON.stringify(body)).toBe(400);
  }
  for (const cursor of [
    'x',
    Buffer.from('["zz"]').toString('base64url'),
    Buffer.from('[{"$gt":""}]').toString('base64url'),
  ]) {
    expect((await problemOf(list(zoe, { cursor }))).status).toBe(400);
  }
  expect(
    (await problemOf(callApi(stack.url, notificationRoutes.listNotifications, {}))).status,
  ).toBe(401);
});

it('a study group called by its name hears of it, once each, and only who may read', async () => {
  const group = await teacher.call(communityRoutes.createGroup, {
    params: { id: ground.community.id },
    body: { name: 'Río' },
  });
  for (const member of [zoe, sato]) await joinBy(teacher, member, group);
  const { thread } = await startThread(teacher, ground.space);
  const call = `[@Río](/c/${group.id})`;
  await reply(zoe, thread, `${call} and again ${call}, @佐藤${tail}`);
  const [heard, ...more] = await heardOf(sato, thread.id);
  expect({ reason: heard?.reason, more }).toEqual({ reason: 'mention', more: [] });
  await settled(thread.id, som);
  expect(await heardOf(som, thread.id)).toHaveLength(1);
});

it('a group is not called by who is not in it, from elsewhere, or in a quote', async () => {
  const group = await teacher.call(communityRoutes.createGroup, {
    params: { id: ground.community.id },
    body: { name: 'Lago' },
  });
  await joinBy(teacher, sato, group);
  const call = `[@Lago](/c/${group.id})`;
  const { thread } = await startThread(teacher, ground.space);
  await reply(som, thread, call);
  await reply(teacher, thread, `> ${call}\n\nno`);
  await settled(thread.id, zoe);
  const elsewhere = await makeGround(teacher, { members: [sato] });
  const other = await startThread(teacher, elsewhere.space, { body: call });
  await settled(other.thread.id, sato);
  expect((await heardOf(sato, other.thread.id)).map(({ number }) => number)).toEqual([2]);
  const here = (await list(sato, { limit: '100' })).items;
  expect(here.filter(({ threadId }) => threadId === thread.id)).toEqual([]);
});

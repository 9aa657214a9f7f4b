import { appRoutes } from '@jembatan/shared/app.protocol';
import { communityRoutes } from '@jembatan/shared/communities.contract';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { pollRoutes } from '@jembatan/shared/polls.contract';
import { readingRoutes } from '@jembatan/shared/reading.contract';
import { searchRoutes } from '@jembatan/shared/search.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView, ThreadView } from '@jembatan/shared/threads.view';
import { file } from '@jembatan/shared/uploads.contract';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { followThread } from '../support/thread-follower.ts';

let stack: Stack;
let teacher: TestPerson;
let student: TestPerson;
let classmate: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack({ servers: 2 });
  [teacher, student, classmate] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Budi' }),
    stack.person({ displayName: 'Quillon Nadia' }),
  ]);
  ground = await makeGround(teacher, { members: [student, classmate], reading: 'everyone' });
});
afterAll(() => stack[Symbol.asyncDispose]());

const ask = (who = teacher, more: Record<string, unknown> = {}) =>
  who.call(threadRoutes.createThread, {
    params: { id: ground.space.id },
    body: { title: 'Why is the sea salt', body: 'Think first.', answerFirst: true, ...more },
  });
const page = (who: TestPerson, { id }: Pick<ThreadView, 'id'>, query = {}) =>
  who.call(threadRoutes.listPosts, { params: { id }, query });
const change = (who: TestPerson, { id }: Pick<ThreadView, 'id'>, body: Record<string, unknown>) =>
  who.call(threadRoutes.changeThread, { params: { id }, body });

/** What stands behind an address, whatever the answer. */
async function told(path: string, who: TestPerson | null, method = 'GET'): Promise<string> {
  const headers: Record<string, string> = {
    ...(who && { Authorization: `Bearer ${who.token}` }),
    'Content-Type': 'application/json',
  };
  const body = method === 'GET' ? null : JSON.stringify({ body: 'x', baseRevision: 1, on: true });
  const response = await fetch(`${stack.url}${path}`, { method, headers, body });
  expect(response.status, path).toBeLessThan(500);
  return response.text();
}

async function picture(who: TestPerson, name: string) {
  const bytes = await sharp({
    create: { width: 9, height: 9, channels: 3, background: 'teal' },
  })
    .png()
    .toBuffer();
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), name);
  const headers = { Authorization: `Bearer ${who.token}` };
  const sent = { method: 'POST', body: form, headers };
  return file.parse(await (await fetch(`${who.origin}/api/v1/uploads`, sent)).json());
}

/** Words of the answer, of its poll, its file and its writer's name. */
const secret = /zephyrine|quillon/i;
const poll = {
  ...{ kind: 'single' as const, options: ['Zephyrine', 'Other'] },
  ...{ anonymous: false, show: 'always' as const },
};

/** A thread with an answer that has all that an answer can have. */
async function answered(): Promise<{ thread: ThreadView; answer: PostView; fileId: string }> {
  const { thread } = await ask(teacher, { kind: 'question', tags: ['sea'] });
  const shown = await picture(classmate, 'zephyrine.png');
  const answer = await classmate.call(threadRoutes.createPost, {
    params: { id: thread.id },
    body: {
      body: `The zephyrine did it, @${student.person.handle} ![zephyrine](/files/${shown.id})`,
      replyTo: 1,
      poll,
    },
  });
  await change(teacher, thread, { acceptedNumber: 2 });
  await teacher.call(threadRoutes.react, { params: { id: answer.id, emoji: '👍' } });
  return { thread, answer, fileId: shown.id };
}

/** Whatever the hub can be asked about these, with no question besides. */
function allDoors(names: Record<string, string>): string[] {
  const named: Record<string, string> = { lang: 'de', kind: 'edit', tag: 'sea' };
  return Object.values(appRoutes)
    .filter(({ method }) => method === 'GET')
    .map(({ path }) => {
      const about = path.startsWith('/me/drafts') ? 'posts' : (path.split('/')[1] ?? '');
      const filled = path.replace(
        /:(\w+)/g,
        (_all, name: string) => named[name] ?? names[about] ?? '0'.repeat(24),
      );
      return `/api/v1${filled}`;
    });
}

const doorsTo = (thread: ThreadView, { id }: PostView, fileId: string) => [
  `/api/v1/threads/${thread.id}/posts`,
  `/api/v1/threads/${thread.id}/posts?from=2&limit=1`,
  `/api/v1/threads/${thread.id}/posts?last=1`,
  `/api/v1/threads/${thread.id}/posts?at=2020-01-01T00:00:00Z`,
  `/api/v1/threads/${thread.id}/posts?since=0`,
  `/api/v1/threads/${thread.id}/branches?of=0`,
  `/api/v1/threads/${thread.id}/branches?of=1&self=1`,
  `/api/v1/threads/${thread.id}/answers?order=reactions`,
  `/api/v1/threads/${thread.id}/answers?order=time`,
  `/api/v1/posts/${id}`,
  `/api/v1/posts/${id}/poll`,
  `/api/v1/files/${fileId}`,
  `/api/v1/files/${fileId}?w=320`,
  `/api/v1/search?q=zephyr*`,
  `/api/v1/search?q=did&threadId=${thread.id}`,
  `/api/v1/search?q=did%20-nothing`,
  `/api/v1/search?q=did&threadId=${thread.id}&has=picture`,
  `/api/v1/search?q=zephyrine&in=files`,
];

const wordless = (thread: ThreadView) => [
  `/api/v1/spaces/${thread.spaceId}/threads?answered=yes`,
  `/api/v1/search/suggestions?q=zephyr`,
  `/api/v1/spaces/${thread.spaceId}/similar-threads?title=did`,
];

const publicDoors = (thread: ThreadView) => [
  `/t/${thread.id}/${thread.slug}`,
  `/t/${thread.id}/${thread.slug}?print`,
  `/t/${thread.id}/${thread.slug}?page=2`,
  `/spaces/${thread.spaceId}`,
  `/feeds/t/${thread.id}`,
  `/feeds/spaces/${thread.spaceId}`,
];

/** The address that was asked for may come back, and nothing else. */
const without = (text: string) => text.replaceAll(/q=zephyr[a-z*]*/g, '');

describe('a thread that wants an answer first', () => {
  it('shows a student nothing of the others through any door, and all of it after an answer', async () => {
    const { thread, answer, fileId } = await answered();
    const doors = doorsTo(thread, answer, fileId);
    const names = {
      ...{ posts: answer.id, threads: thread.id, files: fileId, people: student.person.handle },
      ...{ spaces: thread.spaceId, communities: thread.communityId },
    };
    for (const door of [...doors, ...wordless(thread), ...allDoors(names)])
      expect(without(await told(door, student)), `closed: ${door}`).not.toMatch(
        // Members of a class know each other, not who has answered.
        /\/(communities|people|groups|calendars)\//.test(door) ? /zephyrine/i : secret,
      );
    for (const door of [...publicDoors(thread), ...doors])
      expect(without(await told(door, null)), `visitor: ${door}`).not.toMatch(secret);
    const drawn = await told(`/t/${thread.id}/${thread.slug}`, null);
    expect(drawn).toContain('seen only by those who have answered');

    const before = await page(student, thread);
    expect(before.items.map(({ closed = false }) => closed)).toEqual([false, true]);
    expect(before.thread).toMatchObject({
      ...{ answerFirst: true, postCount: 2, terms: { answerFirst: true } },
      read: { number: 0, unread: 1 },
    });

    await reply(student, thread, 'Rivers bring it');
    for (const door of doors)
      expect(await told(door, student), `open: ${door}`).toMatch(/zephyrine|PNG|WEBP/i);
    const after = await page(student, thread);
    expect(after.thread?.terms).toEqual({ answered: 3 });
    // Nothing of what was hidden counts as read.
    expect(after.thread?.read).toEqual({ number: 0, unread: 3 });
  });

  it('lets nothing be done to a post that one may not see, and no vote be given', async () => {
    const { thread, answer } = await answered();
    const tried: [string, string][] = [
      ['PUT', `/posts/${answer.id}/reactions/👍`],
      ['PATCH', `/posts/${answer.id}`],
      ['DELETE', `/posts/${answer.id}`],
      ['PUT', `/posts/${answer.id}/bookmark`],
      ['PUT', `/posts/${answer.id}/language`],
      ['PUT', `/posts/${answer.id}/wiki`],
    ];
    for (const [method, path] of tried)
      expect(await told(`/api/v1${path}`, student, method), path).not.toMatch(secret);
    const vote = student.call(pollRoutes.vote, {
      params: { id: answer.id },
      body: { choices: [] },
    });
    expect((await problemOf(vote)).code).toMatch(/not-found|invalid/);
    expect((await page(student, thread)).items[1]).toMatchObject({ closed: true, reactions: [] });
    expect((await page(teacher, thread)).items[1]).toMatchObject({ reactions: [{ count: 1 }] });
  });

  it('is open to staff, to its author, and to those who have answered', async () => {
    const { thread } = await ask(student);
    await reply(classmate, thread, 'The zephyrine did it');
    for (const who of [student, teacher, classmate])
      expect((await page(who, thread)).items.every(({ closed }) => !closed)).toBe(true);
    const moderator = await stack.person();
    await joinBy(teacher, moderator, ground.community, 'moderator');
    expect((await page(moderator, thread)).items[1]?.html).toMatch(secret);
  });

  it('knows who answered under a pseudonym, before it began to want answers and after', async () => {
    const { space } = await makeGround(teacher, { members: [student, classmate] });
    const params = { id: space.id };
    await teacher.call(communityRoutes.changeSpace, { params, body: { pseudonyms: true } });
    const mayHide = async () =>
      (await student.call(communityRoutes.getSpace, { params })).pseudonyms || 'not yet';
    await eventually(mayHide);
    const hidden = (who: TestPerson, { id }: ThreadView, body: string) =>
      who.call(threadRoutes.createPost, { params: { id }, body: { body, pseudonym: true } });
    const { thread } = await startThread(teacher, space);
    await hidden(classmate, thread, 'The zephyrine did it');
    await change(teacher, thread, { answerFirst: true });
    expect((await page(classmate, thread)).items[1]?.html).toMatch(secret);
    expect((await page(student, thread)).items[1]).toMatchObject({ closed: true, html: '' });
    const mine = await hidden(student, thread, 'Rivers');
    expect(mine.can).toMatchObject({ edit: true, delete: false });
    expect((await page(student, thread)).items[1]?.html).toMatch(secret);
  });

  it('rings for nobody who may not read what it rings for', async () => {
    const { thread } = await ask();
    await student.call(threadRoutes.watchThread, {
      params: { id: thread.id },
      body: { level: 'all' },
    });
    await reply(classmate, thread, `For @${student.person.handle}: zephyrine`);
    await reply(student, thread, 'Now I know');
    await reply(classmate, thread, `Well, @${student.person.handle}, zephyrine indeed`);
    const bell = async () =>
      (await student.call(notificationRoutes.listNotifications, { query: {} })).items.filter(
        ({ threadId }) => threadId === thread.id,
      );
    await eventually(async () => (await bell()).length > 0 || 'not rung');
    expect((await bell()).map(({ number }) => number)).toEqual([4]);
  });

  it('takes back the words of what was told when it begins to want an answer', async () => {
    const { thread } = await startThread(teacher, ground.space);
    const third = await stack.person();
    await joinBy(teacher, third, ground.community);
    const post = await reply(classmate, thread, `@${third.person.handle} the zephyrine xylotheque`);
    const bell = async () =>
      JSON.stringify(await third.call(notificationRoutes.listNotifications, { query: {} }));
    await third.call(readingRoutes.setBookmark, { params: { id: post.id }, body: {} });
    await eventually(async () => (await bell()).includes('zephyrine') || 'not rung');
    await change(teacher, thread, { answerFirst: true });
    expect(await bell()).not.toMatch(secret);
    expect(await told('/api/v1/me/bookmarks', third)).not.toMatch(secret);
    const search = () => third.call(searchRoutes.search, { query: { q: 'xylotheque' } });
    expect(await search()).toMatchObject({ items: [], total: 0 });
    // Whoever had written has answered.
    expect((await page(classmate, thread)).items[1]?.html).toMatch(secret);
    await change(teacher, thread, { answerFirst: false });
    expect((await page(third, thread)).items[1]?.html).toMatch(secret);
    await eventually(
      async () => JSON.stringify(await search()).includes(thread.id) || 'not found again',
    );
  });
});

describe('the answer that opened it', () => {
  it('can be edited, always with a trace, and not be deleted by its writer', async () => {
    const { thread } = await ask();
    await reply(classmate, thread, 'zephyrine');
    const mine = await reply(student, thread, '…');
    expect(mine.can).toMatchObject({ edit: true, delete: false });
    const edited = await student.call(threadRoutes.editPost, {
      params: { id: mine.id },
      body: { body: 'It was the zephyrine', baseRevision: 1 },
    });
    expect(edited.editedAt).toBeDefined();
    expect(await told(`/api/v1/posts/${mine.id}/revisions`, teacher)).toContain('…');
    const gone = student.call(threadRoutes.deletePost, { params: { id: mine.id } });
    expect((await problemOf(gone)).code).toBe('forbidden');
    const more = await reply(student, thread, 'One more');
    await student.call(threadRoutes.deletePost, { params: { id: more.id } });
    // What staff takes away closes nothing again.
    await teacher.call(threadRoutes.deletePost, { params: { id: mine.id } });
    expect((await page(student, thread)).items[1]?.html).toMatch(secret);
  });
});

describe('who may want answers', () => {
  it('is the author and staff, for discussions and questions that are not long', async () => {
    expect((await problemOf(ask(teacher, { kind: 'announcement' }))).code).toBe('invalid');
    const { thread } = await startThread(student, ground.space);
    expect((await problemOf(change(classmate, thread, { answerFirst: true }))).code).toBe(
      'forbidden',
    );
    expect((await change(student, thread, { answerFirst: true })).answerFirst).toBe(true);
    expect((await change(teacher, thread, { answerFirst: false })).answerFirst).toBeUndefined();
  });
});

describe('news', () => {
  it('carry no words to those who have not answered, and all of them to every tab after that', async () => {
    const { thread } = await ask();
    using here = await student.connect();
    using there = await student.connect(stack.servers[1]!.url);
    const topic = `thread:${thread.id}`;
    for (const socket of [here, there]) await socket.ask('subscribe', { topic });
    const first = await reply(classmate, thread, 'zephyrine one');
    await teacher.call(threadRoutes.react, { params: { id: first.id, emoji: '👍' } });
    for (const socket of [here, there]) {
      expect(await socket.next('post:created')).toMatchObject({ post: { closed: true, html: '' } });
      await socket.next('post:edited');
      expect(JSON.stringify(socket.heard)).not.toMatch(secret);
    }
    await reply(student, thread, 'Mine');
    for (const socket of [here, there])
      await socket.next('topic:changed', (news) => news.topic === topic);
    await reply(classmate, thread, 'zephyrine two');
    for (const socket of [here, there])
      await socket.next('post:created', (news) => JSON.stringify(news).includes('zephyrine two'));
  });

  it('and a snapshot make a fresh snapshot, closed or open, when it begins and when it ends', async () => {
    const { thread } = await startThread(teacher, ground.space);
    await reply(classmate, thread, 'zephyrine');
    await using open = await followThread(classmate, thread.id);
    await using staff = await followThread(teacher, thread.id, stack.servers[1]!.url);
    await change(teacher, thread, { answerFirst: true });
    await using closed = await followThread(student, thread.id, stack.servers[1]!.url);
    for (const one of [open, staff, closed]) await one.isFresh();
    const post = await reply(classmate, thread, 'zephyrine again');
    await callApi(
      stack.url,
      threadRoutes.react,
      { params: { id: post.id, emoji: '👍' } },
      { token: teacher.token },
    );
    for (const one of [open, staff, closed]) await one.isFresh();
    await classmate.call(threadRoutes.deletePost, { params: { id: post.id } });
    for (const one of [open, staff, closed]) await one.isFresh();
  });
});

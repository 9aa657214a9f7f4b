import { communityRoutes as routes } from '@jembatan/shared/communities.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { notificationRoutes } from '@jembatan/shared/notifications.contract';
import { privateReplyRoutes } from '@jembatan/shared/private-replies.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type GroundOptions, joinBy, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack[Symbol.asyncDispose]());

const secret = 'Zephyrine';
const params = (id: string) => ({ params: { id: id as never } });
const say = (who: TestPerson, postId: string, body: string, key?: string) =>
  who.call(
    privateReplyRoutes.createPrivateReply,
    { ...params(postId), body: { body } },
    key ? { headers: { 'Idempotency-Key': key } } : {},
  );
const list = (who: TestPerson, postId: string) =>
  who.call(privateReplyRoutes.listPrivateReplies, params(postId));
const bell = async (who: TestPerson) =>
  (await who.call(notificationRoutes.listNotifications, {})).items;

/** A class where a student has answered, with a second teacher and a classmate. */
async function classroom(options: GroundOptions = {}) {
  const [teacher, second, student, mate] = await Promise.all(
    ['Ibu Sari', 'Pak Joko', 'Budi', 'Citra'].map((displayName) => stack.person({ displayName })),
  );
  if (!teacher || !second || !student || !mate) throw new Error('nobody came');
  const ground = await makeGround(teacher, { members: [student, mate], ...options });
  await joinBy(teacher, second, ground.community, 'teacher');
  const { thread } = await startThread(teacher, ground.space);
  const post = await reply(student, thread, 'My answer to the task');
  return { ...ground, teacher, second, student, mate, thread, post };
}

describe('a private reply', () => {
  test('is seen by the author of the post and by staff, and rings for that author alone', async () => {
    const { teacher, second, student, mate, thread, post } = await classroom();
    using theirs = await student.connect();
    using mates = await mate.connect();
    using staffs = await second.connect();
    for (const one of [mates, staffs]) await one.ask('subscribe', { topic: `thread:${thread.id}` });
    const text = `**${secret}**, look at line two, @${mate.person.handle}`;
    const said = await say(teacher, post.id, text, 'key-1');
    expect(said).toMatchObject({ from: 'staff', number: 2, body: text });
    expect(said.html).toContain(`<strong>${secret}</strong>`);
    // Sent again it is the same one.
    expect((await say(teacher, post.id, text, 'key-1')).id).toBe(said.id);
    for (const who of [teacher, second, student]) {
      const seen = await list(who, post.id);
      expect(seen.items.map(({ id }) => id)).toEqual([said.id]);
      expect(seen.people[mate.id]?.displayName).toBe('Citra');
      const found = await who.call(privateReplyRoutes.findPrivateReplies, {
        ...params(thread.id),
        query: { numbers: '1,2,77' as never },
      });
      expect(found.items).toEqual([{ postId: post.id, number: 2 }]);
    }
    const where = { threadId: thread.id, number: 2 };
    expect(await theirs.next('private-replies:changed')).toEqual(where);
    expect(await staffs.next('private-replies:changed')).toEqual(where);
    await eventually(async () => (await bell(student)).length === 1 || 'not rung');
    expect((await bell(student))[0]).toMatchObject({
      ...{ reason: 'private', threadId: thread.id, number: 2, snippet: '', read: false },
      actor: { id: teacher.id },
    });
    // A later public post is heard by all; the private word came to the classmate by then or never.
    await reply(student, thread, `Thanks, @${mate.person.handle}`);
    await eventually(async () => (await bell(mate)).length === 1 || 'not rung');
    await mates.next('post:created');
    expect(JSON.stringify([await bell(mate), mates.heard])).not.toMatch(/private|Zephyrine/);
  });

  test('is answered by the student, which the staff who wrote hear of', async () => {
    const { teacher, second, student, post } = await classroom();
    expect((await list(student, post.id)).closed).toBe('own');
    expect((await problemOf(say(student, post.id, 'May I ask?'))).code).toBe('forbidden');
    await say(teacher, post.id, 'Come and see me');
    const answer = await say(student, post.id, 'I will');
    expect(answer).toMatchObject({ from: 'student', author: { id: student.id } });
    expect((await list(second, post.id)).items.map(({ from }) => from)).toEqual([
      'staff',
      'student',
    ]);
    await eventually(async () => (await bell(teacher)).some(isPrivate) || 'not rung');
    expect((await bell(second)).some(isPrivate)).toBe(false);
  });

  test('is changed by its writer alone, who meets the own newer version', async () => {
    const { teacher, second, student, post } = await classroom();
    const said = await say(teacher, post.id, 'Ferst');
    const edit = (who: TestPerson, body: string, baseRevision: number) =>
      who.call(privateReplyRoutes.editPrivateReply, {
        ...params(said.id),
        body: { body, baseRevision },
      });
    const edited = await edit(teacher, 'First', 1);
    expect(edited).toMatchObject({ body: 'First', revision: 2, editedAt: expect.any(String) });
    const other = await problemOf(edit(teacher, 'Fist', 1));
    expect([other.code, (other.problem.details as never) ?? other.problem]).toMatchObject([
      'edit-conflict',
      { current: { revision: 2, body: 'First' }, yours: 'Fist' },
    ]);
    for (const who of [second, student])
      expect((await problemOf(edit(who, 'Else', 2))).code).toBe('forbidden');
    expect((await list(student, post.id)).items[0]?.body).toBeUndefined();
  });

  test('taken away leaves a mark, a line in the log where staff did it, and its words for a report', async () => {
    const { teacher, student, mate, community, post } = await classroom();
    const said = await say(teacher, post.id, `Something ${secret} to be sorry for`);
    const remove = (who: TestPerson, id: string) =>
      who.call(privateReplyRoutes.deletePrivateReply, params(id));
    expect((await problemOf(remove(student, said.id))).code).toBe('forbidden');
    expect((await problemOf(remove(mate, said.id))).code).toBe('not-found');
    expect(await remove(teacher, said.id)).toMatchObject({ deleted: true, html: '' });
    const [left] = (await list(student, post.id)).items;
    expect(left).toMatchObject({ deleted: true, html: '', can: { report: true } });
    const log = async () =>
      (await teacher.call(moderationRoutes.getLog, { query: { communityId: community.id } })).items;
    await eventually(
      async () =>
        (await log()).some(({ action }) => action === 'delete-private-reply') || 'not logged',
    );
    const subject = { kind: 'private-reply' as const, id: said.id };
    const report = (who: TestPerson) =>
      who.call(moderationRoutes.createReport, { body: { subject, reason: 'bullying' } });
    expect((await problemOf(report(mate))).code).toBe('not-found');
    await report(student);
    const [held] = (await teacher.call(moderationRoutes.getQueue, {})).items;
    expect(held).toMatchObject({ subject, content: { author: { id: teacher.id }, number: 2 } });
    expect(held?.content.html).toContain(secret);
  });

  test('reported and hidden, it shows its words to staff alone', async () => {
    const { teacher, second, student, post } = await classroom();
    const said = await say(teacher, post.id, secret);
    const subject = { kind: 'private-reply' as const, id: said.id };
    await student.call(moderationRoutes.createReport, { body: { subject, reason: 'other' } });
    const [held] = (await second.call(moderationRoutes.getQueue, {})).items;
    expect(held?.can).toEqual(expect.arrayContaining(['hide', 'dismiss']));
    expect(held?.can).not.toContain('lock');
    await second.call(moderationRoutes.act, { body: { action: 'hide', subject } });
    expect((await list(student, post.id)).items[0]).toMatchObject({ hidden: true, html: '' });
    expect((await list(second, post.id)).items[0]?.html).toContain(secret);
  });

  test('is read page by page, the oldest first, and a foreign cursor is refused', async () => {
    const { teacher, student, post } = await classroom();
    await say(teacher, post.id, 'One');
    await Promise.all([say(teacher, post.id, 'Two'), say(student, post.id, 'Three')]);
    const page = (cursor?: string) =>
      student.call(privateReplyRoutes.listPrivateReplies, {
        ...params(post.id),
        query: { limit: '2', ...(cursor && { cursor }) },
      });
    const first = await page();
    const second = await page(first.nextCursor ?? '');
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
    expect((await problemOf(page('WyJ4Il0'))).code).toBe('invalid');
  });

  test('holds no files, and no more than words for its limit', async () => {
    const { teacher, post } = await classroom();
    const file = `![Marks](/files/${'a'.repeat(24)})`;
    expect((await problemOf(say(teacher, post.id, file))).code).toBe('no-files');
    expect((await problemOf(say(teacher, post.id, '  \n'))).code).toBe('invalid');
    expect((await problemOf(say(teacher, post.id, 'x'.repeat(40_001)))).code).toBe('invalid');
    expect((await list(teacher, post.id)).items).toEqual([]);
  });

  test('under a pseudonym reaches who wrote, and names them to nobody', async () => {
    const { teacher, second, student, mate, space, thread } = await classroom();
    await teacher.call(routes.changeSpace, { ...params(space.id), body: { pseudonyms: true } });
    const send = () =>
      student.call(threadRoutes.createPost, {
        ...params(thread.id),
        body: { body: 'I do not understand it', pseudonym: true },
      });
    await eventually(async () => (await send()) && true);
    const posts = await teacher.call(threadRoutes.listPosts, params(thread.id));
    const hidden = posts.items.find(({ author }) => author.pseudonym !== undefined);
    const id = hidden?.id ?? '';
    await say(teacher, id, 'You are not alone');
    const answer = await say(student, id, 'Thank you');
    expect(answer.author).toEqual(hidden?.author);
    await eventually(async () => (await bell(student)).some(isPrivate) || 'not rung');
    await eventually(async () => (await bell(teacher)).some(isPrivate) || 'not rung');
    const [rung] = (await bell(teacher)).filter(isPrivate);
    const shown = JSON.stringify([await list(teacher, id), await list(second, id), rung]);
    expect(shown).not.toContain(student.id);
    expect((await problemOf(list(mate, id))).code).toBe('not-found');
  });
});

const isPrivate = ({ reason }: { reason: string }) => reason === 'private';

/** What an answer holds, whatever its status. */
async function told(path: string, who: TestPerson | null): Promise<string> {
  const headers: Record<string, string> = who ? { Authorization: `Bearer ${who.token}` } : {};
  const response = await fetch(`${stack.url}${path}`, { headers, redirect: 'manual' });
  expect(response.status, path).toBeLessThan(500);
  return `${JSON.stringify([...response.headers])}\n${await response.text()}`;
}

describe('PERM-1 no other door', () => {
  test('leads to it: pages, since, search, feeds, drafts, bells and counts know nothing of it', async () => {
    const room = await classroom({ reading: 'everyone' });
    const { teacher, student, mate, community, space, thread, post } = room;
    const outsider = await stack.person();
    const before = await mate.call(threadRoutes.getThread, params(thread.id));
    const said = await say(teacher, post.id, `${secret} one`);
    await say(student, post.id, `${secret} two`);
    const own = [
      `/api/v1/posts/${post.id}/private-replies`,
      `/api/v1/threads/${thread.id}/private-replies?numbers=1,2`,
    ];
    const doors = [
      `/t/${thread.id}`,
      `/spaces/${space.id}`,
      `/c/${community.id}`,
      `/feeds/threads/${thread.id}.atom`,
      `/feeds/spaces/${space.id}.atom`,
      `/feeds/communities/${community.id}.atom`,
      `/api/v1/threads/${thread.id}`,
      `/api/v1/threads/${thread.id}/posts`,
      `/api/v1/threads/${thread.id}/posts?since=0`,
      `/api/v1/posts/${post.id}`,
      `/api/v1/posts/${post.id}/revisions`,
      `/api/v1/posts/${said.id}`,
      `/api/v1/spaces/${space.id}/threads`,
      `/api/v1/search?q=${secret}`,
      '/api/v1/notifications',
    ];
    for (const who of [null, outsider, mate])
      for (const door of [...own, ...doors]) {
        const said = (await told(door, who)).replaceAll(`q=${secret}`, '');
        expect(said, door).not.toMatch(/Zephyrine (one|two)|"private"/);
        if (door === own[1]) expect(said, door).not.toContain(post.id);
      }
    // For those who may see it, it is behind its own door only.
    for (const who of [teacher, student])
      for (const door of doors)
        expect(await told(door, who), door).not.toMatch(/Zephyrine (one|two)/);
    expect(await told(own[0] ?? '', student)).toContain(`${secret} two`);
    expect((await problemOf(say(mate, post.id, 'Let me in'))).code).toBe('not-found');
    expect((await problemOf(say(outsider, post.id, 'Let me in'))).code).toBe('not-found');
    const after = await mate.call(threadRoutes.getThread, params(thread.id));
    expect(after).toEqual(before);
  });
});

describe('who may write in private', () => {
  test('is staff where the thread is closed too, the student until then, and none after the post', async () => {
    const { teacher, second, student, thread, post } = await classroom();
    await teacher.call(threadRoutes.changeThread, { ...params(thread.id), body: { locked: true } });
    await say(teacher, post.id, 'A word after the end');
    expect((await list(student, post.id)).closed).toBe('locked');
    expect((await problemOf(say(student, post.id, 'But'))).code).toBe('thread-locked');
    const own = await reply(second, thread, 'From a colleague');
    expect((await problemOf(say(teacher, own.id, 'Psst'))).code).toBe('forbidden');
    expect((await list(teacher, own.id)).closed).toBe('staff');
    await teacher.call(threadRoutes.deletePost, params(post.id));
    expect((await problemOf(say(teacher, post.id, 'Too late'))).code).toBe('post-gone');
    expect((await list(student, post.id)).items).toHaveLength(1);
  });

  test('is staff until the student has left, and the student as a member', async () => {
    const { teacher, student, community, post } = await classroom();
    await say(teacher, post.id, secret);
    await teacher.call(routes.removeMember, {
      params: { id: community.id, personId: student.id },
    });
    await eventually(
      async () => (await problemOf(list(student, post.id))).code === 'not-found' || 'still in',
    );
    expect((await list(teacher, post.id)).closed).toBe('gone');
    expect((await problemOf(say(teacher, post.id, 'Are you there?'))).code).toBe('forbidden');
  });

  test('who kept order once sees the own words, and no answers to them', async () => {
    const { teacher, second, student, community, post } = await classroom();
    await say(second, post.id, 'As a teacher');
    await say(student, post.id, 'To my teachers');
    await teacher.call(routes.changeMember, {
      params: { id: community.id, personId: second.id },
      body: { role: 'student' },
    });
    await eventually(async () => {
      const seen = await list(second, post.id);
      return (seen.items.length === 1 && seen.closed === 'barred') || `${seen.items.length}`;
    });
    await say(student, post.id, 'Still there?');
    await say(teacher, post.id, 'Yes');
    expect(JSON.stringify(await bell(second))).not.toContain('Still');
  });
});

describe('where groups are apart, and where things are hidden', () => {
  test('it goes with the thread: other groups and who has left the group see nothing', async () => {
    const [teacher, left, right] = await Promise.all([
      stack.person(),
      stack.person(),
      stack.person(),
    ]);
    const { community } = await makeGround(teacher, { members: [left, right] });
    const at = { params: { id: community.id } };
    const group = async (name: string, who: TestPerson) => {
      const made = await teacher.call(routes.createGroup, { ...at, body: { name } });
      await who.call(routes.joinGroup, { params: { id: made.id } });
      return made;
    };
    const mine = await group('Left', left);
    await group('Right', right);
    const body = { name: 'Work', separateGroups: true };
    const space = await teacher.call(routes.createSpace, { ...at, body });
    const { post } = await startThread(left, space, { body: 'Our work' });
    await say(teacher, post.id, secret);
    expect((await list(left, post.id)).items).toHaveLength(1);
    expect((await problemOf(list(right, post.id))).code).toBe('not-found');
    await left.call(routes.leaveCommunity, { params: { id: mine.id } });
    await eventually(
      async () => (await problemOf(list(left, post.id))).code === 'not-found' || 'still in',
    );
    expect((await list(teacher, post.id)).closed).toBe('gone');
  });

  test('a hidden post may be talked about, a hidden thread by staff alone', async () => {
    const { teacher, student, thread, post } = await classroom();
    const hide = (kind: 'post' | 'thread', id: string) =>
      teacher.call(moderationRoutes.act, { body: { action: 'hide', subject: { kind, id } } });
    await hide('post', post.id);
    await say(teacher, post.id, 'Why I hid it');
    await say(student, post.id, 'I see');
    await hide('thread', thread.id);
    await eventually(
      async () => (await problemOf(list(student, post.id))).code === 'not-found' || 'still shown',
    );
    expect((await list(teacher, post.id)).items).toHaveLength(2);
  });

  test('under a pseudonym no refusal tells who it is, and the log does not either', async () => {
    const { teacher, second, student, mate, community, space, thread } = await classroom();
    await teacher.call(routes.changeSpace, { ...params(space.id), body: { pseudonyms: true } });
    const hidden = async (who: TestPerson) => {
      let id = '';
      await eventually(async () => {
        const body = { body: 'Hidden', pseudonym: true };
        ({ id } = await who.call(threadRoutes.createPost, { ...params(thread.id), body }));
        return true;
      });
      return id;
    };
    const [colleague, leaver, talker] = [
      await hidden(second),
      await hidden(mate),
      await hidden(student),
    ];
    await teacher.call(routes.removeMember, { params: { id: community.id, personId: mate.id } });
    for (const id of [colleague, leaver, talker]) {
      expect((await list(teacher, id)).closed).toBeUndefined();
      await say(teacher, id, 'To whoever this is');
    }
    const answer = await say(student, talker, 'It is me');
    await teacher.call(privateReplyRoutes.deletePrivateReply, params(answer.id));
    await eventually(async () => {
      const { items } = await teacher.call(moderationRoutes.getLog, {
        query: { communityId: community.id },
      });
      const line = items.find(({ action }) => action === 'delete-private-reply');
      if (!line) return 'not logged';
      expect(JSON.stringify(line)).not.toContain(student.id);
      return true;
    });
  });
});

describe('the notice', () => {
  test('is read when the words are, and not by reading the thread', async () => {
    const { teacher, student, thread, post } = await classroom();
    await say(teacher, post.id, secret);
    await eventually(async () => (await bell(student)).some(isPrivate) || 'not rung');
    await student.call(threadRoutes.readThread, { ...params(thread.id), body: { number: 2 } });
    const last = await reply(teacher, thread, 'Next task');
    await student.call(threadRoutes.readThread, {
      ...params(thread.id),
      body: { number: last.number },
    });
    expect((await bell(student)).find(isPrivate)?.read).toBe(false);
    await student.call(notificationRoutes.readNotifications, { body: { privately: post.id } });
    expect((await bell(student)).find(isPrivate)?.read).toBe(true);
  });

  test('is heard by who muted the thread: it is written to them alone', async () => {
    const { teacher, student, thread, post } = await classroom();
    await student.call(threadRoutes.watchThread, {
      ...params(thread.id),
      body: { level: 'muted' },
    });
    await say(teacher, post.id, secret);
    await eventually(async () => (await bell(student)).some(isPrivate) || 'not rung');
  });
});

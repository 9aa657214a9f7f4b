import { historyRoutes } from '@jembatan/shared/history.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let owner: TestPerson;
let student: TestPerson;
let outsider: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack({ servers: 2 });
  [owner, student, outsider] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Budi' }),
    stack.person(),
  ]);
  ground = await makeGround(owner, { members: [student] });
});
afterAll(() => stack[Symbol.asyncDispose]());

const posts = (who: TestPerson, id: string, query: Record<string, string> = {}) =>
  who.call(threadRoutes.listPosts, { params: { id }, query });
const numbers = (page: { items: { number: number }[] }) => page.items.map(({ number }) => number);

describe('a thread', () => {
  it('starts with its first post, and says what its reader may do', async () => {
    const { thread, post } = await startThread(student, ground.space, {
      title: 'Air di kota kita',
      tags: ['Geo', 'geo', 'ＡＩＲ'],
    });
    expect(thread).toMatchObject({
      slug: 'air-di-kota-kita',
      lastNumber: 1,
      lastSeq: 1,
      postCount: 1,
      tags: ['geo', 'air'],
      can: { reply: true, lock: false },
      read: { number: 1, unread: 0 },
    });
    expect(post).toMatchObject({
      number: 1,
      seq: 1,
      revision: 1,
      author: { id: student.id },
      can: { edit: true },
    });
    expect(await owner.call(threadRoutes.getThread, { params: { id: thread.id } })).toMatchObject({
      can: { lock: true, pin: true, moderate: true },
      read: { number: 0, unread: 1 },
    });
  });

  it('is not found by people outside, by visitors, and under malformed or unknown ids, all the same', async () => {
    const { thread, post } = await startThread(owner, ground.space);
    for (const id of [thread.id, 'f'.repeat(24), 'x', '$ne']) {
      expect(
        await problemOf(outsider.call(threadRoutes.getThread, { params: { id } })),
      ).toMatchObject({ status: 404, code: 'not-found' });
      expect(
        await problemOf(callApi(stack.url, threadRoutes.getThread, { params: { id } })),
      ).toMatchObject({ status: 404, code: 'not-found' });
    }
    expect(
      (
        await problemOf(
          outsider.call(threadRoutes.createPost, {
            params: { id: thread.id },
            body: { body: 'x' },
          }),
        )
      ).status,
    ).toBe(404);
    expect(
      (await problemOf(outsider.call(threadRoutes.getPost, { params: { id: post.id } }))).status,
    ).toBe(404);
    expect(
      (await problemOf(outsider.call(threadRoutes.react, { params: { id: post.id, emoji: '👍' } })))
        .status,
    ).toBe(404);
    expect(
      (
        await problemOf(
          outsider.call(threadRoutes.listThreads, { params: { id: ground.space.id } }),
        )
      ).status,
    ).toBe(404);
  });

  it('is listed pinned first, then by last activity, page by page', async () => {
    const own = await makeGround(owner);
    const made = [];
    for (let n = 0; n < 5; n += 1)
      made.push((await startThread(owner, own.space, { title: `T${n}` })).thread);
    await owner.call(threadRoutes.changeThread, {
      params: { id: made[1]!.id },
      body: { pinned: true },
    });
    await reply(owner, made[0]!, 'bump');
    const titles: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { title: string }[]; nextCursor: string | null } = await owner.call(
        threadRoutes.listThreads,
        { params: { id: own.space.id }, query: { limit: '2', ...(cursor && { cursor }) } },
      );
      titles.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor;
    } while (cursor);
    expect(titles).toEqual(['T1', 'T0', 'T4', 'T3', 'T2']);
    for (const bad of [
      'x',
      Buffer.from('[1]').toString('base64url'),
      Buffer.from('{"$gt":""}').toString('base64url'),
    ]) {
      expect(
        (
          await problemOf(
            owner.call(threadRoutes.listThreads, {
              params: { id: own.space.id },
              query: { cursor: bad },
            }),
          )
        ).code,
      ).toBe('invalid');
    }
  });

  it('locked takes no replies but from those who moderate', async () => {
    const { thread } = await startThread(student, ground.space);
    expect(
      (
        await problemOf(
          student.call(threadRoutes.changeThread, {
            params: { id: thread.id },
            body: { locked: true },
          }),
        )
      ).code,
    ).toBe('forbidden');
    expect(
      await owner.call(threadRoutes.changeThread, {
        params: { id: thread.id },
        body: { locked: true },
      }),
    ).toMatchObject({ locked: true, lastSeq: 2 });
    expect((await problemOf(reply(student, thread, 'too late'))).code).toBe('thread-locked');
    expect(await reply(owner, thread, 'one last word')).toMatchObject({ number: 2 });
  });

  it('of the kind question has an accepted answer that exists', async () => {
    const { thread } = await startThread(student, ground.space, { kind: 'question' });
    const accept = (acceptedNumber: number | null) =>
      student.call(threadRoutes.changeThread, {
        params: { id: thread.id },
        body: { acceptedNumber },
      });
    expect((await problemOf(accept(2))).code).toBe('invalid');
    await reply(owner, thread, 'From the mountain.');
    expect(await accept(2)).toMatchObject({ acceptedNumber: 2 });
    expect(await accept(null)).toMatchObject({ acceptedNumber: null });
    expect(
      (await problemOf(startThread(student, ground.space, { kind: 'announcement' }))).code,
    ).toBe('forbidden');
  });
});

describe('posts', () => {
  it('have dense numbers and seqs in the order of their commits, from any number of writers on two servers', async () => {
    const { thread } = await startThread(owner, ground.space);
    const there = {
      ...student,
      call: (route: never, call: never) =>
        callApi(stack.servers[1]!.url, route, call, { token: student.token }),
    } as TestPerson;
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        reply([owner, student, there][n % 3]!, thread, `post ${n}`),
      ),
    );
    const page = await posts(owner, thread.id, { limit: '100' });
    expect(numbers(page)).toEqual(Array.from({ length: 31 }, (_, n) => n + 1));
    expect(page.items.map(({ seq }) => seq)).toEqual(numbers(page));
    expect(page).toMatchObject({ firstNumber: 1, lastNumber: 31, lastSeq: 31 });
  });

  it('LOAD-3 come by number, forward, back, last and by instant; absurd pages are empty at once', async () => {
    const { thread } = await startThread(owner, ground.space);
    const made = [];
    for (let n = 2; n <= 12; n += 1) made.push(await reply(owner, thread, `n ${n}`));
    expect(numbers(await posts(owner, thread.id, { from: '3', limit: '3' }))).toEqual([3, 4, 5]);
    expect(numbers(await posts(owner, thread.id, { from: '5', dir: 'back', limit: '3' }))).toEqual([
      3, 4, 5,
    ]);
    expect(numbers(await posts(owner, thread.id, { last: '', limit: '2' }))).toEqual([11, 12]);
    expect(numbers(await posts(owner, thread.id, { at: made[4]!.createdAt, limit: '1' }))).toEqual([
      made[4]!.number,
    ]);
    for (const from of ['-1', '1000000000', '0'])
      expect(numbers(await posts(owner, thread.id, { from }))).toEqual([]);
    expect((await problemOf(posts(owner, thread.id, { from: 'NaN' }))).code).toBe('invalid');
  });

  it('answer what changed since a seq: each once, in its latest state, stones included', async () => {
    const { thread, post } = await startThread(owner, ground.space);
    const second = await reply(student, thread, 'second');
    await student.call(threadRoutes.editPost, {
      params: { id: second.id },
      body: { body: 'second, better', baseRevision: 1 },
    });
    await owner.call(threadRoutes.react, { params: { id: second.id, emoji: '🌉' } });
    await reply(owner, thread, 'third');
    await owner.call(threadRoutes.deletePost, { params: { id: post.id } });
    const changes = await posts(student, thread.id, { since: '2' });
    expect(
      changes.items.map(({ number, seq, deleted }) => [number, seq, deleted ?? false]),
    ).toEqual([
      [2, 4, false],
      [3, 5, false],
      [1, 6, true],
    ]);
    expect(changes).toMatchObject({ lastSeq: 6, more: false });
    expect(changes.items[0]).toMatchObject({ revision: 2, reactions: [{ emoji: '🌉', count: 1 }] });
    expect((await posts(student, thread.id, { since: '0', limit: '2' })).more).toBe(true);
  });

  it('SYNC-2 edited by two people: the second gets the first one’s version and keeps the own text', async () => {
    const { post } = await startThread(owner, ground.space, { body: 'one' });
    const edit = (body: string, baseRevision: number) =>
      owner.call(threadRoutes.editPost, { params: { id: post.id }, body: { body, baseRevision } });
    expect(await edit('two', 1)).toMatchObject({ revision: 2, body: 'two' });
    const conflict = await problemOf(edit('three', 1));
    expect(conflict).toMatchObject({
      status: 409,
      code: 'edit-conflict',
      problem: { current: { revision: 2, body: 'two' }, yours: 'three' },
    });
    const [a, b] = await Promise.allSettled([edit('four', 2), edit('five', 2)]);
    expect([a.status, b.status].sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('SYNC-2 saved with trailing blanks and other line ends is no conflict and no new revision', async () => {
    const { post } = await startThread(owner, ground.space, { body: 'x' });
    const edit = (body: string, baseRevision: number) =>
      owner.call(threadRoutes.editPost, { params: { id: post.id }, body: { body, baseRevision } });
    expect(await edit('hello  \r\n\r\n', 1)).toMatchObject({ revision: 2, body: 'hello' });
    expect(await edit('hello  \r\n\r\n', 1)).toMatchObject({ revision: 2 });
    expect(await edit('hello again', 2)).toMatchObject({ revision: 3 });
    const { items } = await owner.call(historyRoutes.listRevisions, { params: { id: post.id } });
    expect(items.map(({ body }) => body)).toEqual(['x', 'hello']);
  });

  it('accepted as an answer and then deleted or hidden answer their thread no more', async () => {
    for (const how of ['delete', 'hide'] as const) {
      const { thread } = await startThread(owner, ground.space, { kind: 'question' });
      const answer = await reply(student, thread, 'It is the rain.');
      const params = { id: thread.id };
      await owner.call(threadRoutes.changeThread, { params, body: { acceptedNumber: 2 } });
      const subject = { kind: 'post', id: answer.id } as const;
      if (how === 'delete')
        await student.call(threadRoutes.deletePost, { params: { id: answer.id } });
      else
        await owner.call(moderationRoutes.act, { body: { action: how, subject, reason: 'Why' } });
      expect(await owner.call(threadRoutes.getThread, { params })).toMatchObject({
        acceptedNumber: null,
        lastSeq: 5,
      });
    }
  });

  it('deleted leave a stone without text, which only staff can look behind', async () => {
    const { thread } = await startThread(owner, ground.space);
    const mine = await reply(student, thread, 'regret');
    const stone = await student.call(threadRoutes.deletePost, { params: { id: mine.id } });
    expect(stone).toMatchObject({ deleted: true, html: '', number: 2, can: { edit: false } });
    expect(
      (await problemOf(student.call(historyRoutes.listRevisions, { params: { id: mine.id } })))
        .code,
    ).toBe('forbidden');
    expect(
      (await owner.call(historyRoutes.listRevisions, { params: { id: mine.id } })).items,
    ).toHaveLength(1);
    expect(
      (
        await problemOf(
          student.call(threadRoutes.editPost, {
            params: { id: mine.id },
            body: { body: 'x', baseRevision: 2 },
          }),
        )
      ).code,
    ).toBe('post-gone');
    expect(await owner.call(threadRoutes.getThread, { params: { id: thread.id } })).toMatchObject({
      postCount: 1,
      lastNumber: 2,
    });
  });

  it('take reactions as a wanted state: twice is once, whoever else reacts', async () => {
    const { post } = await startThread(owner, ground.space);
    const react = (who: TestPerson, emoji: string) =>
      who.call(threadRoutes.react, { params: { id: post.id, emoji } });
    await Promise.all([
      react(owner, '👍'),
      react(owner, '👍'),
      react(student, '👍'),
      react(student, '👩🏽‍🏫'),
    ]);
    const [item] = (await posts(owner, post.threadId)).items;
    expect(item!.reactions).toContainEqual({ emoji: '👍', count: 2, mine: true });
    expect(item!.reactions).toContainEqual({ emoji: '👩🏽‍🏫', count: 1 });
    const after = await owner.call(threadRoutes.unreact, { params: { id: post.id, emoji: '👍' } });
    expect(after.reactions).toContainEqual({ emoji: '👍', count: 1 });
    expect((await problemOf(react(owner, 'x'))).status).toBe(404);
  });

  it('SYNC-1 sent twice in parallel, or again after a lost answer, are one post', async () => {
    const { thread } = await startThread(owner, ground.space);
    const send = (body = 'once', key = 'key-1', server = 0) =>
      callApi(
        stack.servers[server]!.url,
        threadRoutes.createPost,
        { params: { id: thread.id }, body: { body } },
        { token: student.token, headers: { 'Idempotency-Key': key } },
      );
    const twins = await Promise.all([
      send(),
      send(),
      send('once', 'key-1', 1),
      send('once', 'key-1', 1),
    ]);
    expect(new Set(twins.map(({ id }) => id)).size).toBe(1);
    expect((await send()).id).toBe(twins[0]!.id);
    expect(await problemOf(send('other text'))).toMatchObject({
      status: 422,
      code: 'idempotency-mismatch',
    });
    expect((await send('once', 'key-2')).number).toBe(3);
    expect((await posts(owner, thread.id)).lastNumber).toBe(3);
  });
});

describe('text', () => {
  it('TXT-2 names people in any script, once each, with the punctuation outside', async () => {
    const named = await Promise.all(
      ['Zoë', '佐藤', 'สมหญิง'].map((displayName) => stack.person({ displayName })),
    );
    for (const person of named) await joinBy(owner, person, ground.community);
    const [zoe, sato, somying] = named.map(({ person }) => person.handle);
    const { thread } = await startThread(owner, ground.space);
    const body = `@${zoe}, @${sato}、@${somying}.`;
    const post = await reply(owner, thread, body);
    for (const { id } of named) expect(post.html.split(`data-person="${id}"`)).toHaveLength(2);
    expect(post.html).toMatch(/<\/a>, <a/);
    expect(post.html).toMatch(/<\/a>、<a/);
    expect(post.html).toMatch(/<\/a>\.<\/p>/);
    const preview = await owner.call(threadRoutes.preview, { body: { body } });
    expect(preview.html).toBe(post.html);
    expect(Object.keys(preview.people).sort()).toEqual(named.map(({ id }) => id).sort());
  });

  it('FMT-3 shows hostile input as it was typed and runs none of it', async () => {
    for (const body of [
      '<scr<script>x</script>ipt>boom()</scr</script>ipt>',
      '<img src=q onerror=boom()>',
      '[x](javascript:boom())',
      '![x](data:text/html,boom)',
    ]) {
      const { post, thread } = await startThread(owner, ground.space, { title: body, body });
      expect(post.html).not.toMatch(/<(script|img)[^>]*(onerror|javascript|data:)/i);
      expect(post.html).not.toMatch(/href="javascript:/i);
      expect(thread.title).toBe(body);
    }
  });

  it('is previewed so often only: rendering costs more than asking', async () => {
    const eager = await stack.person();
    const preview = () => eager.call(threadRoutes.preview, { body: { body: 'hello' } });
    const answers = await Promise.allSettled(Array.from({ length: 61 }, preview));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(60);
    expect(await problemOf(preview())).toMatchObject({ code: 'too-many' });
  });

  it('of wrong types, empty, or beyond its length is refused and leaves nothing', async () => {
    const { thread } = await startThread(owner, ground.space);
    for (const body of [{ $gt: '' }, ['a'], '', '   \n', 'x'.repeat(40_001), null]) {
      expect(
        (
          await problemOf(
            owner.call(threadRoutes.createPost, {
              params: { id: thread.id },
              body: { body: body as never },
            }),
          )
        ).code,
      ).toBe('invalid');
    }
    expect(
      (
        await problemOf(
          owner.call(threadRoutes.createPost, {
            params: { id: thread.id },
            body: { body: 'x'.repeat(300_000) },
          }),
        )
      ).code,
    ).toBe('too-large');
    expect((await posts(owner, thread.id)).lastNumber).toBe(1);
  });
});

describe('reading', () => {
  it('SYNC-3 never goes back, and counts what is left without stones', async () => {
    const { thread } = await startThread(owner, ground.space);
    for (let n = 0; n < 4; n += 1) await reply(owner, thread, `n ${n}`);
    const read = (number: number) =>
      student.call(threadRoutes.readThread, { params: { id: thread.id }, body: { number } });
    expect(await read(2)).toEqual({ number: 2, unread: 3 });
    expect(await read(1)).toEqual({ number: 2, unread: 3 });
    const page = await posts(student, thread.id);
    await owner.call(threadRoutes.deletePost, { params: { id: page.items[3]!.id } });
    expect(
      (await student.call(threadRoutes.getThread, { params: { id: thread.id } })).read,
    ).toEqual({ number: 2, unread: 2 });
    await owner.call(threadRoutes.editPost, {
      params: { id: page.items[0]!.id },
      body: { body: 'edited', baseRevision: 1 },
    });
    expect(
      (await student.call(threadRoutes.getThread, { params: { id: thread.id } })).read,
    ).toEqual({ number: 2, unread: 2 });
    expect(await read(9_999)).toEqual({ number: 5, unread: 0 });
  });
});

import { communityRoutes } from '@jembatan/shared/communities.contract';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { type SearchItem, searchRoutes } from '@jembatan/shared/search.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, joinBy, makeGround, reply, startThread } from '../support/places.ts';
import { uniqueName } from '../support/services.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let student: TestPerson;
let outsider: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack();
  [teacher, student, outsider] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Budi' }),
    stack.person({ displayName: 'Someone Else' }),
  ]);
  ground = await makeGround(teacher, { members: [student] });
});
afterAll(() => stack[Symbol.asyncDispose]());

type Query = {
  q: string;
  in?: 'posts' | 'people';
  limit?: string;
  cursor?: string;
  tag?: string;
  communityId?: string;
};

const search = (who: TestPerson, query: Query) =>
  who.call(searchRoutes.search, { query: query as never });
const idsOf = ({ items }: { items: SearchItem[] }) =>
  items.map(({ post, person }) => post?.id ?? person?.id);
const marksOf = ({ snippet }: SearchItem) =>
  snippet.marks.map(([from, to]) => snippet.text.slice(from, to));

describe('posts', () => {
  it('TXT-3 are found in languages without spaces, hyphens and tags included', async () => {
    const { thread } = await startThread(teacher, ground.space, {
      title: 'Bahasa',
      body: 'Semua bahasa',
      tags: ['ภาษา', 'Ｃｌｕｂ'],
    });
    const texts = {
      交換: '来週は交換授業があります',
      气候: '我们明天讨论气候变化',
      ภาษา: 'ชมรมภาษาพบกันวันศุกร์',
      'anak-anak': 'Buku untuk anak-anak',
      학생: '학생들이 왔어요',
      المعلمون: 'جاء والمعلمون اليوم',
      Schüler: 'Liebe Schüler:innen',
      သိပ္ပံ: 'ကျွန်တော်တို့ သိပ္ပံသင်တန်း',
    };
    for (const [query, text] of Object.entries(texts)) {
      const post = await reply(student, thread, text);
      const found = await search(student, { q: query });
      expect(idsOf(found), query).toContain(post.id);
      const item = found.items.find(({ post: one }) => one?.id === post.id);
      expect(item?.thread?.id).toBe(thread.id);
      expect(marksOf(item as SearchItem).join(' ')).toContain(query);
    }
    expect((await search(student, { q: 'anak' })).items.map(({ post }) => post?.html)).toEqual([
      expect.stringContaining('anak-anak'),
    ]);
    expect((await search(student, { q: 'untuk anak-anak' })).total).toBe(1);
    expect((await search(student, { q: 'untuk -anak' })).total).toBe(0);
    for (const tag of ['ภาษา', 'club', 'CLUB']) {
      expect(
        (await search(student, { q: '', tag })).items.map(({ thread: one }) => one?.id),
        tag,
      ).toEqual([thread.id]);
      expect((await search(student, { q: '交換', tag })).total).toBe(1);
    }
    expect((await search(student, { q: '交換', tag: 'other' })).total).toBe(0);
  });

  it('are found by title and tags of the thread, also after these change', async () => {
    const { thread, post } = await startThread(teacher, ground.space, {
      title: 'Vulkane',
      body: 'Wer kommt mit?',
      tags: ['Ausflug'],
    });
    for (const q of ['vulkane', 'ausflug', 'kommt'])
      expect(idsOf(await search(student, { q })), q).toEqual([post.id]);
    await teacher.call(threadRoutes.changeThread, {
      params: { id: thread.id },
      body: { title: 'Gletscher', tags: [] },
    });
    await eventually(
      async () =>
        idsOf(await search(student, { q: 'gletscher' })).includes(post.id) ||
        'not by the new title',
    );
    for (const q of ['vulkane', 'ausflug']) expect((await search(student, { q })).total, q).toBe(0);
  });

  it('stay found by their new words after an edit, and not at all when deleted', async () => {
    const { thread } = await startThread(teacher, ground.space);
    const post = await reply(student, thread, 'ornithopter');
    await student.call(threadRoutes.editPost, {
      params: { id: post.id },
      body: { body: 'gyrocopter', baseRevision: 1 },
    });
    expect((await search(student, { q: 'ornithopter' })).total).toBe(0);
    expect(idsOf(await search(student, { q: 'gyrocopter' }))).toEqual([post.id]);
    await student.call(threadRoutes.deletePost, { params: { id: post.id } });
    for (const who of [student, teacher]) {
      expect((await search(who, { q: 'gyrocopter' })).total).toBe(0);
    }
  });

  it('are not found while a moderator hides them', async () => {
    const { thread } = await startThread(teacher, ground.space);
    const rude = await reply(student, thread, 'zeppelin nonsense');
    const act = (action: 'hide' | 'restore') =>
      teacher.call(moderationRoutes.act, {
        body: { action, subject: { kind: 'post', id: rude.id }, reason: 'rude' },
      });
    await act('hide');
    for (const who of [student, teacher]) {
      expect((await search(who, { q: 'zeppelin' })).total).toBe(0);
    }
    await act('restore');
    expect(idsOf(await search(student, { q: 'zeppelin' }))).toEqual([rude.id]);
  });

  it('come with the rank of their match: title, phrase, scattered words', async () => {
    const scattered = await startThread(teacher, ground.space, {
      title: 'One',
      body: 'quartz is red and the lamp is blue',
    });
    const phrase = await startThread(teacher, ground.space, {
      title: 'Two',
      body: 'a quartz lamp',
    });
    const title = await startThread(teacher, ground.space, {
      title: 'Quartz Lamp',
      body: 'see above',
    });
    const newer = await reply(teacher, scattered.thread, 'lamp, then quartz');
    expect(idsOf(await search(student, { q: 'quartz lamp' }))).toEqual([
      title.post.id,
      phrase.post.id,
      newer.id,
      scattered.post.id,
    ]);
  });

  it('PERM-2 rights come before limits and counts', async () => {
    const open = await makeGround(teacher, { name: 'Open', reading: 'everyone' });
    const { thread } = await startThread(teacher, ground.space, { title: 'orbit', body: 'orbit' });
    for (let n = 0; n < 30; n += 1) await reply(teacher, thread, `orbit ${n}`);
    const shown: string[] = [];
    for (const title of ['orbit one', 'two', 'three'])
      shown.push((await startThread(teacher, open.space, { title, body: 'an orbit' })).post.id);
    for (const found of [
      await search(outsider, { q: 'orbit', limit: '10' }),
      await callApi(stack.url, searchRoutes.search, { query: { q: 'orbit' } as never }),
    ]) {
      expect(found).toMatchObject({ total: 3, totalIsCapped: false, nextCursor: null });
      expect(new Set(idsOf(found))).toEqual(new Set(shown));
    }
    expect(await search(student, { q: 'orbit' })).toMatchObject({ total: 34 });
    expect(await search(student, { q: 'orbit', communityId: open.community.id })).toMatchObject({
      total: 3,
    });
    expect(await search(outsider, { q: 'orbit', communityId: ground.community.id })).toMatchObject({
      items: [],
      total: 0,
    });
  });

  it('PERM-2 a removed member finds no more than an outsider, at once', async () => {
    const { community, space } = await makeGround(teacher, { name: 'Short' });
    const leaver = await stack.person();
    await joinBy(teacher, leaver, community);
    await startThread(teacher, space, { title: 'perihelion', body: 'perihelion' });
    expect((await search(leaver, { q: 'perihelion' })).total).toBe(1);
    await teacher.call(communityRoutes.removeMember, {
      params: { id: community.id, personId: leaver.id },
    });
    expect(await search(leaver, { q: 'perihelion' })).toMatchObject({ items: [], total: 0 });
    expect((await search(teacher, { q: 'perihelion' })).total).toBe(1);
  });

  it('come in pages that neither repeat nor miss one while others write', async () => {
    const { thread } = await startThread(teacher, ground.space);
    const all: string[] = [];
    for (let n = 0; n < 7; n += 1) all.unshift((await reply(teacher, thread, `meteor ${n}`)).id);
    const first = await search(student, { q: 'meteor', limit: '3' });
    await reply(teacher, thread, 'meteor late');
    const second = await search(student, {
      q: 'meteor',
      limit: '3',
      cursor: first.nextCursor ?? '',
    });
    const third = await search(student, {
      q: 'meteor',
      limit: '3',
      cursor: second.nextCursor ?? '',
    });
    expect([...idsOf(first), ...idsOf(second), ...idsOf(third)]).toEqual(all);
    expect([first.total, third.nextCursor]).toEqual([7, null]);
  });

  it('FMT-3 show typed tags as plain text', async () => {
    const { thread } = await startThread(teacher, ground.space);
    await reply(student, thread, '<img src=q onerror=boom()> zircon');
    const [item] = (await search(student, { q: 'zircon' })).items;
    expect(item?.snippet.text).toBe('<img src=q onerror=boom()> zircon');
    expect(marksOf(item as SearchItem)).toEqual(['zircon']);
  });
});

describe('people', () => {
  const tail = uniqueName().slice(-5);

  it('LOAD-2 a.b is not axb', async () => {
    const [dotted] = await Promise.all([
      stack.person({ displayName: 'Dot', handle: `a.b${tail}` }),
      stack.person({ displayName: 'Ex', handle: `axb${tail}` }),
    ]);
    expect(idsOf(await search(student, { q: `a.b${tail}`, in: 'people' }))).toEqual([dotted.id]);
    const found = idsOf(await search(student, { q: 'a.b', in: 'people' }));
    expect(found).toContain(dotted.id);
    expect(found).toHaveLength(1);
  });

  it('TXT-2 are found while their name is typed, in every script, the exact one first', async () => {
    const names = ['Zoë Krämer', '佐藤花子', 'สมหญิง ใจดี', 'محمد الأمين', 'Ольга Ёлкина'];
    const people = await Promise.all(names.map((displayName) => stack.person({ displayName })));
    const queries = [
      ['zo', 'zoe kr', 'KRÄMER'],
      ['佐藤', '花子', '佐'],
      ['สมห', 'ใจดี'],
      ['محمد', 'امين'],
      ['ольг', 'елкина'],
    ];
    for (const [index, person] of people.entries()) {
      for (const q of queries[index] ?? [])
        expect(idsOf(await search(student, { q, in: 'people' })), q).toContain(person.id);
      const [best] = (await search(student, { q: `@${person.person.handle}`, in: 'people' })).items;
      expect(best?.person).toEqual(person.person);
    }
  });

  it('minors are found only inside their own communities, and counted only there', async () => {
    const name = `Nisa${tail}`;
    const [inside, outside] = await Promise.all([
      stack.person({ displayName: `${name} One`, age: 'minor' }),
      stack.person({ displayName: `${name} Two`, age: 'unknown' }),
    ]);
    await joinBy(teacher, inside, ground.community);
    expect(idsOf(await search(student, { q: name, in: 'people' }))).toEqual([inside.id]);
    expect(await search(student, { q: name, in: 'people' })).toMatchObject({ total: 1 });
    expect(idsOf(await search(outside, { q: name, in: 'people' }))).toEqual([outside.id]);
    expect(await search(outsider, { q: name, in: 'people' })).toMatchObject({
      items: [],
      total: 0,
    });
    expect(
      await callApi(stack.url, searchRoutes.search, { query: { q: name, in: 'people' } }),
    ).toMatchObject({ total: 0 });
  });

  it('of one community are shown to its members only', async () => {
    const query = { q: 'budi', in: 'people' as const, communityId: ground.community.id };
    expect(idsOf(await search(teacher, query))).toEqual([student.id]);
    expect((await search(outsider, query)).total).toBe(0);
  });
});

describe('any text', () => {
  const odd = [
    '(',
    '[a',
    '*',
    '\\',
    '$ne',
    '(x+x+)+y',
    'a'.repeat(10_000),
    '',
    '   ',
    '\u0000',
    '"',
    '-',
    '{"$gt":""}',
    '\u202e',
    'ก'.repeat(1_000),
    '🎉',
    '%',
    '<b>',
  ];

  it.each(odd.map((q) => [q.slice(0, 12), q]))(
    'LOAD-2 %j is a search like another',
    async (_name, q) => {
      for (const kind of ['posts', 'people'] as const) {
        const found = await search(student, { q, in: kind });
        expect(found.total).toBe(found.items.length);
      }
      expect((await search(student, { q, tag: q.slice(0, 40) })).total).toBe(0);
    },
  );

  it('LOAD-2 what is no text is refused', async () => {
    const raw = (query: string) =>
      fetch(`${stack.url}/api/v1/search?${query}`, {
        headers: { Authorization: `Bearer ${student.token}` },
      });
    for (const query of [
      '',
      'q[$gt]=',
      'q=a&q=b',
      'q=a&tag[$ne]=x',
      'q=a&in=rooms',
      'q=a&communityId[$gt]=',
      'q=a&communityId=x',
      `q=${'a'.repeat(10_001)}`,
    ]) {
      const response = await raw(query);
      expect(response.status, query).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'invalid' });
    }
  });

  it('a cursor made up by hand is refused, one out of range is an empty page', async () => {
    const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const cursor of [
      'x',
      cursorOf(['a', 'b']),
      cursorOf([-1, 0]),
      cursorOf([{ $gt: '' }, 0]),
      cursorOf([0, 1e300]),
    ]) {
      expect((await problemOf(search(student, { q: 'meteor', cursor }))).status, cursor).toBe(400);
    }
    expect(
      (await search(student, { q: 'meteor', cursor: cursorOf([900, Date.now()]) })).items,
    ).toEqual([]);
  });
});

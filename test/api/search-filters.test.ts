import { communityRoutes } from '@jembatan/shared/communities.contract';
import { searchRoutes } from '@jembatan/shared/search.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let student: TestPerson;
let ground: Ground;

beforeAll(async () => {
  stack = await startStack();
  [teacher, student] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Budi' }),
  ]);
  ground = await makeGround(teacher, { members: [student] });
});
afterAll(() => stack[Symbol.asyncDispose]());

const find = async (q: string, more: Record<string, string> = {}) => {
  const { items } = await student.call(searchRoutes.search, { query: { q, ...more } as never });
  return items.map(({ post }) => post?.id);
};

describe('what may be typed', () => {
  it('phrases stand together, in titles as well, and words are marked', async () => {
    const apart = await startThread(teacher, ground.space, {
      title: 'Apart',
      body: 'The kestrel sat. A grey feather fell.',
    });
    const together = await reply(teacher, apart.thread, 'A **grey kestrel** flew.');
    const title = await startThread(teacher, ground.space, {
      title: 'Grey kestrel, seen twice',
      body: 'Look up.',
    });
    expect(await find('grey kestrel')).toHaveLength(3);
    expect(await find('"grey kestrel"')).toEqual([title.post.id, together.id]);
    expect(await find('"kestrel grey"')).toEqual([]);
    expect(await find('kestrel -"grey kestrel"')).toEqual([]);
    expect(await find('kestrel -feather -title')).toEqual([title.post.id, together.id]);
  });

  it('a beginning finds what goes on, and marks it', async () => {
    const { thread } = await startThread(teacher, ground.space, { title: 'Stars', body: 'Night' });
    const [one, other] = [
      await reply(teacher, thread, 'A planetarium by the sea'),
      await reply(teacher, thread, 'Die Planeten'),
    ];
    await reply(teacher, thread, 'An airplane');
    expect(await find('planet*')).toEqual([other.id, one.id]);
    expect(await find('planet* sea')).toEqual([one.id]);
    expect(await find('planetx*')).toEqual([]);
    const { items } = await student.call(searchRoutes.search, { query: { q: 'planeta*' } });
    const snippet = items[0]?.snippet;
    expect(snippet?.marks.map(([from, to]) => snippet.text.slice(from, to))).toEqual([
      'planetarium',
    ]);
  });
});

describe('filters', () => {
  it('author, space, day, language and pictures narrow, typed or chosen', async () => {
    const other = await teacher.call(communityRoutes.createSpace, {
      params: { id: ground.community.id },
      body: { name: 'Our Lab' },
    });
    const here = await startThread(teacher, ground.space, { title: 'Here', body: 'osprey one' });
    const there = await startThread(teacher, other, { title: 'There', body: 'osprey two' });
    const his = await reply(student, here.thread, 'osprey three');
    const handle = student.person.handle;
    for (const found of [
      await find(`osprey author:${handle}`),
      await find(`osprey author:@${handle}`),
      await find('osprey', { author: handle }),
    ])
      expect(found).toEqual([his.id]);
    expect(await find('osprey author:nobody-of-that-name')).toEqual([]);
    for (const found of [
      await find('osprey space:"our lab"'),
      await find('osprey', { spaceId: other.id }),
      await find('', { spaceId: other.id }),
    ])
      expect(found).toEqual([there.post.id]);
    expect(await find('osprey', { after: '2020-01-01' })).toHaveLength(3);
    expect(await find('osprey before:2020-01-01')).toEqual([]);
    expect(await find('osprey after:2020-02-31')).toEqual([]);
    expect(await find('osprey has:picture')).toEqual([]);
    expect(await find('osprey order:date')).toEqual([his.id, there.post.id, here.post.id]);
    expect(await find(`author:${handle}`)).toContain(his.id);
  });

  it('kind and answered are those of the thread', async () => {
    const asked = await startThread(student, ground.space, {
      title: 'Why?',
      body: 'A merlin question',
      kind: 'question',
    });
    await startThread(student, ground.space, { title: 'So', body: 'merlin talk' });
    const answer = await reply(teacher, asked.thread, 'Because merlin');
    expect(await find('merlin kind:question')).toEqual([answer.id, asked.post.id]);
    expect(await find('merlin is:answered')).toEqual([]);
    expect(await find('merlin is:unanswered')).toHaveLength(2);
    await student.call(threadRoutes.changeThread, {
      params: { id: asked.thread.id },
      body: { acceptedNumber: answer.number },
    });
    expect(await find('merlin', { is: 'answered' })).toHaveLength(2);
    expect(await find('kind:question is:answered')).toEqual([asked.post.id]);
    expect(await find('merlin kind:nonsense')).toEqual([]);
  });

  it('PERM-2 no filter reaches what may not be read', async () => {
    const hidden = await makeGround(teacher, { name: 'Closed' });
    await startThread(teacher, hidden.space, { title: 'Secret', body: 'goshawk nest' });
    const ask = (q: string, more: Record<string, string> = {}) =>
      student.call(searchRoutes.search, { query: { q, ...more } as never });
    for (const found of [
      await ask('goshawk'),
      await ask('gosh*'),
      await ask('"goshawk nest"'),
      await ask('goshawk', { spaceId: hidden.space.id }),
      await ask('', { spaceId: hidden.space.id }),
      await ask('goshawk', { author: teacher.person.handle }),
    ])
      expect(found).toMatchObject({ items: [], total: 0 });
  });
});

describe('where', () => {
  it('PERM-2 one thread is searched alone, by those who may read it', async () => {
    const here = await startThread(teacher, ground.space, {
      title: 'Basalt',
      body: 'A basalt wall',
    });
    const there = await startThread(teacher, ground.space, { title: 'Other', body: 'More basalt' });
    const answer = await reply(teacher, here.thread, 'Basalt is dark');
    const threadId = here.thread.id;
    expect(await find('basalt')).toHaveLength(3);
    expect(await find('basalt', { threadId })).toEqual([here.post.id, answer.id]);
    expect(await find('dark', { threadId: there.thread.id })).toEqual([]);
    expect(await find('basalt', { threadId: '0'.repeat(24) })).toEqual([]);
    const closed = await makeGround(teacher, { name: 'Closed' });
    const secret = await startThread(teacher, closed.space, { title: 'Basalt', body: 'basalt' });
    expect(await find('basalt', { threadId: secret.thread.id })).toEqual([]);
  });
});

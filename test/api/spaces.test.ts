import { communityRoutes as routes, type SpaceView } from '@jembatan/shared/communities.contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { joinBy, makeGround, reply, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack[Symbol.asyncDispose]());

type Input = (typeof routes.createSpace)['body'] extends { _zod: { input: infer I } } ? I : never;

async function classroom() {
  const [owner, student] = await Promise.all([stack.person(), stack.person()]);
  const ground = await makeGround(owner, { members: [student] });
  const { id } = ground.community;
  const make = (name: string, more: Omit<Input, 'name'> = {}) =>
    owner.call(routes.createSpace, { params: { id }, body: { name, ...more } });
  const change = (who: TestPerson, space: SpaceView, body: object) =>
    who.call(routes.changeSpace, { params: { id: space.id }, body });
  const list = async (who: TestPerson) =>
    (await who.call(routes.listSpaces, { params: { id } })).items;
  const names = async (who: TestPerson) => (await list(who)).map(({ name }) => name);
  return { ...ground, owner, student, make, change, list, names };
}

describe('spaces', () => {
  test('nest one level and no deeper, each with those inside right behind it', async () => {
    const { make, change, names, list, owner, space } = await classroom();
    const science = await make('Science');
    const water = await make('Water', { parentId: science.id });
    await make('History');
    await make('Air', { parentId: science.id });
    expect(await names(owner)).toEqual(['general', 'Science', 'Water', 'Air', 'History']);
    const wrong = [
      () => make('Deeper', { parentId: water.id }),
      () => change(owner, science, { parentId: space.id }),
      () => change(owner, space, { parentId: space.id }),
    ];
    for (const ask of wrong) expect((await problemOf(ask())).code).toBe('invalid');
    await change(owner, water, { parentId: null });
    expect((await list(owner)).find(({ name }) => name === 'Water')?.parentId).toBeNull();
  });

  test('begin with the rights of what they stand in, and stand alone where it is not seen', async () => {
    const { make, change, list, owner, student } = await classroom();
    const staff = await make('Staff', { rights: { read: ['teacher', 'owner'] } });
    const inside = await make('Marks', { parentId: staff.id });
    expect(inside.rights.read).toEqual(['teacher', 'owner']);
    await change(owner, inside, { rights: { read: null } });
    const seen = (await list(student)).map(({ name, parentId }) => [name, parentId]);
    expect(seen).toEqual([
      ['general', null],
      ['Marks', null],
    ]);
  });

  test('are moved behind each other as often as one likes', async () => {
    const { make, change, names, owner } = await classroom();
    const [a, b] = [await make('A'), await make('B')];
    await change(owner, b, { after: null });
    expect(await names(owner)).toEqual(['B', 'general', 'A']);
    for (let round = 0; round < 30; round += 1) {
      await change(owner, a, { after: b.id });
      expect(await names(owner)).toEqual(['B', 'A', 'general']);
      await change(owner, b, { after: a.id });
      expect(await names(owner)).toEqual(['A', 'B', 'general']);
    }
    expect((await problemOf(change(owner, a, { after: a.id }))).code).toBe('invalid');
  });

  test('have colour, icon and language, and take no others', async () => {
    const { make, student, list } = await classroom();
    await make('Deutsch', { colour: 'brick', icon: '🥨', language: 'de' });
    const [, shown] = await list(student);
    expect(shown).toMatchObject({ colour: 'brick', icon: '🥨', language: 'de' });
    for (const bad of [
      { colour: 'pink' },
      { icon: 'two words' },
      { icon: '🥨🥨' },
      { language: '?' },
    ])
      expect((await problemOf(make('X', bad as object))).code).toBe('invalid');
  });

  test('are ordered by each reader as they like, on all devices', async () => {
    const { make, names, owner, student, community } = await classroom();
    const [a, b] = [await make('A'), await make('B')];
    using socket = await student.connect();
    const order = (ids: string[]) =>
      student.call(routes.orderSpaces, {
        params: { id: community.id },
        body: { ids: ids as never },
      });
    await order([b.id, a.id, b.id, '0'.repeat(24)]);
    expect(await names(student)).toEqual(['B', 'A', 'general']);
    expect(await names(owner)).toEqual(['general', 'A', 'B']);
    await socket.next('community:changed', ({ communityId }) => communityId === community.id);
    await order([]);
    expect(await names(student)).toEqual(['general', 'A', 'B']);
  });
});

describe('what makes no sense', () => {
  test.each([
    { slowSeconds: -1 },
    { slowSeconds: 1.5 },
    { slowSeconds: 86_401 },
    { opensAt: 'soon' },
    { dueAt: 1 },
    { separateGroups: 'yes' },
    { parentId: 'x' },
    { parentId: 'f'.repeat(24) },
    { after: 'f'.repeat(24) },
    { language: 'x'.repeat(300) },
    { rights: { read: ['king'] } },
    { rights: { reply: null } },
    { icon: { $gt: '' } },
  ])('%j is refused, and nothing is changed', async (body) => {
    const { owner, space, change } = await classroom();
    const before = await owner.call(routes.getSpace, { params: { id: space.id } });
    expect((await problemOf(change(owner, space, body))).code).toBe('invalid');
    expect(await owner.call(routes.getSpace, { params: { id: space.id } })).toEqual(before);
  });

  test('an order with more names than there may be is refused', async () => {
    const { student, space, community } = await classroom();
    const ids = Array.from({ length: 301 }, () => space.id);
    const call = student.call(routes.orderSpaces, { params: { id: community.id }, body: { ids } });
    expect((await problemOf(call)).code).toBe('invalid');
    const visitor = await fetch(`${stack.url}/api/v1/communities/${community.id}/spaces/order`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ids: [] }),
    });
    expect(visitor.status).toBe(401);
  });
});

describe('the rights of a space', () => {
  test("are the owner's to say: a teacher changes the rest", async () => {
    const { owner, community, space, change } = await classroom();
    const teacher = await stack.person();
    await joinBy(owner, teacher, community, 'teacher');
    expect((await change(teacher, space, { description: 'All of it' })).can).toMatchObject({
      manage: true,
      setRights: false,
    });
    const refused = change(teacher, space, { rights: { reply: ['teacher'] } });
    expect((await problemOf(refused)).code).toBe('forbidden');
    expect((await change(owner, space, { rights: { reply: ['teacher'] } })).can.setRights).toBe(
      true,
    );
  });

  test('never lock the owner out', async () => {
    const { owner, space, change } = await classroom();
    const none = { read: [], reply: [], create: [], moderate: [] };
    const view = await change(owner, space, { rights: none });
    expect(view.can).toMatchObject({ read: true, reply: true, create: true, moderate: true });
  });

  test('hold at once for threads, replies, lists and counts', async () => {
    const { owner, student, space, change, list } = await classroom();
    const { thread } = await startThread(student, space);
    await reply(owner, thread, 'From far away');
    expect((await list(student))[0]?.unread).toBe(1);
    await change(owner, space, { rights: { reply: ['owner'], create: ['owner'] } });
    await eventually(async () => {
      const { code } = await problemOf(reply(student, thread, 'Me too'));
      return code === 'forbidden' || code;
    });
    expect((await problemOf(startThread(student, space))).code).toBe('forbidden');
    await change(owner, space, { rights: { read: ['owner'] } });
    await eventually(async () => (await list(student)).length === 0 || 'still listed');
    const mine = await student.call(routes.listCommunities, { query: { which: 'mine' } });
    expect(mine.items.map(({ unread }) => unread)).toEqual([0]);
  });
});

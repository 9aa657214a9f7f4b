import { communityRoutes as routes } from '@jembatan/shared/communities.contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ servers: 2 });
});
afterAll(() => stack[Symbol.asyncDispose]());

async function community() {
  const owner = await stack.person();
  const { id } = await owner.call(routes.createCommunity, { body: { name: 'Closed' } });
  return { owner, id };
}

type Invitation = {
  role?: 'student' | 'teacher' | 'moderator' | 'owner';
  uses?: number;
  expiresAt?: string;
  class?: string;
};
const invite = (person: TestPerson, id: string, body: Invitation = {}) =>
  person.call(routes.createInvite, { params: { id }, body });
const accept = (person: TestPerson, code: string) =>
  person.call(routes.acceptInvite, { params: { code } });

describe('an invitation', () => {
  test('has a code nobody guesses, and says what it leads to', async () => {
    const { owner, id } = await community();
    const [one, two] = [await invite(owner, id, { class: '9b' }), await invite(owner, id)];
    expect(one.code).toMatch(/^[A-Za-z0-9_-]{12,}$/);
    expect(two.code).not.toBe(one.code);
    const seen = await callApi(stack.url, routes.getInvite, { params: { code: one.code } });
    expect(seen).toMatchObject({
      communityId: id,
      communityName: 'Closed',
      role: 'student',
      class: '9b',
      usesLeft: null,
      createdBy: { id: owner.id },
    });
    const unknown = callApi(stack.url, routes.getInvite, { params: { code: 'never-given-out' } });
    expect((await problemOf(unknown)).code).toBe('not-found');
  });

  test('brings a person in as it says', async () => {
    const { owner, id } = await community();
    const { code } = await invite(owner, id, { role: 'teacher', class: '9b' });
    const guest = await stack.person();
    const joined = await accept(guest, code);
    expect(joined).toMatchObject({
      id,
      memberCount: 2,
      membership: { role: 'teacher', class: '9b' },
      can: { read: true, invite: true },
    });
    expect((await problemOf(accept(guest, code))).code).toBe('already-member');
  });

  test('for three lets exactly three of ten in who come at once, on two servers', async () => {
    const { owner, id } = await community();
    const { code } = await invite(owner, id, { uses: 3 });
    const guests = await Promise.all(
      Array.from({ length: 10 }, (_, n) => stack.person({ server: n % 2 })),
    );
    const results = await Promise.allSettled(guests.map((guest) => accept(guest, code)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const result of results)
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ status: 410, code: 'invite-over' });
    expect((await owner.call(routes.getCommunity, { params: { id } })).memberCount).toBe(4);
    expect((await owner.call(routes.listInvites, { params: { id } })).items).toEqual([]);
    expect((await problemOf(callApi(stack.url, routes.getInvite, { params: { code } }))).code).toBe(
      'invite-over',
    );
  });

  test('accepted again by somebody who is in takes no use', async () => {
    const { owner, id } = await community();
    const { code } = await invite(owner, id, { uses: 2 });
    const [guest, next] = await Promise.all([stack.person(), stack.person()]);
    await accept(guest, code);
    await problemOf(accept(guest, code));
    await accept(next, code);
  });

  test('ends at its time', async () => {
    const { owner, id } = await community();
    const soon = await invite(owner, id, { expiresAt: new Date(Date.now() + 400).toISOString() });
    const past = await invite(owner, id, { expiresAt: '2020-01-01T00:00:00Z' });
    const later = await invite(owner, id, {
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    const guest = await stack.person();
    expect((await problemOf(accept(guest, past.code))).code).toBe('invite-over');
    await eventually(async () => {
      const { items } = await owner.call(routes.listInvites, { params: { id } });
      return items.map(({ code }) => code).join() === later.code || 'the first still works';
    });
    expect((await problemOf(accept(guest, soon.code))).code).toBe('invite-over');
    await accept(guest, later.code);
  });

  test('can be revoked by staff, and not by those who only hold it', async () => {
    const { owner, id } = await community();
    const { code } = await invite(owner, id);
    const guest = await stack.person();
    const revoke = (person: TestPerson) => person.call(routes.revokeInvite, { params: { code } });
    expect((await problemOf(revoke(guest))).code).toBe('not-found');
    await revoke(owner);
    await revoke(owner);
    expect((await problemOf(accept(guest, code))).code).toBe('invite-over');
  });

  test('gives no role above that of its maker, and students make none', async () => {
    const { owner, id } = await community();
    const join = async (role: 'student' | 'teacher' | 'moderator') => {
      const person = await stack.person();
      await accept(person, (await invite(owner, id, { role })).code);
      return person;
    };
    const [student, teacher, moderator] = [
      await join('student'),
      await join('teacher'),
      await join('moderator'),
    ];
    expect((await problemOf(invite(student, id))).code).toBe('forbidden');
    for (const [person, role] of [
      [teacher, 'moderator'],
      [teacher, 'owner'],
      [moderator, 'owner'],
    ] as const)
      expect((await problemOf(invite(person, id, { role }))).code).toBe('forbidden');
    expect((await invite(teacher, id, { role: 'teacher' })).role).toBe('teacher');
    expect((await invite(moderator, id, { role: 'moderator' })).role).toBe('moderator');
    expect((await problemOf(student.call(routes.listInvites, { params: { id } }))).code).toBe(
      'forbidden',
    );
  });

  test('with one Idempotency-Key is made once and accepted once', async () => {
    const { owner, id } = await community();
    const headers = { 'Idempotency-Key': 'k' };
    const make = () =>
      owner.call(routes.createInvite, { params: { id }, body: { uses: 1 } }, { headers });
    const [first, second] = await Promise.all([make(), make()]);
    expect(second).toEqual(first);
    const guest = await stack.person();
    const enter = () =>
      guest.call(routes.acceptInvite, { params: { code: first.code } }, { headers });
    expect(await enter()).toEqual(await enter());
    const changed = owner.call(
      routes.createInvite,
      { params: { id }, body: { uses: 2 } },
      { headers },
    );
    expect((await problemOf(changed)).code).toBe('idempotency-mismatch');
  });

  test.each([
    [{ uses: 0 }],
    [{ uses: '3' }],
    [{ role: 'king' }],
    [{ expiresAt: 'soon' }],
    [{ class: 'a\nb' }],
    [{ uses: { $gt: 0 } }],
  ])('refuses %j', async (body) => {
    const { owner, id } = await community();
    expect(
      (await problemOf(owner.call(routes.createInvite, { params: { id }, body: body as never })))
        .code,
    ).toBe('invalid');
  });
});

describe('a study group', () => {
  test('is made by a student, joined from inside the community, and has one space', async () => {
    const { owner, id } = await community();
    const [maker, mate, outsider] = await Promise.all([
      stack.person(),
      stack.person(),
      stack.person(),
    ]);
    const { code } = await invite(owner, id);
    for (const person of [maker, mate]) await accept(person, code);
    const group = await maker.call(routes.createGroup, {
      params: { id },
      body: { name: 'Biology' },
    });
    expect(group).toMatchObject({
      kind: 'study-group',
      parentId: id,
      joining: 'open',
      membership: { role: 'owner' },
    });
    expect((await maker.call(routes.listSpaces, { params: { id: group.id } })).items).toHaveLength(
      1,
    );

    const listed = async (person: TestPerson) =>
      (await person.call(routes.listGroups, { params: { id } })).items.map((one) => one.id);
    expect(await listed(mate)).toEqual([group.id]);
    expect((await problemOf(listed(outsider))).code).toBe('not-found');
    expect(
      (await problemOf(outsider.call(routes.joinGroup, { params: { id: group.id } }))).code,
    ).toBe('not-found');
    expect(
      (await problemOf(outsider.call(routes.getGroup, { params: { id: group.id } }))).code,
    ).toBe('not-found');
    expect((await problemOf(mate.call(routes.listSpaces, { params: { id: group.id } }))).code).toBe(
      'not-found',
    );
    expect(
      (await mate.call(routes.joinGroup, { params: { id: group.id } })).community.memberCount,
    ).toBe(2);
    expect((await owner.call(routes.getGroup, { params: { id: group.id } })).can).toMatchObject({
      read: true,
      moderate: true,
    });

    const inner = await invite(maker, group.id);
    expect((await problemOf(accept(outsider, inner.code))).code).toBe('forbidden');
    expect(
      (
        await problemOf(
          maker.call(routes.createGroup, { params: { id: group.id }, body: { name: 'x' } }),
        )
      ).code,
    ).toBe('forbidden');
  });

  test('is left with the community around it', async () => {
    const { owner, id } = await community();
    const maker = await stack.person();
    const mate = await stack.person();
    const { code } = await invite(owner, id);
    for (const person of [maker, mate]) await accept(person, code);
    const group = await maker.call(routes.createGroup, {
      params: { id },
      body: { name: 'Biology' },
    });
    await mate.call(routes.joinGroup, { params: { id: group.id } });
    await owner.call(routes.removeMember, { params: { id, personId: mate.id } });
    expect((await problemOf(mate.call(routes.getGroup, { params: { id: group.id } }))).code).toBe(
      'not-found',
    );
    expect((await maker.call(routes.getGroup, { params: { id: group.id } })).memberCount).toBe(1);
    await accept(mate, code);
    expect((await mate.call(routes.getGroup, { params: { id: group.id } })).membership).toBeNull();
  });
});

describe('spaces', () => {
  test('have their own rights and order, and are seen by those who may read them', async () => {
    const { owner, id } = await community();
    const student = await stack.person();
    await accept(student, (await invite(owner, id)).code);
    const make = (name: string, rights?: { read?: ('teacher' | 'owner')[]; create?: 'owner'[] }) =>
      owner.call(routes.createSpace, { params: { id }, body: { name, ...(rights && { rights }) } });
    const staffRoom = await make('Staff', { read: ['teacher', 'owner'] });
    const board = await make('Board', { create: ['owner'] });
    const names = async (person: TestPerson) =>
      (await person.call(routes.listSpaces, { params: { id } })).items.map(({ name }) => name);
    expect(await names(owner)).toEqual(['general', 'Staff', 'Board']);
    expect(await names(student)).toEqual(['general', 'Board']);
    expect(
      (await problemOf(student.call(routes.getSpace, { params: { id: staffRoom.id } }))).code,
    ).toBe('not-found');
    expect((await student.call(routes.getSpace, { params: { id: board.id } })).can).toEqual({
      read: true,
      reply: true,
      create: false,
      moderate: false,
      manage: false,
      setRights: false,
    });

    await owner.call(routes.changeSpace, {
      params: { id: board.id },
      body: { position: -1, name: 'News' },
    });
    await owner.call(routes.changeSpace, {
      params: { id: staffRoom.id },
      body: { rights: { read: null } },
    });
    expect(await names(student)).toEqual(['News', 'general', 'Staff']);
    expect(
      (
        await problemOf(
          student.call(routes.changeSpace, { params: { id: board.id }, body: { name: 'Mine' } }),
        )
      ).code,
    ).toBe('forbidden');
    expect(
      (
        await problemOf(
          student.call(routes.createSpace, { params: { id }, body: { name: 'Mine' } }),
        )
      ).code,
    ).toBe('forbidden');
  });
});

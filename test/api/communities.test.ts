import { authRoutes } from '@jembatan/shared/auth.contract';
import { communityRoutes as routes } from '@jembatan/shared/communities.contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callApi, problemOf } from '../support/api.ts';
import { type Stack, startStack } from '../support/stack.ts';

const admin = { ADMIN_EMAIL: 'admin@example.org', ADMIN_PASSWORD: 'a long enough one' };
let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ environment: admin });
});
afterAll(() => stack[Symbol.asyncDispose]());

const unknownId = 'f'.repeat(24);

describe('a community', () => {
  test('starts closed, with one space and its maker as owner', async () => {
    const maker = await stack.person();
    const made = await maker.call(routes.createCommunity, { body: { name: 'Kelas 7 & Klasse 7' } });
    expect(made).toMatchObject({ kind: 'class', reading: 'members', joining: 'invitation' });
    expect(made).toMatchObject({ memberCount: 1, membership: { role: 'owner' }, parentId: null });
    expect(made.can).toMatchObject({ read: true, manage: true, leave: true, join: false });
    const spaces = await maker.call(routes.listSpaces, { params: { id: made.id } });
    expect(spaces.items).toMatchObject([{ name: 'general', communityId: made.id, position: 0 }]);
    expect(spaces.items[0]?.can).toEqual({
      read: true,
      reply: true,
      create: true,
      moderate: true,
      manage: true,
      setRights: true,
    });
  });

  test('takes what its kind means where nothing is said', async () => {
    const maker = await stack.person();
    const make = (kind: 'open-network' | 'school', reading?: 'everyone') =>
      maker.call(routes.createCommunity, {
        body: { name: kind, kind, ...(reading && { reading }) },
      });
    expect(await make('open-network')).toMatchObject({ reading: 'signed-in', joining: 'open' });
    expect(await make('school', 'everyone')).toMatchObject({
      reading: 'everyone',
      joining: 'request',
    });
  });

  test('that is closed is not found by strangers and visitors, like one that never was', async () => {
    const [maker, stranger] = await Promise.all([stack.person(), stack.person()]);
    const { id } = await maker.call(routes.createCommunity, { body: { name: 'Closed' } });
    const space = (await maker.call(routes.listSpaces, { params: { id } })).items[0];
    const doors = (target: string) => [
      stranger.call(routes.getCommunity, { params: { id: target } }),
      stranger.call(routes.changeCommunity, {
        params: { id: target },
        body: { name: 'Mine' },
      }),
      stranger.call(routes.joinCommunity, { params: { id: target } }),
      stranger.call(routes.leaveCommunity, { params: { id: target } }),
      stranger.call(routes.listMembers, { params: { id: target } }),
      stranger.call(routes.listRequests, { params: { id: target } }),
      stranger.call(routes.listInvites, { params: { id: target } }),
      stranger.call(routes.createInvite, { params: { id: target }, body: {} }),
      stranger.call(routes.listSpaces, { params: { id: target } }),
      stranger.call(routes.createSpace, { params: { id: target }, body: { name: 'x' } }),
      stranger.call(routes.listGroups, { params: { id: target } }),
      stranger.call(routes.createGroup, { params: { id: target }, body: { name: 'x' } }),
      stranger.call(routes.removeMember, { params: { id: target, personId: maker.id } }),
      stranger.call(routes.changeMember, {
        params: { id: target, personId: maker.id },
        body: { role: 'student' },
      }),
      callApi(stack.url, routes.getCommunity, { params: { id: target } }),
      callApi(stack.url, routes.listSpaces, { params: { id: target } }),
    ];
    for (const target of [id, unknownId])
      for (const { code } of await Promise.all(doors(target).map(problemOf)))
        expect(code).toBe('not-found');
    const behind = stranger.call(routes.getSpace, { params: { id: space?.id ?? '' } });
    expect((await problemOf(behind)).code).toBe('not-found');
    expect(
      (await problemOf(stranger.call(routes.getCommunity, { params: { id: 'not-an-id' } }))).status,
    ).toBe(404);
  });

  test('is changed by its owner, not by its students', async () => {
    const { owner, student, community } = await classWithStudent();
    const changed = await owner.call(routes.changeCommunity, {
      params: { id: community.id },
      body: { name: 'บทเรียน', description: 'New', reading: 'signed-in', languages: ['th'] },
    });
    expect(changed).toMatchObject({
      name: 'บทเรียน',
      slug: 'บทเรียน',
      reading: 'signed-in',
      languages: ['th'],
    });
    const refused = student.call(routes.changeCommunity, {
      params: { id: community.id },
      body: { name: 'Mine' },
    });
    expect((await problemOf(refused)).code).toBe('forbidden');
  });
});

describe('lists of communities', () => {
  test('hold the own ones, and what may be read without being a member, by name', async () => {
    await using own = await startStack();
    const [maker, reader] = await Promise.all([own.person(), own.person()]);
    const make = (name: string, reading: 'members' | 'signed-in' | 'everyone') =>
      maker.call(routes.createCommunity, { body: { name, reading } });
    for (const name of ['b', 'D', 'a', 'C']) await make(name, 'everyone');
    await make('inside', 'signed-in');
    await make('hidden', 'members');

    const names = async (person: typeof reader | null, query: { which?: 'mine' | 'public' }) => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const call = { query: { ...query, limit: '2', ...(cursor && { cursor }) } };
        const page: { items: { name: string }[]; nextCursor: string | null } = await (person
          ? person.call(routes.listCommunities, call)
          : callApi(own.url, routes.listCommunities, call));
        seen.push(...page.items.map(({ name }) => name));
        cursor = page.nextCursor;
      } while (cursor);
      return seen;
    };
    expect(await names(reader, { which: 'public' })).toEqual(['a', 'b', 'C', 'D', 'inside']);
    expect(await names(null, {})).toEqual(['a', 'b', 'C', 'D']);
    expect(await names(null, { which: 'mine' })).toEqual([]);
    expect(await names(maker, { which: 'mine' })).toEqual(['a', 'b', 'C', 'D', 'hidden', 'inside']);
    expect(await names(maker, { which: 'public' })).toEqual([]);
  });

  test('refuse a cursor nobody gave', async () => {
    const person = await stack.person();
    const forged = Buffer.from(JSON.stringify(['a', { $gt: '' }])).toString('base64url');
    for (const cursor of ['x', forged, Buffer.from('["a","b"]').toString('base64url')])
      expect(
        (await problemOf(person.call(routes.listCommunities, { query: { cursor } }))).code,
      ).toBe('invalid');
  });
});

describe('joining', () => {
  test('is open to everybody where it is open, once', async () => {
    const [maker, guest] = await Promise.all([stack.person(), stack.person()]);
    const { id } = await maker.call(routes.createCommunity, {
      body: { name: 'Open', kind: 'open-network' },
    });
    const { community, request } = await guest.call(routes.joinCommunity, { params: { id } });
    expect(request).toBeNull();
    expect(community).toMatchObject({ memberCount: 2, membership: { role: 'student' } });
    expect((await problemOf(guest.call(routes.joinCommunity, { params: { id } }))).code).toBe(
      'already-member',
    );
    await guest.call(routes.leaveCommunity, { params: { id } });
    const after = await maker.call(routes.getCommunity, { params: { id } });
    expect(after.memberCount).toBe(1);
  });

  test('by request waits for an answer, and asking twice is asking once', async () => {
    const [maker, guest, other] = await Promise.all([
      stack.person(),
      stack.person(),
      stack.person(),
    ]);
    const { id } = await maker.call(routes.createCommunity, {
      body: { name: 'Ask', joining: 'request' },
    });
    const first = await guest.call(routes.joinCommunity, { params: { id } });
    const again = await guest.call(routes.joinCommunity, { params: { id } });
    expect(first.community.membership).toBeNull();
    expect(again.request?.id).toBe(first.request?.id);
    await other.call(routes.joinCommunity, { params: { id } });

    expect((await problemOf(guest.call(routes.listRequests, { params: { id } }))).code).toBe(
      'forbidden',
    );
    const open = await maker.call(routes.listRequests, { params: { id } });
    expect(open.items.map(({ person }) => person.id)).toEqual([guest.id, other.id]);
    const [mine, theirs] = open.items;
    const answer = (who: typeof maker, at: typeof mine, what: 'accept' | 'refuse') =>
      who.call(routes.answerRequest, { params: { id: at?.id ?? '' }, body: { answer: what } });
    expect((await problemOf(answer(guest, mine, 'accept'))).code).toBe('not-found');
    expect(await answer(maker, mine, 'accept')).toMatchObject({ state: 'accepted' });
    expect(await answer(maker, theirs, 'refuse')).toMatchObject({ state: 'refused' });
    expect((await problemOf(answer(maker, theirs, 'accept'))).code).toBe('not-found');
    expect((await guest.call(routes.getCommunity, { params: { id } })).membership?.role).toBe(
      'student',
    );
    expect((await other.call(routes.getCommunity, { params: { id } })).membership).toBeNull();
  });

  test('with one Idempotency-Key answers the same again', async () => {
    const [maker, guest] = await Promise.all([stack.person(), stack.person()]);
    const headers = { 'Idempotency-Key': 'make-1' };
    const body = { name: 'Once', kind: 'open-network' as const };
    const [one, two] = await Promise.all(
      [1, 2].map(() => maker.call(routes.createCommunity, { body }, { headers })),
    );
    expect(two).toEqual(one);
    const join = () =>
      guest.call(
        routes.joinCommunity,
        { params: { id: one?.id ?? '' } },
        { headers: { 'Idempotency-Key': 'join-1' } },
      );
    const first = await join();
    expect(await join()).toEqual(first);
    expect(first.community.memberCount).toBe(2);
  });
});

describe('members', () => {
  test('are listed by role and name to members only, and found by part of name or handle', async () => {
    const owner = await stack.person({ displayName: 'Zed' });
    const { id } = await owner.call(routes.createCommunity, {
      body: { name: 'Many', kind: 'open-network' },
    });
    const people = await Promise.all(
      ['Ümit a.b', 'axb', 'สมชาย', 'anna'].map((displayName) => stack.person({ displayName })),
    );
    for (const person of people) await person.call(routes.joinCommunity, { params: { id } });
    const first = await owner.call(routes.listMembers, { params: { id }, query: { limit: '2' } });
    const rest = await owner.call(routes.listMembers, {
      params: { id },
      query: { limit: '10', cursor: first.nextCursor ?? '' },
    });
    const names = [...first.items, ...rest.items].map(({ person }) => person.displayName);
    expect(names).toEqual(['Zed', 'anna', 'axb', 'Ümit a.b', 'สมชาย']);
    const found = async (q: string) =>
      (await owner.call(routes.listMembers, { params: { id }, query: { q } })).items.map(
        ({ person }) => person.displayName,
      );
    expect(await found('a.b')).toEqual(['Ümit a.b']);
    expect(await found('สมช')).toEqual(['สมชาย']);
    for (const q of ['(', '[a', '*', '\\', '$ne', '(x+x+)+y']) expect(await found(q)).toEqual([]);
    const stranger = await stack.person();
    expect((await problemOf(stranger.call(routes.listMembers, { params: { id } }))).code).toBe(
      'forbidden',
    );
  });

  test('a last owner cannot leave, step down, or be removed, and a second one can', async () => {
    const { owner, student, community } = await classWithStudent();
    const params = { id: community.id, personId: owner.id };
    expect((await problemOf(owner.call(routes.leaveCommunity, { params }))).code).toBe(
      'last-owner',
    );
    expect(
      (await problemOf(owner.call(routes.changeMember, { params, body: { role: 'student' } })))
        .code,
    ).toBe('last-owner');
    const raised = await owner.call(routes.changeMember, {
      params: { id: community.id, personId: student.id },
      body: { role: 'owner', class: '7a' },
    });
    expect(raised).toMatchObject({ role: 'owner', class: '7a' });
    await owner.call(routes.leaveCommunity, { params });
    expect((await problemOf(student.call(routes.leaveCommunity, { params }))).code).toBe(
      'last-owner',
    );
  });

  test('two owners who step down at once leave one', async () => {
    const { owner, student, community } = await classWithStudent();
    const at = (personId: typeof owner.id) => ({ id: community.id, personId });
    await owner.call(routes.changeMember, { params: at(student.id), body: { role: 'owner' } });
    const results = await Promise.allSettled(
      [owner, student].map((one) =>
        one.call(routes.leaveCommunity, { params: { id: community.id } }),
      ),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('who are removed see nothing any more, may come back, and may not once banned', async () => {
    const [owner, guest] = await Promise.all([stack.person(), stack.person()]);
    const { id } = await owner.call(routes.createCommunity, {
      body: { name: 'Out', kind: 'open-network', reading: 'members' },
    });
    const params = { id, personId: guest.id };
    await guest.call(routes.joinCommunity, { params });
    await owner.call(routes.removeMember, { params });
    expect((await problemOf(guest.call(routes.listSpaces, { params }))).code).toBe('not-found');
    await guest.call(routes.joinCommunity, { params });
    await owner.call(routes.removeMember, { params, query: { ban: 'true' } });
    expect((await problemOf(guest.call(routes.joinCommunity, { params }))).code).toBe('not-found');
    const invite = await owner.call(routes.createInvite, { params: { id }, body: {} });
    expect(
      (await problemOf(guest.call(routes.acceptInvite, { params: { code: invite.code } }))).code,
    ).toBe('banned');
  });

  test('in an exchange are banned once both sides say so', async () => {
    const { owner, community, join } = await exchange();
    const [other, theirs, student] = [
      await join('teacher', 0),
      await join('teacher', 1),
      await join('student', 0),
    ];
    const params = { id: community.id, personId: student.id };
    await other.call(routes.removeMember, { params, query: { ban: 'true' } });
    const code = (await owner.call(routes.createInvite, { params: { id: community.id }, body: {} }))
      .code;
    await student.call(routes.acceptInvite, { params: { code } });
    await other.call(routes.removeMember, { params, query: { ban: 'true' } });
    await theirs.call(routes.removeMember, { params, query: { ban: 'true' } });
    expect((await problemOf(student.call(routes.acceptInvite, { params: { code } }))).code).toBe(
      'banned',
    );
  });
});

async function classWithStudent() {
  const [owner, student] = await Promise.all([stack.person(), stack.person({ age: 'minor' })]);
  const community = await owner.call(routes.createCommunity, { body: { name: 'Class' } });
  const { code } = await owner.call(routes.createInvite, {
    params: { id: community.id },
    body: {},
  });
  await student.call(routes.acceptInvite, { params: { code } });
  return { owner, student, community };
}

/** An exchange of two schools; the owner is of the first. */
async function exchange() {
  const token = await adminToken();
  const schools: { id: string }[] = [];
  for (const name of ['SMA 1', 'Gymnasium']) {
    const body = { name, kind: 'school' } as const;
    schools.push(await callApi(stack.url, routes.createInstitution, { body }, { token }));
  }
  const owner = await stack.person();
  const community = await owner.call(routes.createCommunity, {
    body: { name: 'Exchange', kind: 'exchange' },
  });
  const place = (personId: typeof owner.id, school: number) =>
    owner.call(routes.changeMember, {
      params: { id: community.id, personId },
      body: { institutionId: schools[school]?.id },
    });
  await place(owner.id, 0);
  const join = async (role: 'teacher' | 'student', school: number) => {
    const person = await stack.person({ age: role === 'student' ? 'minor' : 'adult' });
    const { code } = await owner.call(routes.createInvite, {
      params: { id: community.id },
      body: { role },
    });
    await person.call(routes.acceptInvite, { params: { code } });
    await place(person.id, school);
    return person;
  };
  return { owner, community, join };
}

async function adminToken(): Promise<string> {
  const body = { login: admin.ADMIN_EMAIL, password: admin.ADMIN_PASSWORD };
  return (await callApi(stack.url, authRoutes.login, { body })).accessToken;
}

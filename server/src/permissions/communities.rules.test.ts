import type { MemberRole } from '@jembatan/shared/communities.contract';
import { institutionId } from '@jembatan/shared/ids';
import { describe, expect, test } from 'vitest';
import {
  actorOf,
  groupOf,
  member,
  person,
  placeOf,
  type Who,
  whoMay,
} from '../testing/standings.ts';
import * as rules from './communities.rules.ts';
import type { CommunityFacts, MembershipFacts, PersonFacts, Place } from './facts.ts';

const members: Who[] = ['student', 'teacher', 'moderator', 'owner'];
const staff: Who[] = ['teacher', 'moderator', 'owner', 'hub moderator', 'hub admin'];
const inside: Who[] = [...members, 'hub moderator', 'hub admin'];

type Rule = (actor: ReturnType<typeof actorOf>, place: Place) => boolean;
type Row = [name: string, rule: Rule, community: Partial<CommunityFacts>, allowed: Who[]];

const table: Row[] = [
  ['read, for members', rules.canReadCommunity, { reading: 'members' }, inside],
  [
    'read, for all signed in',
    rules.canReadCommunity,
    { reading: 'signed-in' },
    ['outsider', ...inside],
  ],
  [
    'read, for everyone',
    rules.canReadCommunity,
    { reading: 'everyone' },
    ['visitor', 'outsider', ...inside],
  ],
  ['join by invitation', rules.canJoin, { joining: 'invitation' }, []],
  ['join, open', rules.canJoin, { joining: 'open' }, ['outsider', 'hub moderator', 'hub admin']],
  ['join, on request', rules.canJoin, { joining: 'request' }, []],
  ['ask to join, open', rules.canRequestToJoin, { joining: 'open' }, []],
  [
    'ask to join, on request',
    rules.canRequestToJoin,
    { joining: 'request' },
    ['outsider', 'hub moderator', 'hub admin'],
  ],
  ['accept an invitation', rules.canAcceptInvite, {}, ['outsider', 'hub moderator', 'hub admin']],
  ['see, closed', rules.canSeeCommunity, {}, inside],
  [
    'see, where one may knock',
    rules.canSeeCommunity,
    { joining: 'request' },
    ['outsider', ...inside],
  ],
  ['leave', rules.canLeave, {}, members],
  ['see members', rules.canSeeMembers, { reading: 'everyone' }, inside],
  ['invite', rules.canInvite, {}, staff],
  ['manage', rules.canManage, {}, ['owner', 'hub admin']],
  ['moderate', rules.canModerate, {}, staff],
  ['manage members', rules.canManageMembers, {}, staff],
  ['create a space', rules.canCreateSpace, {}, staff],
  ['create a group', rules.canCreateGroup, {}, [...members, 'hub admin']],
  ['create a session', rules.canCreateSession, {}, staff],
];

describe('a community', () => {
  test.each(table)('%s', (_name, rule, community, allowed) => {
    expect(whoMay((who) => rule(actorOf(who), placeOf(who, community)))).toEqual(allowed);
  });

  test('is made by everybody who is signed in', () => {
    expect(whoMay((who) => rules.canCreateCommunity(actorOf(who)))).not.toContain('visitor');
    expect(rules.canCreateCommunity(person())).toBe(true);
  });
});

describe('a study group', () => {
  const around = (rule: Rule, own: MemberRole | null = null) =>
    whoMay((who) => rule(actorOf(who), groupOf(who, own)));
  const groups: [string, Rule, Who[], Who[]][] = [
    ['read', rules.canReadCommunity, staff, inside],
    ['join', rules.canJoin, members, []],
    ['accept an invitation', rules.canAcceptInvite, members, []],
    ['invite', rules.canInvite, staff, staff],
    ['manage', rules.canManage, ['owner', 'hub admin'], ['owner', 'hub admin']],
    ['moderate', rules.canModerate, staff, staff],
    ['create a group', rules.canCreateGroup, [], []],
  ];

  test.each(groups)(
    '%s, by those of the community around it',
    (_name, rule, notInGroup, inGroup) => {
      expect(around(rule)).toEqual(notInGroup);
      const readers = around(rule, 'student').filter((who) => inside.includes(who));
      expect(readers).toEqual(inGroup);
    },
  );

  test('is closed to its own members once the community around it is', () => {
    for (const who of ['outsider', 'banned', 'visitor'] as const)
      expect(rules.canReadCommunity(actorOf(who), groupOf(who, 'owner'))).toBe(false);
  });

  test('meets when any of its members calls', () => {
    expect(rules.canCreateSession(person(), groupOf('student', 'student'))).toBe(true);
    expect(rules.canCreateSession(person(), groupOf('student'))).toBe(false);
  });
});

describe('roles', () => {
  const all: MemberRole[] = ['student', 'teacher', 'moderator', 'owner'];
  const given: [Who, MemberRole[]][] = [
    ['visitor', []],
    ['outsider', []],
    ['banned', []],
    ['student', []],
    ['teacher', ['student', 'teacher']],
    ['moderator', ['student', 'teacher', 'moderator']],
    ['owner', all],
    ['hub moderator', []],
    ['hub admin', all],
  ];

  test.each(given)('%s gives %j', (who, roles) => {
    expect(all.filter((role) => rules.canGiveRole(actorOf(who), placeOf(who), role))).toEqual(
      roles,
    );
  });

  test.each([
    ['teacher', 'moderator', false],
    ['teacher', 'student', true],
    ['teacher', 'teacher', false],
    ['moderator', 'teacher', true],
    ['moderator', 'moderator', false],
    ['owner', 'owner', true],
    ['student', 'student', false],
    ['hub moderator', 'owner', true],
    ['hub admin', 'owner', true],
  ] as const)('%s takes the membership of a %s: %s', (who, role, allowed) => {
    const question = { place: placeOf(who), member: member(role), age: 'adult' } as const;
    expect(rules.canRemoveMember(actorOf(who), question)).toBe(allowed);
  });

  test('are not raised above the own one', () => {
    const question = {
      place: placeOf('teacher'),
      member: member('student'),
      age: 'adult',
    } as const;
    expect(rules.canChangeMember(person(), question)).toBe(true);
    expect(rules.canChangeMember(person(), { ...question, newRole: 'teacher' })).toBe(true);
    expect(rules.canChangeMember(person(), { ...question, newRole: 'moderator' })).toBe(false);
  });

  test('of the community around hold in its groups', () => {
    const question = { place: groupOf('teacher'), member: member('owner'), age: 'adult' } as const;
    expect(rules.canRemoveMember(person(), question)).toBe(false);
    expect(rules.canRemoveMember(person(), { ...question, member: member('student') })).toBe(true);
    expect(rules.canRemoveMember(person(), { ...question, place: groupOf('student') })).toBe(false);
  });
});

describe('the reach of a teacher', () => {
  const here = institutionId.parse('6'.repeat(24));
  const there = institutionId.parse('7'.repeat(24));
  const teacherOf = (className: string | null, school = here): Place => ({
    ...placeOf('teacher'),
    membership: member('teacher', { class: className, institutionId: school }),
  });
  const pupil = (className: string | null, school = here) =>
    member('student', { class: className, institutionId: school });

  const table: [string, Place, MembershipFacts, PersonFacts['age'], boolean][] = [
    ['the own class', teacherOf('9a'), pupil('9a'), 'minor', true],
    ['another class', teacherOf('9a'), pupil('9b'), 'minor', false],
    ['no class', teacherOf('9a'), pupil(null), 'minor', false],
    ['an age nobody knows, in another class', teacherOf('9a'), pupil('9b'), 'unknown', false],
    ['an adult of another class', teacherOf('9a'), pupil('9b'), 'adult', true],
    ['every class, without an own one', teacherOf(null), pupil('9b'), 'minor', true],
    ['the same class of another school', teacherOf('9a'), pupil('9a', there), 'minor', false],
    ['another school, without an own class', teacherOf(null), pupil('9a', there), 'minor', false],
  ];

  test.each(table)('%s', (_name, ...[place, student, age, reached]) => {
    expect(rules.canRemoveMember(person(), { place, member: student, age })).toBe(reached);
    expect(rules.canChangeMember(person(), { place, member: student, age })).toBe(reached);
  });

  test('goes across classes when another side of the exchange asks for the ban', () => {
    const question = { place: teacherOf('9a'), member: pupil('9b', there), age: 'minor' } as const;
    expect(rules.canRemoveMember(person(), { ...question, wanted: true })).toBe(true);
    const above = { ...question, member: member('moderator'), wanted: true };
    expect(rules.canRemoveMember(person(), above)).toBe(false);
  });
});

describe('a ban', () => {
  test('needs both sides in an exchange and its groups, except by hub staff', () => {
    const exchange = (who: Who) => placeOf(who, { kind: 'exchange' });
    const needing = whoMay((who) => rules.needsBothSides(actorOf(who), exchange(who)));
    expect(needing).not.toContain('hub moderator');
    expect(needing).not.toContain('hub admin');
    expect(needing).toContain('owner');
    expect(rules.needsBothSides(person(), placeOf('owner'))).toBe(false);
    const group = { ...groupOf('teacher', 'owner'), parent: exchange('teacher') };
    expect(rules.needsBothSides(person(), group)).toBe(true);
  });
});

describe('lists', () => {
  test('hold what may be read, and never what keeps the reader out', () => {
    const { id } = placeOf('owner').community;
    const listed = (who: Who) => rules.listedCommunities(actorOf(who), { own: [], banned: [id] });
    expect(listed('visitor')).toMatchObject({
      reading: { $in: ['everyone'] },
      _id: { $nin: [id] },
    });
    expect(listed('outsider')).toMatchObject({ reading: { $in: ['everyone', 'signed-in'] } });
    expect(listed('hub admin')).not.toHaveProperty('reading');
    expect(JSON.stringify(rules.candidateCommunities(person(), [id]))).toContain(id);
    expect(rules.candidateCommunities(actorOf('hub moderator'), [])).toEqual({});
  });
});

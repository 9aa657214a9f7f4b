import { expect, test } from 'vitest';
import { actorOf, everybody, me, other, placeOf, whoMay } from '../testing/standings.ts';
import * as rules from './translation.rules.ts';

const always = { opensAt: null, dueAt: null };
const space = {
  ...always,
  pseudonyms: false,
  rights: {
    read: null,
    reply: ['student', 'teacher', 'moderator', 'owner'],
    create: ['owner'],
    moderate: ['teacher', 'moderator', 'owner'],
  },
} as const;
const thread = {
  ...always,
  authorId: other,
  kind: 'discussion',
  locked: false,
  repliesOff: false,
  hidden: false,
  groupId: null,
  pseudonymous: false,
} as const;
const post = { authorId: other, number: 1, deleted: false, hidden: false };
const members = ['student', 'teacher', 'moderator', 'owner'] as const;
const hubStaff = ['hub moderator', 'hub admin'] as const;
type Who = (typeof everybody)[number];

const at = (who: Who, reading: 'members' | 'everyone' = 'members') => ({
  place: placeOf(who, { reading }),
  space,
  thread,
  inGroup: false,
  aliasId: null,
});

test('text leaves the hub where everybody may read it, elsewhere with consent, whoever asks', () => {
  for (const who of everybody) {
    expect(rules.mayLeaveHub(at(who), false)).toBe(false);
    expect(rules.mayLeaveHub(at(who), true)).toBe(true);
    expect(rules.mayLeaveHub(at(who, 'everyone'), false)).toBe(true);
    const closed = { ...space, rights: { ...space.rights, read: ['owner'] } } as const;
    expect(rules.mayLeaveHub({ ...at(who, 'everyone'), space: closed }, false)).toBe(false);
  }
});

test('visitors read what is kept and send nothing', () => {
  const open = (who: Who) => at(who, 'everyone');
  const readers = everybody.filter((who) => who !== 'banned');
  expect(whoMay((who) => rules.canReadTranslation(actorOf(who), open(who), post))).toEqual(readers);
  expect(whoMay((who) => rules.canAskForTranslation(actorOf(who), open(who), post))).toEqual(
    readers.filter((who) => who !== 'visitor'),
  );
});

test('whoever may write corrects; staff and the author put back', () => {
  expect(whoMay((who) => rules.canCorrectTranslation(actorOf(who), at(who), post))).toEqual([
    ...members,
    ...hubStaff,
  ]);
  const staff = ['teacher', 'moderator', 'owner', ...hubStaff];
  expect(whoMay((who) => rules.canRevertTranslation(actorOf(who), at(who), post))).toEqual(staff);
  const own = { ...post, authorId: me };
  expect(whoMay((who) => rules.canRevertTranslation(actorOf(who), at(who), own))).toEqual([
    'student',
    ...staff,
  ]);
});

test('nobody reads or corrects a translation of a post that is gone or hidden', () => {
  for (const gone of [
    { ...post, deleted: true },
    { ...post, hidden: true },
  ]) {
    expect(whoMay((who) => rules.canReadTranslation(actorOf(who), at(who), gone))).toEqual([]);
    expect(whoMay((who) => rules.canCorrectTranslation(actorOf(who), at(who), gone))).toEqual([]);
    expect(whoMay((who) => rules.canRevertTranslation(actorOf(who), at(who), gone))).toEqual([]);
  }
});

test('owners decide on consent', () => {
  expect(whoMay((who) => rules.canConsentToTranslation(actorOf(who), placeOf(who)))).toEqual([
    'owner',
    'hub admin',
  ]);
});

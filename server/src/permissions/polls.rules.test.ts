import { describe, expect, test } from 'vitest';
import { actorOf, me, now, other, placeOf, type Who, whoMay } from '../testing/standings.ts';
import type { SpaceFacts, ThreadFacts } from './facts.ts';
import * as rules from './polls.rules.ts';

const members: Who[] = ['student', 'teacher', 'moderator', 'owner'];
const staff: Who[] = ['teacher', 'moderator', 'owner', 'hub moderator', 'hub admin'];
const always = { opensAt: null, dueAt: null };

/** Only staff writes here: where a class is asked something. */
const notices: SpaceFacts = {
  ...always,
  pseudonyms: false,
  rights: {
    read: null,
    reply: ['teacher', 'owner'],
    create: ['teacher', 'owner'],
    moderate: ['teacher', 'moderator', 'owner'],
  },
};
const open: ThreadFacts = {
  ...{ authorId: other, kind: 'discussion', groupId: null, pseudonymous: false },
  ...{ ...always, locked: false, hidden: false },
};
const post = { authorId: other, number: 1, deleted: false, hidden: false };
const poll: rules.PollFacts = { show: 'always', anonymous: false, closed: false, voters: 0 };

interface Case {
  thread?: Partial<ThreadFacts>;
  post?: Partial<typeof post>;
  inGroup?: boolean;
  reading?: 'everyone';
}

const at = (who: Who, one: Case = {}): rules.PollPlace => ({
  place: placeOf(who, one.reading && { reading: one.reading }),
  space: notices,
  thread: { ...open, ...one.thread },
  inGroup: one.inGroup ?? false,
  aliasId: null,
  post: { ...post, ...one.post },
});

describe('who votes', () => {
  const may = (one?: Case, facts: Partial<rules.PollFacts> = {}) =>
    whoMay((who) => rules.canVote(actorOf(who), at(who, one), { ...poll, ...facts }));

  test('members, also where only staff writes; nobody from outside', () => {
    expect(may()).toEqual(members);
    expect(may({ reading: 'everyone' })).toEqual(members);
  });

  test('nobody where it is over, in a closed thread, or on what is not to be seen', () => {
    expect(may({}, { closed: true })).toEqual([]);
    expect(may({ thread: { locked: true } })).toEqual([]);
    expect(may({ thread: { dueAt: now } })).toEqual([]);
    expect(may({ post: { hidden: true } })).toEqual([]);
    expect(may({ post: { deleted: true } })).toEqual([]);
  });

  test('in a thread of one group its people, and staff who see all', () => {
    const groupId = placeOf('student').community.id;
    expect(may({ thread: { groupId } })).toEqual(['teacher', 'moderator', 'owner']);
    expect(may({ thread: { groupId }, inGroup: true })).toEqual(members);
  });
});

describe('who sees', () => {
  test.each([
    ['always', false, true, true],
    ['voted', false, false, true],
    ['closed', false, false, false],
    ['closed', true, true, true],
  ] as const)('results shown %s, closed %s: before %s and after %s the own vote', (...row) => {
    const [show, closed, before, after] = row;
    expect(rules.canSeeResults({ ...poll, show, closed }, false)).toBe(before);
    expect(rules.canSeeResults({ ...poll, show, closed }, true)).toBe(after);
  });

  test('names of voters: members and staff, of open polls whose results they see', () => {
    const may = (facts: Partial<rules.PollFacts>) =>
      whoMay((who) =>
        rules.canSeeVotes(actorOf(who), at(who, { reading: 'everyone' }), {
          ...{ ...poll, ...facts },
          voted: false,
        }),
      );
    expect(may({})).toEqual([...members, 'hub moderator', 'hub admin']);
    expect(may({ show: 'closed' })).toEqual([]);
    expect(may({ anonymous: true })).toEqual([]);
    expect(may({ anonymous: true, closed: true })).toEqual([]);
  });

  test('a hidden post: staff', () => {
    const may = whoMay((who) =>
      rules.canReadPoll(actorOf(who), at(who, { post: { hidden: true } })),
    );
    expect(may).toEqual(staff);
  });
});

describe('who closes and changes', () => {
  const may = (rule: typeof rules.canClosePoll, one: Case, facts: Partial<rules.PollFacts>) =>
    whoMay((who) => rule(actorOf(who), at(who, one), { ...poll, ...facts }));

  test('its author as long as a member, and staff', () => {
    expect(may(rules.canClosePoll, {}, {})).toEqual(staff);
    const own = { post: { authorId: me }, reading: 'everyone' } as const;
    expect(may(rules.canClosePoll, own, {})).toEqual(['student', ...staff]);
    expect(may(rules.canClosePoll, own, { closed: true })).toEqual([]);
  });

  test('question and options before the first vote only', () => {
    expect(may(rules.canEditPoll, {}, {})).toEqual(staff);
    expect(may(rules.canEditPoll, {}, { voters: 1 })).toEqual([]);
  });
});

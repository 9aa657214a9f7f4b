import { describe, expect, test } from 'vitest';
import { actorOf, me, now, other, placeOf, type Who, whoMay } from '../testing/standings.ts';
import type { SpaceFacts, ThreadFacts } from './facts.ts';
import * as rules from './private-replies.rules.ts';

const staff: Who[] = ['teacher', 'moderator', 'owner', 'hub moderator', 'hub admin'];
const always = { opensAt: null, dueAt: null };
const space: SpaceFacts = {
  ...always,
  pseudonyms: true,
  rights: {
    read: null,
    reply: ['student', 'teacher', 'moderator', 'owner'],
    create: ['student', 'teacher', 'owner'],
    moderate: ['teacher', 'moderator', 'owner'],
  },
};
const open: ThreadFacts = {
  ...{ authorId: other, kind: 'discussion', groupId: null, pseudonymous: false },
  ...{ ...always, locked: false, hidden: false },
};
const post = { authorId: other, number: 2, deleted: false, hidden: false };

interface Case {
  thread?: Partial<ThreadFacts>;
  post?: Partial<typeof post>;
  aliasId?: typeof me;
}

const at = (who: Who, one: Case = {}): rules.PrivatePlace => ({
  place: placeOf(who, { reading: 'everyone' }),
  space,
  thread: { ...open, ...one.thread },
  inGroup: false,
  aliasId: one.aliasId ?? null,
  post: { ...post, ...one.post },
});
const own = { post: { authorId: me } };
const begun = { begun: true, standing: 'here' as const };

describe('who sees what is said in private', () => {
  const sees = (one?: Case) =>
    whoMay((who) => {
      const filter = rules.visiblePrivateReplies(actorOf(who), at(who, one));
      return filter !== null && filter.writerId === undefined;
    });

  test('staff, in a public place too; others only what they wrote themselves', () => {
    expect(sees()).toEqual(staff);
    expect(rules.visiblePrivateReplies(actorOf('student'), at('student'))).toEqual({
      writerId: me,
    });
    expect(rules.visiblePrivateReplies(actorOf('visitor'), at('visitor'))).toBeNull();
  });

  test('the author of the post, also under a pseudonym; not in a hidden thread', () => {
    expect(sees(own)).toContain('student');
    expect(sees({ post: { authorId: other }, aliasId: other })).toContain('student');
    expect(sees({ ...own, thread: { hidden: true } })).toEqual(staff);
  });
});

describe('who writes in private', () => {
  const may = (one: Case, facts: Parameters<typeof rules.whyNotPrivately>[2] = begun) =>
    whoMay((who) => rules.whyNotPrivately(actorOf(who), at(who, one), facts) === null);

  test('staff under posts of those who are here, in closed threads as well', () => {
    expect(may({})).toEqual(staff);
    expect(may({}, { begun: false, standing: 'here' })).toEqual(staff);
    expect(may({ thread: { locked: true, dueAt: now } })).toEqual(staff);
    expect(may({ post: { hidden: true } })).toEqual(staff);
    for (const standing of ['staff', 'gone'] as const)
      expect(may({}, { begun: true, standing })).toEqual([]);
    expect(may({ post: { deleted: true } })).toEqual([]);
  });

  test('the student answers what was begun, after the due date too, until the thread is closed', () => {
    expect(may(own)).toContain('student');
    expect(may({ ...own, thread: { dueAt: now } })).toContain('student');
    expect(may({ ...own, thread: { locked: true } })).not.toContain('student');
    expect(may(own, { begun: false, standing: 'here' })).not.toContain('student');
    expect(may(own)).not.toContain('outsider');
    expect(may({ ...own, post: { authorId: me, deleted: true } })).toEqual([]);
  });
});

describe('what becomes of it', () => {
  const reply = { writerId: other, deleted: false, hidden: false };
  const mine = { ...reply, writerId: me };

  test('only its writer changes it, and staff or the writer takes it away', () => {
    const student = actorOf('student');
    expect(rules.canEditPrivateReply(student, mine, null)).toBe(true);
    expect(rules.canEditPrivateReply(student, mine, 'locked')).toBe(false);
    expect(rules.canEditPrivateReply(student, { ...mine, hidden: true }, null)).toBe(false);
    expect(rules.canEditPrivateReply(actorOf('teacher'), reply, null)).toBe(false);
    const removes = (one: rules.PrivateReplyFacts) =>
      whoMay((who) => rules.canDeletePrivateReply(actorOf(who), at(who, own), one));
    expect(removes(reply)).toEqual(staff);
    expect(removes(mine)).toContain('student');
    expect(removes({ ...mine, deleted: true })).toEqual([]);
  });

  test('either side reports the other, deleted words too', () => {
    const reports = (one: Case, deleted = false) =>
      whoMay((who) =>
        rules.canReportPrivateReply(actorOf(who), at(who, one), { ...reply, deleted }),
      );
    expect(reports(own, true)).toEqual(expect.arrayContaining(['student', ...staff]));
    expect(reports({})).toEqual(staff);
    expect(rules.canReportPrivateReply(actorOf('teacher'), at('teacher'), mine)).toBe(false);
  });
});

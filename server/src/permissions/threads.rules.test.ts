import { communityId } from '@jembatan/shared/ids';
import { describe, expect, test } from 'vitest';
import {
  actorOf,
  groupOf,
  me,
  now,
  other,
  person,
  placeOf,
  type Who,
  whoMay,
} from '../testing/standings.ts';
import type { PostFacts, SpaceFacts, ThreadFacts } from './facts.ts';
import * as rules from './threads.rules.ts';

const members: Who[] = ['student', 'teacher', 'moderator', 'owner'];
const hub: Who[] = ['hub moderator', 'hub admin'];
const staff: Who[] = ['teacher', 'moderator', 'owner', ...hub];
const inside: Who[] = [...members, ...hub];

const always = { opensAt: null, dueAt: null };
const later = new Date(now.getTime() + 1);

const ordinary: SpaceFacts = {
  ...always,
  pseudonyms: false,
  rights: {
    read: null,
    reply: ['student', 'teacher', 'moderator', 'owner'],
    create: ['student', 'teacher', 'moderator', 'owner'],
    moderate: ['teacher', 'moderator', 'owner'],
  },
};
const withRights = (rights: Partial<SpaceFacts['rights']>): SpaceFacts => ({
  ...ordinary,
  rights: { ...ordinary.rights, ...rights },
});
const staffRoom = withRights({ read: ['teacher', 'owner'] });

const open: ThreadFacts = {
  ...always,
  authorId: other,
  kind: 'discussion',
  locked: false,
  repliesOff: false,
  hidden: false,
  groupId: null,
  pseudonymous: false,
};
const stranger = { inGroup: false, aliasId: null };
const question: ThreadFacts = { ...open, kind: 'question' };
const post: PostFacts = { authorId: other, number: 2, deleted: false, hidden: false };

describe('a reply that waited for a network', () => {
  const dayMs = 86_400_000;
  const due = new Date(now.getTime() - dayMs);
  const inTime = new Date(due.getTime() - 1);
  const late = { ...ordinary, dueAt: due, acceptsLate: true };
  const at = (who: Who, space: SpaceFacts = late, thread: ThreadFacts = open) => ({
    place: placeOf(who),
    space,
    thread,
    ...stranger,
  });
  const may = (space?: SpaceFacts, thread?: ThreadFacts, writtenAt = inTime) =>
    whoMay((who) => rules.canReplyLate(actorOf(who), at(who, space, thread), writtenAt));

  test('is taken of everybody who could have written in time', () => {
    expect(may()).toEqual(inside);
  });

  test('is not taken where nobody allowed it, when it was written later, or when it is too late', () => {
    expect(may({ ...late, acceptsLate: false })).toEqual([]);
    expect(may(late, open, new Date(due.getTime() + 1))).toEqual([]);
    const longAgo = new Date(now.getTime() - 4 * dayMs);
    expect(may({ ...late, dueAt: longAgo }, open, new Date(0))).toEqual([]);
  });

  test('is not taken where the thread was closed', () => {
    expect(may(late, { ...open, locked: true })).toEqual(staff);
  });

  test('goes by the own day of its thread', () => {
    expect(may({ ...late, dueAt: null }, { ...open, dueAt: due })).toEqual(inside);
  });
});

describe('an answer that comes first', () => {
  const first: ThreadFacts = { ...open, answerFirst: true };
  // Who may read the thread at all is asked before.
  const everyone = whoMay(() => true);
  const at = (who: Who, more: Partial<rules.ThreadPlace> = {}) => ({
    ...{ place: placeOf(who, { reading: 'everyone' }), space: ordinary, thread: first },
    ...{ ...stranger, ...more },
  });
  const may = (more: Partial<rules.ThreadPlace> = {}, one: PostFacts = post) =>
    whoMay((who) => rules.canReadPost(actorOf(who), at(who, more), one));

  test('hides what others wrote from all but staff', () => {
    expect(may()).toEqual(staff);
    expect(may({}, { ...post, number: 1 })).toEqual(everyone);
    expect(may({ thread: open })).toEqual(everyone);
  });

  test('opens it to whoever gave post, to who began the thread, and the own to its writer', () => {
    expect(may({ answered: 3 })).toEqual(everyone);
    const known = whoMay((who) => rules.isAuthor(actorOf(who), at(who), { authorId: me }));
    expect(may({ thread: { ...first, authorId: me } })).toEqual(expect.arrayContaining(known));
    expect(may({}, { ...post, authorId: me })).toEqual(expect.arrayContaining(known));
    expect(known).toContain('student');
  });

  test('stays, but for staff', () => {
    const mine = { ...post, authorId: me };
    const mayDelete = (answered: number) =>
      whoMay((who) => rules.canDeletePost(actorOf(who), at(who, { answered }), mine));
    expect(mayDelete(2)).toEqual(staff);
    expect(mayDelete(3)).toEqual(inside);
  });
});

describe('a space', () => {
  const spaces: [string, (who: Who) => boolean, Who[]][] = [
    ['read', (who) => rules.canReadSpace(actorOf(who), placeOf(who), ordinary), inside],
    [
      'read, where everyone reads',
      (who) => rules.canReadSpace(actorOf(who), placeOf(who, { reading: 'everyone' }), ordinary),
      ['visitor', 'outsider', ...inside],
    ],
    [
      'read the staff room',
      (who) => rules.canReadSpace(actorOf(who), placeOf(who), staffRoom),
      staff,
    ],
    [
      'read the staff room, where everyone reads',
      (who) => rules.canReadSpace(actorOf(who), placeOf(who, { reading: 'everyone' }), staffRoom),
      staff,
    ],
    [
      'start a thread',
      (who) => rules.canCreateThread(actorOf(who), placeOf(who), ordinary),
      inside,
    ],
    [
      'start a thread, where everyone reads',
      (who) => rules.canCreateThread(actorOf(who), placeOf(who, { reading: 'everyone' }), ordinary),
      inside,
    ],
    [
      'start a thread on the board',
      (who) => rules.canCreateThread(actorOf(who), placeOf(who), withRights({ create: ['owner'] })),
      staff,
    ],
    [
      'reply',
      (who) => rules.canReplyInSpace(actorOf(who), placeOf(who, { reading: 'everyone' }), ordinary),
      inside,
    ],
    [
      'reply on the board',
      (who) => rules.canReplyInSpace(actorOf(who), placeOf(who), withRights({ reply: [] })),
      staff,
    ],
    ['announce', (who) => rules.canAnnounce(actorOf(who), placeOf(who), ordinary), staff],
    ['moderate', (who) => rules.canModerateSpace(actorOf(who), placeOf(who), ordinary), staff],
    [
      'moderate where teachers do not',
      (who) =>
        rules.canModerateSpace(actorOf(who), placeOf(who), withRights({ moderate: ['owner'] })),
      ['owner', ...hub],
    ],
    [
      'read, before it opens',
      (who) => rules.canReadSpace(actorOf(who), placeOf(who), { ...ordinary, opensAt: later }),
      staff,
    ],
    [
      'read, from the moment it opens',
      (who) => rules.canReadSpace(actorOf(who), placeOf(who), { ...ordinary, opensAt: now }),
      inside,
    ],
    [
      'read, past its due date',
      (who) => rules.canReadSpace(actorOf(who), placeOf(who), { ...ordinary, dueAt: now }),
      inside,
    ],
    [
      'start a thread, past its due date',
      (who) => rules.canCreateThread(actorOf(who), placeOf(who), { ...ordinary, dueAt: now }),
      staff,
    ],
    [
      'reply, past its due date',
      (who) => rules.canReplyInSpace(actorOf(who), placeOf(who), { ...ordinary, dueAt: now }),
      staff,
    ],
    [
      'say who may what',
      (who) => rules.canSetRights(actorOf(who), placeOf(who)),
      ['owner', 'hub admin'],
    ],
    [
      'moderate where no role does',
      (who) => rules.canModerateSpace(actorOf(who), placeOf(who), withRights({ moderate: [] })),
      ['owner', ...hub],
    ],
    ['manage', (who) => rules.canManageSpace(actorOf(who), placeOf(who)), staff],
  ];

  test.each(spaces)('%s', (_name, ask, allowed) => {
    expect(whoMay(ask)).toEqual(allowed);
  });

  test('of a study group is kept in order by the staff of the community around it', () => {
    expect(rules.canModerateSpace(person(), groupOf('teacher'), ordinary)).toBe(true);
    expect(rules.canModerateSpace(person(), groupOf('student', 'student'), ordinary)).toBe(false);
    expect(rules.canReadSpace(person(), groupOf('student'), ordinary)).toBe(false);
  });
});

type Ask = (actor: ReturnType<typeof actorOf>, at: rules.ThreadPlace) => boolean;

describe('a thread', () => {
  const threads: [string, Ask, Partial<ThreadFacts>, Who[]][] = [
    ['read', rules.canReadThread, {}, inside],
    ['read, hidden', rules.canReadThread, { hidden: true }, staff],
    ['read the own, hidden', rules.canReadThread, { hidden: true, authorId: me }, staff],
    ['reply', rules.canReply, {}, inside],
    ['reply, locked', rules.canReply, { locked: true }, staff],
    ['reply, hidden', rules.canReply, { hidden: true }, staff],
    ['edit', rules.canEditThread, {}, staff],
    ['edit the own', rules.canEditThread, { authorId: me }, inside],
    ['edit the own, locked', rules.canEditThread, { authorId: me, locked: true }, staff],
    ['watch', rules.canWatch, {}, inside],
    ['pin', rules.canPin, { authorId: me }, staff],
    ['lock', rules.canLock, { authorId: me }, staff],
    ['moderate', rules.canModerateThread, {}, staff],
    ['accept an answer to a discussion', rules.canAccept, { authorId: me }, []],
    ["accept an answer to another's question", rules.canAccept, { kind: 'question' }, staff],
    [
      'accept an answer to the own question',
      rules.canAccept,
      { kind: 'question', authorId: me },
      inside,
    ],
    ['accept, locked', rules.canAccept, { kind: 'question', authorId: me, locked: true }, staff],
  ];

  test.each(threads)('%s', (_name, ask, facts, allowed) => {
    const at = (who: Who) => ({
      place: placeOf(who),
      space: ordinary,
      ...stranger,
      thread: { ...open, ...facts },
    });
    expect(whoMay((who) => ask(actorOf(who), at(who)))).toEqual(allowed);
  });

  test('is watched, answered and reacted to by no visitor, also where everyone reads', () => {
    const at = {
      place: placeOf('visitor', { reading: 'everyone' }),
      space: ordinary,
      ...stranger,
      thread: question,
    };
    const visitor = actorOf('visitor');
    expect(rules.canReadThread(visitor, at)).toBe(true);
    for (const ask of [rules.canWatch, rules.canReply, rules.canEditThread, rules.canAccept])
      expect(ask(visitor, at)).toBe(false);
    for (const ask of [rules.canReact, rules.canReportPost, rules.canEditPost, rules.canDeletePost])
      expect(ask(visitor, at, post)).toBe(false);
  });
});

type AskPost = (
  actor: ReturnType<typeof actorOf>,
  at: rules.ThreadPlace,
  post: PostFacts,
) => boolean;

describe('a thread with terms', () => {
  const groupId = communityId.parse('6'.repeat(24));
  const at = (who: Who, facts: Partial<ThreadFacts>, more: Partial<rules.ThreadPlace> = {}) => ({
    place: placeOf(who),
    space: ordinary,
    thread: { ...open, ...facts },
    ...stranger,
    ...more,
  });
  const may = (ask: typeof rules.canReply, ...[facts, more]: [Partial<ThreadFacts>, object?]) =>
    whoMay((who) => ask(actorOf(who), at(who, facts, more)));

  test('for one study group is seen by the group and by staff', () => {
    expect(may(rules.canReadThread, { groupId })).toEqual(staff);
    expect(may(rules.canReadThread, { groupId }, { inGroup: true })).toEqual(inside);
    expect(may(rules.canReply, { groupId })).toEqual(staff);
  });

  test('is seen by staff alone before it opens, and read-only for others when it is due', () => {
    expect(may(rules.canReadThread, { opensAt: later })).toEqual(staff);
    expect(may(rules.canReadThread, { opensAt: now })).toEqual(inside);
    expect(may(rules.canReadThread, { dueAt: now })).toEqual(inside);
    expect(may(rules.canReply, { dueAt: now })).toEqual(staff);
    expect(may(rules.canEditThread, { dueAt: now, authorId: me })).toEqual(staff);
  });

  test('has the day of its space unless it has its own', () => {
    const space = { ...ordinary, dueAt: now };
    expect(may(rules.canReply, {}, { space })).toEqual(staff);
    expect(may(rules.canReply, { dueAt: later }, { space })).toEqual(inside);
  });

  test('is written in under a pseudonym where the space allows it, and edited as the own', () => {
    const space = { ...ordinary, pseudonyms: true };
    expect(may(rules.canWriteUnderPseudonym, {})).toEqual([]);
    expect(may(rules.canWriteUnderPseudonym, {}, { space })).toEqual(inside);
    expect(may(rules.canWriteUnderPseudonym, { dueAt: now }, { space })).toEqual(staff);
    const own = { ...at('student', {}), aliasId: other };
    expect(rules.canEditPost(actorOf('student'), own, post)).toBe(true);
    expect(rules.canReportPost(actorOf('student'), own, post)).toBe(false);
  });

  test('tells staff who wrote, and no student who may hide posts', () => {
    expect(may(rules.canRevealAuthor, {})).toEqual(staff);
    const space = withRights({ moderate: ['student', 'teacher'] });
    expect(may(rules.canModerateThread, {}, { space })).toContain('student');
    expect(may(rules.canRevealAuthor, {}, { space })).not.toContain('student');
  });
});

describe('a post', () => {
  const mine = { authorId: me };
  const posts: [string, AskPost, Partial<PostFacts>, Partial<ThreadFacts>, Who[]][] = [
    ['edit', rules.canEditPost, {}, {}, []],
    ['edit the own', rules.canEditPost, mine, {}, inside],
    ['edit the own, locked', rules.canEditPost, mine, { locked: true }, staff],
    ['edit the own, deleted', rules.canEditPost, { ...mine, deleted: true }, {}, []],
    ['edit the own, hidden', rules.canEditPost, { ...mine, hidden: true }, {}, []],
    ['delete', rules.canDeletePost, {}, {}, staff],
    ['delete the own', rules.canDeletePost, mine, {}, inside],
    ['delete the own, hidden', rules.canDeletePost, { ...mine, hidden: true }, {}, staff],
    ['delete the own, locked', rules.canDeletePost, mine, { locked: true }, staff],
    ['delete, deleted', rules.canDeletePost, { ...mine, deleted: true }, {}, []],
    ['react', rules.canReact, {}, {}, inside],
    ['react, locked', rules.canReact, {}, { locked: true }, staff],
    ['react, hidden', rules.canReact, { hidden: true }, {}, []],
    ['react, deleted', rules.canReact, { deleted: true }, {}, []],
    ['report', rules.canReportPost, {}, {}, inside],
    ['report, locked', rules.canReportPost, {}, { locked: true }, inside],
    ['report the own', rules.canReportPost, mine, {}, []],
    ['report, deleted', rules.canReportPost, { deleted: true }, {}, []],
    ['see, hidden', rules.canSeeHiddenPost, { hidden: true }, {}, staff],
    ['edit a wiki', rules.canEditPost, { wikiFrom: 1 }, {}, inside],
    ['edit a wiki, locked', rules.canEditPost, { wikiFrom: 1 }, { locked: true }, staff],
    ['edit a wiki, hidden', rules.canEditPost, { wikiFrom: 1, hidden: true }, {}, []],
    ['edit a wiki, deleted', rules.canEditPost, { wikiFrom: 1, deleted: true }, {}, []],
    ['delete a wiki', rules.canDeletePost, { wikiFrom: 1 }, {}, staff],
    ['make a wiki', rules.canMakeWiki, {}, {}, staff],
    ['make a wiki of the own', rules.canMakeWiki, mine, {}, inside],
    ['make a wiki of the own, locked', rules.canMakeWiki, mine, { locked: true }, staff],
    ['make one again', rules.canMakeWiki, { ...mine, wikiStopped: true }, {}, staff],
    ['make a wiki, hidden', rules.canMakeWiki, { ...mine, hidden: true }, {}, []],
    ['end a wiki', rules.canEndWiki, { wikiFrom: 1 }, {}, staff],
    ['end the own wiki', rules.canEndWiki, { ...mine, wikiFrom: 1 }, {}, inside],
    ['go back', rules.canRestoreRevision, {}, {}, staff],
    ['go back, the own', rules.canRestoreRevision, mine, {}, inside],
    ['go back, the own, hidden', rules.canRestoreRevision, { ...mine, hidden: true }, {}, staff],
    ['go back, a wiki', rules.canRestoreRevision, { wikiFrom: 1 }, {}, inside],
    ['go back, deleted', rules.canRestoreRevision, { ...mine, deleted: true }, {}, []],
    ['see earlier versions of a wiki', rules.canSeeRevisions, { wikiFrom: 1 }, {}, inside],
    ['see those of a hidden wiki', rules.canSeeRevisions, { wikiFrom: 1, hidden: true }, {}, staff],
    ['see earlier versions', rules.canSeeRevisions, {}, {}, staff],
    ['see earlier versions of the own', rules.canSeeRevisions, mine, {}, inside],
    [
      'see earlier versions of the own, deleted',
      rules.canSeeRevisions,
      { ...mine, deleted: true },
      {},
      staff,
    ],
  ];

  test.each(posts)('%s', (_name, ...[ask, facts, thread, allowed]) => {
    const at = (who: Who) => ({
      place: placeOf(who),
      space: ordinary,
      ...stranger,
      thread: { ...open, ...thread },
    });
    expect(whoMay((who) => ask(actorOf(who), at(who), { ...post, ...facts }))).toEqual(allowed);
  });
});

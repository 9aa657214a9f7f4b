import { communityId } from '@jembatan/shared/ids';
import type { ActionKind, Subject } from '@jembatan/shared/moderation.contract';
import { describe, expect, test } from 'vitest';
import { actorOf, everybody, person, type Who, whoMay } from '../testing/standings.ts';
import * as rules from './moderation.rules.ts';

const here = communityId.parse('8'.repeat(24));
const there = communityId.parse('9'.repeat(24));
const hub: Who[] = ['hub moderator', 'hub admin'];

describe('the queue', () => {
  test('opens for those who keep order somewhere, and for hub staff', () => {
    expect(whoMay((who) => rules.canOpenQueue(actorOf(who), []))).toEqual(hub);
    expect(whoMay((who) => rules.canOpenQueue(actorOf(who), [here]))).toEqual([...everybody]);
  });

  test('holds what is of their places', () => {
    expect(rules.canDecide(person(), [here], [there, here])).toBe(true);
    expect(rules.canDecide(person(), [here], [there])).toBe(false);
    expect(rules.canDecide(person(), [], [])).toBe(false);
    expect(rules.canDecide(actorOf('hub moderator'), null, [])).toBe(true);
    expect(rules.casesOf([here])).toEqual({ communityIds: { $in: [here] } });
    expect(rules.casesOf(null)).toEqual({});
    expect(rules.entriesOf([here])).toEqual({ communityId: { $in: [here] } });
    expect(rules.entriesOf(null)).toEqual({});
  });
});

describe('what can be done about a thing', () => {
  const nothing: rules.SubjectFacts = {
    kind: 'post',
    gone: false,
    hidden: false,
    locked: false,
    moderatesThread: false,
    reach: { remove: false, unban: false },
    decides: false,
  };
  const everything = {
    moderatesThread: true,
    reach: { remove: true, unban: false },
    decides: true,
  };
  const removal: ActionKind[] = ['remove-member', 'ban-member'];
  const table: [string, Subject['kind'], Partial<rules.SubjectFacts>, ActionKind[]][] = [
    ['a post, by nobody in particular', 'post', {}, []],
    ['a post', 'post', everything, ['hide', 'lock', ...removal, 'dismiss']],
    [
      'a hidden post',
      'post',
      { ...everything, hidden: true },
      ['restore', 'lock', ...removal, 'dismiss'],
    ],
    ['a deleted post', 'post', { ...everything, gone: true }, ['lock', ...removal, 'dismiss']],
    [
      'a locked thread',
      'thread',
      { ...everything, locked: true },
      ['hide', 'unlock', ...removal, 'dismiss'],
    ],
    [
      'a thread, of somebody out of reach',
      'thread',
      { moderatesThread: true, decides: true },
      ['hide', 'lock', 'dismiss'],
    ],
    ['a file', 'file', everything, ['hide', ...removal, 'dismiss']],
    ['a person', 'person', everything, [...removal, 'dismiss']],
    [
      'a banned person',
      'person',
      { ...everything, reach: { remove: false, unban: true } },
      ['unban-member', 'dismiss'],
    ],
    ['a session', 'session', everything, [...removal, 'dismiss']],
  ];

  test.each(table)('%s', (_name, kind, facts, allowed) => {
    expect(rules.actionsOn({ ...nothing, kind, ...facts })).toEqual(allowed);
  });
});

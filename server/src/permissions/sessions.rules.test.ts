import { communityId, personId, signInId } from '@jembatan/shared/ids';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../kernel/actor.ts';
import { visitor } from '../kernel/actor.ts';
import type { Place, SessionFacts } from './facts.ts';
import * as rules from './sessions.rules.ts';

const me = personId.parse('1'.repeat(24));
const other = personId.parse('2'.repeat(24));
const person = (hubRole: 'member' | 'moderator' = 'member'): Actor => ({
  kind: 'person',
  id: me,
  sid: signInId.parse('3'.repeat(24)),
  hubRole,
  age: 'adult',
});

type Role = 'student' | 'teacher' | 'owner' | null;

function place(
  role: Role,
  more: Partial<Place> & { reading?: 'members' | 'everyone' } = {},
): Place {
  const { reading = 'members', ...rest } = more;
  return {
    community: {
      id: communityId.parse('4'.repeat(24)),
      kind: 'class',
      reading,
      joining: 'invitation',
      parentId: null,
    },
    parent: null,
    now: new Date(),
    membership: role && { role, class: null, institutionId: null },
    banned: false,
    ...rest,
  };
}

const session = (state: SessionFacts['state'] = 'planned', hostId = other): SessionFacts => ({
  hostId,
  state,
});

describe('sessions', () => {
  it.each([
    [
      'a student',
      person(),
      place('student'),
      session(),
      { join: true, host: false, edit: false, attendance: false },
    ],
    [
      'a student who is host',
      person(),
      place('student'),
      session('live', me),
      { join: true, host: true, edit: true, attendance: true },
    ],
    [
      'a teacher',
      person(),
      place('teacher'),
      session('live'),
      { join: true, host: true, edit: true, attendance: true },
    ],
    [
      'a host who left',
      person(),
      place(null, { reading: 'everyone' }),
      session('live', me),
      { join: false, host: false, edit: false, attendance: false },
    ],
    [
      'a reader of an open place',
      person(),
      place(null, { reading: 'everyone' }),
      session(),
      { join: false, host: false, edit: false, attendance: false },
    ],
    [
      'a visitor of an open place',
      visitor,
      place(null, { reading: 'everyone' }),
      session(),
      { join: false, host: false, edit: false, attendance: false },
    ],
    [
      'a banned member',
      person(),
      place('student', { banned: true }),
      session('live', me),
      { join: false, host: false, edit: false, attendance: false },
    ],
    [
      'a moderator of the hub',
      person('moderator'),
      place(null),
      session('live'),
      { join: true, host: true, edit: true, attendance: true },
    ],
    [
      'a member whose community around is lost',
      person(),
      place('student', { parent: place(null) }),
      session('live'),
      { join: false, host: false, edit: false, attendance: false },
    ],
    [
      'a teacher after the end',
      person(),
      place('teacher'),
      session('ended'),
      { join: false, host: true, edit: false, attendance: true },
    ],
    [
      'a teacher after a cancellation',
      person(),
      place('teacher'),
      session('cancelled'),
      { join: false, host: true, edit: false, attendance: true },
    ],
  ])('%s', (_who, ...[actor, at, about, expected]) => {
    expect({
      join: rules.canJoinSession(actor, at, about),
      host: rules.canHost(actor, at, about),
      edit: rules.canEditSession(actor, at, about),
      attendance: rules.canSeeAttendance(actor, at, about),
    }).toEqual(expected);
  });
});

describe('rooms', () => {
  it.each([
    ['host', person(), { at: place('student'), about: session('live', me) }],
    ['cohost', person(), { at: place('teacher'), about: session('live') }],
    ['cohost', person('moderator'), { at: place(null), about: session('live', me) }],
    ['speaker', person(), { at: place('student'), about: session('live') }],
  ])('have a %s', (role, actor, asked) => {
    expect(rules.roomRole(actor, asked.at, asked.about)).toBe(role);
  });

  it('have a door for guests only, which somebody can always open', () => {
    expect(rules.roomRights('host', { lobby: true })).toEqual([
      'enter',
      'audio',
      'video',
      'screen',
      'moderate',
    ]);
    expect(rules.roomRights('speaker', { lobby: true })).toEqual([
      'audio',
      'video',
      'screen',
      'admit',
    ]);
    expect(rules.roomRights('speaker', { lobby: false })).toContain('enter');
    expect(rules.roomRights('listener', { lobby: false })).toEqual(['enter']);
  });

  const adult = 'adult' as const;
  it.each([
    ['nobody', [], false],
    ['adults only', [{ age: adult, role: 'speaker' }], false],
    ['a minor alone', [{ age: 'minor', role: 'speaker' }], true],
    ['somebody of unknown age alone', [{ age: 'unknown', role: 'speaker' }], true],
    ['a minor who is host', [{ age: 'minor', role: 'host' }], true],
    [
      'a minor and a guest who is adult',
      [
        { age: 'minor', role: 'speaker' },
        { age: adult, role: 'speaker' },
      ],
      true,
    ],
    [
      'a minor and a host who is adult',
      [
        { age: 'minor', role: 'speaker' },
        { age: adult, role: 'host' },
      ],
      false,
    ],
    [
      'a minor and a cohost who is adult',
      [
        { age: 'minor', role: 'speaker' },
        { age: adult, role: 'cohost' },
      ],
      false,
    ],
    [
      'a minor and a cohost of unknown age',
      [
        { age: 'minor', role: 'speaker' },
        { age: 'unknown', role: 'cohost' },
      ],
      true,
    ],
  ] as const)('with %s', (_who, present, lacks) => {
    expect(rules.lacksAdult(present)).toBe(lacks);
  });
});

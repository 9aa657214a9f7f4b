import type { SpaceView } from '@jembatan/shared/communities.contract';
import { describe, expect, test } from 'vitest';
import { isFixed, may, tick } from './rights.ts';

const everybody: SpaceView['rights']['reply'] = ['student', 'teacher', 'moderator', 'owner'];
const usual: SpaceView['rights'] = {
  read: null,
  reply: everybody,
  create: everybody,
  moderate: ['teacher', 'moderator', 'owner'],
};

describe('a box of the table', () => {
  test('that lets strangers see lets every member see', () => {
    expect(may(usual, 'visitor', 'read')).toBe(true);
    const closed = tick(usual, { row: 'visitor', ability: 'read' }, false);
    expect(closed.read).toEqual(everybody);
    expect(may(closed, 'student', 'read')).toBe(true);
    expect(tick(closed, { row: 'visitor', ability: 'read' }, true).read).toBeNull();
  });

  test('that takes the sight takes everything', () => {
    const after = tick(usual, { row: 'student', ability: 'read' }, false);
    expect(after).toEqual({
      read: ['teacher', 'moderator', 'owner'],
      reply: ['teacher', 'moderator', 'owner'],
      create: ['teacher', 'moderator', 'owner'],
      moderate: ['teacher', 'moderator', 'owner'],
    });
  });

  test('that gives something gives what it needs', () => {
    const none = { read: [], reply: [], create: [], moderate: [] };
    expect(tick(none, { row: 'student', ability: 'reply' }, true)).toEqual({
      ...none,
      read: ['student'],
      reply: ['student'],
    });
    const role = ['teacher'];
    expect(tick(none, { row: 'teacher', ability: 'moderate' }, true)).toEqual({
      read: role,
      reply: role,
      create: role,
      moderate: role,
    });
  });

  test('of an owner stays ticked, and a stranger writes nowhere', () => {
    expect(isFixed('owner', 'moderate') && isFixed('visitor', 'reply')).toBe(true);
    expect(may(usual, 'visitor', 'reply')).toBe(false);
    expect(may({ ...usual, reply: [] }, 'owner', 'reply')).toBe(true);
  });
});

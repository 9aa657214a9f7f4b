import { describe, expect, test } from 'vitest';
import { actorOf, groupOf, person, placeOf, type Who, whoMay } from '../testing/standings.ts';
import { presenceIn } from './presence.rules.ts';

const members: Who[] = ['student', 'teacher', 'moderator', 'owner'];

describe('presence in a place', () => {
  test('is of members and for members; hub staff look on', () => {
    const open = (who: Who) => presenceIn(actorOf(who), placeOf(who, { reading: 'everyone' }));
    expect(whoMay((who) => open(who).shown)).toEqual(members);
    expect(whoMay((who) => open(who).told)).toEqual([...members, 'hub moderator', 'hub admin']);
  });

  test('in a study group is also of the community around it', () => {
    expect(presenceIn(person(), groupOf('teacher'))).toEqual({ shown: true, told: true });
    expect(presenceIn(person(), groupOf('outsider'))).toEqual({ shown: false, told: false });
  });
});

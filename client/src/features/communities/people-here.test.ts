import { personId } from '@jembatan/shared/ids';
import type { Present } from '@jembatan/shared/presence.contract';
import { describe, expect, it } from 'vitest';
import { applyPresence, startPresence } from './people-here.ts';

function personOf(number: number): Present['person'] {
  const id = personId.parse(number.toString(16).padStart(24, '0'));
  return { id, displayName: `Person ${number}`, handle: `p${number}` };
}
const [ana, ben] = [personOf(1), personOf(2)];

describe('who is here', () => {
  it('follows who comes, looks away, comes back and goes', () => {
    let here = startPresence([{ person: ana, state: 'online' }]);
    here = applyPresence(here, [{ personId: ben.id, person: ben, state: 'online' }]);
    here = applyPresence(here, [{ personId: ana.id, state: 'away' }]);
    expect([...here.values()].map(({ person, state }) => `${person.displayName} ${state}`)).toEqual(
      ['Person 1 away', 'Person 2 online'],
    );
    here = applyPresence(here, [{ personId: ana.id, state: 'offline' }]);
    expect([...here.keys()]).toEqual([ben.id]);
  });

  it('leaves out whom it cannot name, and takes the same news twice', () => {
    const here = startPresence([]);
    expect(applyPresence(here, [{ personId: ana.id, state: 'online' }]).size).toBe(0);
    const news = [{ personId: ben.id, person: ben, state: 'in-session' as const }];
    expect(applyPresence(applyPresence(here, news), news).size).toBe(1);
  });
});

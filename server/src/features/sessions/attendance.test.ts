import { personId, sessionId, signInId } from '@jembatan/shared/ids';
import { expect, it } from 'vitest';
import { attendedBy } from './attendance.ts';
import type { Stay } from './stays.repository.ts';

const ana = personId.parse('a'.repeat(24));
const ben = personId.parse('b'.repeat(24));
const at = (minute: number) => new Date(Date.UTC(2027, 0, 1, 10, minute));

function stay(person: typeof ana, from: number, to: number | null): Stay {
  const seat = {
    peer: `${person}${from}`,
    node: 'n',
    epoch: 1,
    device: 'd',
    role: 'speaker',
  } as const;
  const ids = { sessionId: sessionId.parse('c'.repeat(24)), sid: signInId.parse('d'.repeat(24)) };
  return {
    ...seat,
    ...ids,
    personId: person,
    joinedAt: at(from),
    leftAt: to === null ? null : at(to),
  };
}

it('adds up stays one after another, in order of first coming', () => {
  const stays = [stay(ben, 5, 10), stay(ana, 0, 10), stay(ana, 20, 25)];
  expect(attendedBy(stays, at(30))).toEqual([
    { personId: ana, joinedAt: at(0), leftAt: at(25), seconds: 15 * 60, stays: 2 },
    { personId: ben, joinedAt: at(5), leftAt: at(10), seconds: 5 * 60, stays: 1 },
  ]);
});

it('counts time on two devices once', () => {
  const [one] = attendedBy([stay(ana, 0, 20), stay(ana, 5, 10), stay(ana, 15, 30)], at(60));
  expect(one).toMatchObject({ seconds: 30 * 60, stays: 3 });
});

it('goes on while somebody is there', () => {
  const [one] = attendedBy([stay(ana, 0, 10), stay(ana, 20, null)], at(25));
  expect(one).toMatchObject({ leftAt: null, seconds: 15 * 60 });
});

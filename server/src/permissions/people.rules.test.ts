import { describe, expect, test } from 'vitest';
import { actorOf, everybody, me, other, type Who, whoMay } from '../testing/standings.ts';
import type { PersonFacts } from './facts.ts';
import * as rules from './people.rules.ts';

const hub: Who[] = ['hub moderator', 'hub admin'];
const all: Who[] = [...everybody];
const signedIn = all.filter((who) => who !== 'visitor');
const of = (age: PersonFacts['age'], id = other): PersonFacts => ({ id, age });

describe('a person', () => {
  const table: [string, (who: Who) => boolean, Who[]][] = [
    ['see an adult', (who) => rules.canSeePerson(actorOf(who), of('adult'), false), all],
    ['see a minor', (who) => rules.canSeePerson(actorOf(who), of('minor'), false), hub],
    [
      'see somebody of unknown age',
      (who) => rules.canSeePerson(actorOf(who), of('unknown'), false),
      hub,
    ],
    [
      'see a minor of a shared community',
      (who) => rules.canSeePerson(actorOf(who), of('minor'), true),
      all,
    ],
    [
      'see oneself, a minor',
      (who) => rules.canSeePerson(actorOf(who), of('minor', me), false),
      signedIn,
    ],
    [
      'see that an adult is here',
      (who) => rules.canSeePresence(actorOf(who), of('adult'), false),
      hub,
    ],
    [
      'see that one of a shared community is here',
      (who) => rules.canSeePresence(actorOf(who), of('minor'), true),
      all,
    ],
    ['report', (who) => rules.canReportPerson(actorOf(who), of('adult')), signedIn],
    ['report oneself', (who) => rules.canReportPerson(actorOf(who), of('adult', me)), []],
    ['keep order in the hub', (who) => rules.canModerateHub(actorOf(who)), hub],
    ['administer the hub', (who) => rules.canAdministerHub(actorOf(who)), ['hub admin']],
  ];

  test.each(table)('%s', (_name, ask, allowed) => {
    expect(whoMay(ask)).toEqual(allowed);
  });

  test('counts as minor unless known to be adult', () => {
    expect(
      (['minor', 'unknown', 'adult'] as const).map((age) => rules.countsAsMinor({ age })),
    ).toEqual([true, true, false]);
  });
});

import { expect, test } from 'vitest';
import { actorOf, placeOf, whoMay } from '../testing/standings.ts';
import * as rules from './previews.rules.ts';

test('owners decide whether addresses are looked up', () => {
  expect(whoMay((who) => rules.canChoosePreviews(actorOf(who), placeOf(who)))).toEqual([
    'owner',
    'hub admin',
  ]);
});

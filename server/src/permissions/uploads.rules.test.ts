import { describe, expect, test } from 'vitest';
import { actorOf, everybody, me, other, whoMay } from '../testing/standings.ts';
import { canReadFile, canUpload, canUseAsAvatar } from './uploads.rules.ts';

const signedIn = everybody.filter((who) => who !== 'visitor');

describe('a file', () => {
  test('is stored by everybody who is signed in', () => {
    expect(whoMay((who) => canUpload(actorOf(who)))).toEqual(signedIn);
  });

  test.each([
    ['of somebody else, without a place', other, false, []],
    ['of somebody else, in a place one may read', other, true, [...everybody]],
    ['of the own, without a place', me, false, signedIn],
  ] as const)('%s', (_name, ownerId, throughPlace, allowed) => {
    expect(whoMay((who) => canReadFile(actorOf(who), { ownerId, throughPlace }))).toEqual(allowed);
  });

  test('is a picture of its owner only', () => {
    expect(
      whoMay((who) => canUseAsAvatar(actorOf(who), { ownerId: other, throughPlace: true })),
    ).toEqual([]);
    expect(
      whoMay((who) => canUseAsAvatar(actorOf(who), { ownerId: me, throughPlace: false })),
    ).toEqual(signedIn);
  });
});

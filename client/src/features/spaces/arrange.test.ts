import type { SpaceView } from '@jembatan/shared/communities.contract';
import { describe, expect, test } from 'vitest';
import { moveWithin } from './arrange.ts';

const space = (name: string, parent: string | null = null) =>
  ({ id: name, name, parentId: parent }) as unknown as SpaceView;
const items = [space('a'), space('b'), space('b1', 'b'), space('b2', 'b'), space('c')];
const order = (move: ReturnType<typeof moveWithin>) => move?.items.map(({ name }) => name);

describe('a move', () => {
  test('takes along what stands inside', () => {
    const move = moveWithin(items, 'b', { step: 1 });
    expect(order(move)).toEqual(['a', 'c', 'b', 'b1', 'b2']);
    expect([move?.after, move?.position]).toEqual(['c', 3]);
    expect(order(moveWithin(items, 'c', { before: 'a' }))).toEqual(['c', 'a', 'b', 'b1', 'b2']);
    expect(moveWithin(items, 'c', { before: 'a' })?.after).toBeNull();
  });

  test('stays within its level', () => {
    expect(order(moveWithin(items, 'b2', { step: -1 }))).toEqual(['a', 'b', 'b2', 'b1', 'c']);
    expect(moveWithin(items, 'b2', { step: 1 })).toBeNull();
    expect(moveWithin(items, 'b1', { before: 'c' })).toBeNull();
    expect(moveWithin(items, 'a', { step: -1 })).toBeNull();
    expect(moveWithin(items, 'nothing', { step: 1 })).toBeNull();
  });
});

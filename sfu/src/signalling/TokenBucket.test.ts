import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TokenBucket } from './TokenBucket.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a burst passes up to the size, then as much as time gives back', () => {
  const bucket = new TokenBucket({ size: 3, perSecond: 2 });
  expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false]);
  vi.advanceTimersByTime(1_000);
  expect([1, 2, 3].map(() => bucket.take())).toEqual([true, true, false]);
  vi.advanceTimersByTime(60_000);
  expect(bucket.take(4)).toBe(false);
  expect(bucket.take(3)).toBe(true);
});

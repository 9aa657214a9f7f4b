import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PrivateStore } from './private-store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function made(found: (numbers: readonly number[]) => readonly number[]) {
  const asked: number[][] = [];
  const listeners = { news: new Set<(number: number) => void>(), gap: new Set<() => void>() };
  const store = new PrivateStore({
    find: async (numbers) => {
      asked.push([...numbers]);
      return found(numbers);
    },
    onNews: (listener) => {
      listeners.news.add(listener);
      return () => listeners.news.delete(listener);
    },
    onGap: (listener) => {
      listeners.gap.add(listener);
      return () => listeners.gap.delete(listener);
    },
  });
  const settle = () => vi.advanceTimersByTimeAsync(1_000);
  return { store, asked, listeners, settle };
}

test('posts that come together are asked about together, at most a hundred at a time', async () => {
  const { store, asked, settle } = made((numbers) => numbers.filter((one) => one === 7));
  for (let number = 1; number <= 130; number += 1) store.hold(number);
  store.hold(7);
  await settle();
  expect(asked.map(({ length }) => length)).toEqual([100, 30]);
  expect([...store.known.value.keys()]).toEqual([7]);
});

test('news and gaps make it ask again, and nothing is listened to without a post', async () => {
  const { store, asked, listeners, settle } = made(() => [3]);
  const letGo = store.hold(3);
  await settle();
  for (const tell of listeners.news) tell(3);
  expect(store.known.value.get(3)).toBe(2);
  for (const gap of listeners.gap) gap();
  await settle();
  expect(asked).toEqual([[3], [3]]);
  expect(store.known.value.get(3)).toBe(3);
  letGo();
  expect([listeners.news.size, listeners.gap.size]).toEqual([0, 0]);
});

test('what did not come leaves the page as it is, and comes after the gap', async () => {
  let away = true;
  const { store, listeners, settle } = made(() => {
    if (away) throw new Error('away');
    return [2];
  });
  store.hold(2);
  await settle();
  expect(store.known.value.size).toBe(0);
  away = false;
  for (const gap of listeners.gap) gap();
  await settle();
  expect(store.known.value.get(2)).toBe(1);
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDueWatch } from './due-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const logger = { debug: vi.fn() };
const everyMs = 1_000;
const nextLook = () => vi.advanceTimersByTimeAsync(everyMs);

it('does all that is due, one after the other, and then waits for the next look', async () => {
  const due = ['one', 'two'];
  const done: string[] = [];
  const takeOne = async () => done.push(...due.splice(0, 1)) > 0 && due.length > 0;
  const watch = createDueWatch({ takeOne, what: 'tests', logger, everyMs });
  watch.start();
  expect(done).toEqual([]);
  await nextLook();
  expect(done).toEqual(['one', 'two']);
  due.push('three');
  await nextLook();
  expect(done).toEqual(['one', 'two', 'three']);
  await watch.stop();
});

it('never looks twice at once, however long one takes', async () => {
  const slow = Promise.withResolvers<boolean>();
  const takeOne = vi.fn(() => slow.promise);
  const watch = createDueWatch({ takeOne, what: 'tests', logger, everyMs });
  watch.start();
  watch.start();
  await nextLook();
  await nextLook();
  expect(takeOne).toHaveBeenCalledTimes(1);
  slow.resolve(false);
  await watch.stop();
});

it('goes on after a fault at the next look', async () => {
  const takeOne = vi.fn<() => Promise<boolean>>().mockRejectedValueOnce(new Error('away'));
  takeOne.mockResolvedValue(false);
  const watch = createDueWatch({ takeOne, what: 'tests', logger, everyMs });
  watch.start();
  await nextLook();
  expect(logger.debug).toHaveBeenCalledOnce();
  await nextLook();
  expect(takeOne).toHaveBeenCalledTimes(2);
  await watch.stop();
});

it('stops after what it is doing, and takes nothing more', async () => {
  const slow = Promise.withResolvers<boolean>();
  const takeOne = vi.fn(() => slow.promise);
  const watch = createDueWatch({ takeOne, what: 'tests', logger, everyMs });
  watch.start();
  await nextLook();
  let isStopped = false;
  const stop = watch.stop().then(() => {
    isStopped = true;
  });
  await nextLook();
  expect(isStopped).toBe(false);
  slow.resolve(true);
  await stop;
  await nextLook();
  expect(takeOne).toHaveBeenCalledTimes(1);
});

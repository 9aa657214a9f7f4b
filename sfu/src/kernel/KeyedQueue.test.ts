import { expect, test } from 'vitest';
import { KeyedQueue } from './KeyedQueue.ts';

test('tasks of one key run one after another, those of others beside them', async () => {
  const queue = new KeyedQueue();
  const order: string[] = [];
  const task = (name: string, turns: number) => async () => {
    for (let n = 0; n < turns; n += 1) await new Promise((resolve) => setImmediate(resolve));
    order.push(name);
  };
  await Promise.all([
    queue.run('a', task('a1', 5)),
    queue.run('a', task('a2', 0)),
    queue.run('b', task('b1', 1)),
  ]);
  expect(order).toEqual(['b1', 'a1', 'a2']);
});

test('a failed task does not stop those behind it, and nothing is kept', async () => {
  const queue = new KeyedQueue();
  const failing = queue.run('a', () => Promise.reject(new Error('broken')));
  const next = queue.run('a', async () => 'done');
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
  await new Promise((resolve) => setImmediate(resolve));
  expect(queue.size).toBe(0);
});

import { expect, it } from 'vitest';
import { KeyedQueue } from '../kernel/keyed-queue.ts';
import type { Outcome } from '../kernel/transactions.ts';
import { createGroups, type Entry } from './groups.ts';

const ask = (item: string): Entry<string> => ({ item, request: null });

/** Groups whose commits are noted, and last as long as a turn of the event loop. */
function noting(fails: (items: readonly string[]) => boolean = () => false) {
  const commits: string[][] = [];
  const queue = new KeyedQueue();
  const join = createGroups(queue)<string, string>(async (entries) => {
    const items = entries.map(({ item }) => item);
    commits.push(items);
    await new Promise((resolve) => setImmediate(resolve));
    if (fails(items)) throw new Error('broken');
    return items.map(
      (item): Outcome<string> =>
        item === 'locked' ? { refused: new Error('locked') } : { result: `${item} done` },
    );
  });
  return { commits, queue, join };
}

it('what waits at the same time is one commit, what comes while it runs is the next', async () => {
  const { commits, join } = noting();
  const first = Promise.all([join(ask('a1'), 'a'), join(ask('b1'), 'b'), join(ask('a2'), 'a')]);
  expect(await first).toEqual(['a1 done', 'b1 done', 'a2 done']);
  expect(commits).toEqual([['a1', 'a2', 'b1']]);
  await join(ask('a3'), 'a');
  expect(commits.at(-1)).toEqual(['a3']);
});

it('a refusal is its own', async () => {
  const { join } = noting();
  const both = await Promise.allSettled([join(ask('locked'), 'a'), join(ask('b'), 'b')]);
  expect(both).toMatchObject([{ status: 'rejected' }, { value: 'b done' }]);
});

it('a fault that stops all is found alone, and the others are written', async () => {
  const { commits, join } = noting((items) => items.includes('faulty'));
  const all = await Promise.allSettled(['a', 'faulty', 'c'].map((item) => join(ask(item), item)));
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(commits).toEqual([['a', 'faulty', 'c'], ['a'], ['faulty'], ['c']]);
});

it('other work of a queue waits for its group, and the group for it', async () => {
  const { queue, join } = noting();
  const order: string[] = [];
  const note = (what: string) => () => void order.push(what);
  await Promise.all([
    queue.run('a', async () => note('before')()),
    join(ask('a1'), 'a').then(note('group')),
    queue.run('a', async () => note('after')()),
  ]);
  expect(order).toEqual(['before', 'group', 'after']);
});

it('however many wait, a commit stays small enough to be run again', async () => {
  const { commits, join } = noting();
  await Promise.all(Array.from({ length: 150 }, (_none, n) => join(ask(`${n}`), 'a')));
  expect(commits.map(({ length }) => length)).toEqual([64, 64, 22]);
  expect(commits.flat()).toEqual(Array.from({ length: 150 }, (_none, n) => `${n}`));
});

it('a commit that hangs holds up its own queue alone', async () => {
  const { promise: hanging, resolve: release } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const join = createGroups(new KeyedQueue())<string, string>(async (entries) => {
    begin();
    if (entries.some(({ item }) => item === 'slow')) await hanging;
    return entries.map(({ item }) => ({ result: item }));
  });
  const slow = join(ask('slow'), 'a');
  await begun;
  expect(await join(ask('b'), 'b')).toBe('b');
  release();
  expect(await slow).toBe('slow');
});

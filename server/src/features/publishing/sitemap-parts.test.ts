import { expect, it } from 'vitest';
import { createParts } from './sitemap-parts.ts';

/** A hub in which one thread was made each second, `count` of them so far. */
function hubOf(count: number) {
  const asked: number[] = [];
  const hub = {
    ...{ count, asked },
    endOf: async (from: number, size: number) => {
      asked.push(from);
      return from + size <= hub.count ? from + size : null;
    },
  };
  return hub;
}

it('cuts time where a list is full, and keeps the cuts', async () => {
  const hub = hubOf(12_000);
  const parts = createParts(hub);
  const spans = [
    { from: 0, to: 5_000 },
    { from: 5_000, to: 10_000 },
    { from: 10_000, to: null },
  ];
  expect(await parts.all()).toEqual(spans);
  hub.asked.length = 0;
  expect(await parts.all()).toEqual(spans);
  expect(hub.asked).toEqual([10_000]);
  hub.count = 15_000;
  expect((await parts.all()).at(-1)).toEqual({ from: 15_000, to: null });
});

it('looks for so many at a request and goes on at the next; together they look once', async () => {
  const hub = hubOf(5_000 * 150);
  const parts = createParts(hub);
  const [one, two] = await Promise.all([parts.all(), parts.all()]);
  expect(one).toHaveLength(101);
  expect(two).toEqual(one);
  expect(hub.asked).toHaveLength(100);
  expect(await parts.all()).toHaveLength(151);
});

import { expect, it } from 'vitest';
import { askedTogether } from './asked-together.ts';

it('asks once for all that is wanted in one turn, and again for what comes later', async () => {
  const asked: (readonly string[])[] = [];
  const ask = askedTogether(async (keys) => {
    asked.push(keys);
    return new Map(keys.filter((key) => key !== 'none').map((key) => [key, key.toUpperCase()]));
  });
  expect(await Promise.all([ask('a'), ask('b'), ask('a'), ask('none')])).toEqual([
    'A',
    'B',
    'A',
    undefined,
  ]);
  expect(await ask('c')).toBe('C');
  expect(asked).toEqual([['a', 'b', 'none'], ['c']]);
});

it('a question that fails fails for all who asked, and for nobody later', async () => {
  let fails = true;
  const ask = askedTogether(async (keys) => {
    if (fails) throw new Error('away');
    return new Map(keys.map((key) => [key, key]));
  });
  const both = await Promise.allSettled([ask('a'), ask('b')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fails = false;
  expect(await ask('a')).toBe('a');
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Claims } from '../kernel/claims.ts';
import { createTestPlatform, type TestPlatform } from '../testing/test-platform.ts';
import { createClaims } from './claims.ts';

let platform: TestPlatform;
let one: Claims;
let two: Claims;

beforeAll(async () => {
  platform = await createTestPlatform();
  [one, two] = [createClaims(platform.redis, 'one'), createClaims(platform.redis, 'two')];
});
afterAll(() => platform.close());

it('one of many has it, and keeps it by asking again', async () => {
  const servers = Array.from({ length: 20 }, (_, n) => createClaims(platform.redis, `s${n}`));
  const got = await Promise.all(servers.map((claims) => claims.take('many', 5_000)));
  expect(got.filter(Boolean)).toHaveLength(1);
  expect(await Promise.all(servers.map((claims) => claims.take('many', 5_000)))).toEqual(got);
});

it('goes to another when it is let go of, or when its time is over', async () => {
  expect(await one.take('work', 60_000)).toBe(true);
  expect(await two.take('work', 60_000)).toBe(false);
  await two.release('work');
  expect(await two.take('work', 60_000)).toBe(false);
  await one.release('work');
  expect(await two.take('work', 50)).toBe(true);
  const ends = performance.now() + 5_000;
  while (!(await one.take('work', 60_000))) expect(performance.now()).toBeLessThan(ends);
});

it('is nobody’s while Redis is away', async () => {
  await using away = await createTestPlatform();
  away.redis.commands.disconnect();
  expect(await createClaims(away.redis, 'one').take('work', 1_000)).toBe(false);
});

import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { absentRedis, quietLogger as logger, openTestRedis } from '../testing/test-redis.ts';
import { TicketStore } from './TicketStore.ts';

const soon = () => Date.now() + 30_000;

test('a ticket is spent once, on whichever node', async () => {
  await using place = await openTestRedis();
  const { redis, keys } = place;
  const one = new TicketStore({ redis, keys, logger });
  const other = new TicketStore({ redis, keys, logger });
  const both = await Promise.all([one.spend('a', soon()), other.spend('a', soon())]);
  expect(both.toSorted()).toEqual([false, true]);
  expect(await one.spend('b', soon())).toBe(true);
  expect(await one.spend('b', soon())).toBe(false);
  expect(await redis.pttl(keys.spentTicket('b'))).toBeGreaterThan(29_000);
});

test('keys that do not fit are passed over, and the others believed', async () => {
  await using place = await openTestRedis();
  const { redis, keys } = place;
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const good = { ...publicKey.export({ format: 'jwk' }), kid: 'good', alg: 'ES256', use: 'sig' };
  const fields = { good: JSON.stringify(good), other: JSON.stringify(good), noise: '{' };
  await redis.hset(keys.ticketKeys, fields);
  const found = await new TicketStore({ redis, keys, logger }).publicKeys();
  expect([...(found ?? [])].map(([kid]) => kid)).toEqual(['good']);
});

test('without Redis a ticket is still spent once here, nobody is denied and keys are unknown', async () => {
  await using place = await openTestRedis();
  const redis = absentRedis();
  const store = new TicketStore({ redis, keys: place.keys, logger });
  expect(await store.spend('c', soon())).toBe(true);
  expect(await store.spend('c', soon())).toBe(false);
  expect(await store.isDenied('room', 'person')).toBe(false);
  expect(await store.publicKeys()).toBeUndefined();
  redis.disconnect();
});

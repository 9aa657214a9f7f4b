import { createPublicKey, createSign, createVerify } from 'node:crypto';
import { limits } from '@jembatan/shared/limits';
import { sfuKeys } from '@jembatan/shared/sfu-control.protocol';
import type { TicketPublicKey } from '@jembatan/shared/ticket';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestPlatform, type TestPlatform } from '../../testing/test-platform.ts';
import { createRoomsStore } from './rooms.store.ts';
import { createTicketKeysRepository, type TicketKeysRepository } from './ticket-keys.repository.ts';
import { createTicketKeys, type Signer, type TicketKeys } from './ticket-keys.ts';

let platform: TestPlatform;
let repository: TicketKeysRepository;
let now: Date;

beforeEach(async () => {
  platform = await createTestPlatform();
  repository = createTicketKeysRepository(platform.connection);
  now = new Date('2027-01-01T10:00:00Z');
});
afterEach(() => platform.close());

/** One server's view of the hub's keys. */
const server = (): TicketKeys =>
  createTicketKeys({
    repository,
    store: createRoomsStore(platform.redis),
    clock: { now: () => now },
  });

const inRedis = async () =>
  Object.keys(await platform.redis.commands.hgetall(sfuKeys('').ticketKeys));

function signs({ kid, key }: Signer, publicKeys: readonly TicketPublicKey[]): boolean {
  const signature = createSign('sha256').update('ticket').sign(key);
  const jwk = publicKeys.find((one) => one.kid === kid);
  return (
    jwk !== undefined &&
    createVerify('sha256')
      .update('ticket')
      .verify(createPublicKey({ key: { ...jwk }, format: 'jwk' }), signature)
  );
}

it('is one pair for all servers that start at once', async () => {
  const servers = Array.from({ length: 5 }, server);
  const kids = await Promise.all(servers.map(async (one) => (await one.signer()).kid));
  expect(new Set(kids).size).toBe(1);
  const [first] = servers;
  if (!first) throw new Error('no server');
  expect(signs(await first.signer(), await first.publicKeys())).toBe(true);
});

it('shows no private half', async () => {
  const keys = server();
  await keys.publish();
  expect(
    JSON.stringify([
      await keys.publicKeys(),
      await platform.redis.commands.hgetall(sfuKeys('').ticketKeys),
    ]),
  ).not.toContain('"d"');
});

it('an old key is believed for twice a ticket’s lifetime, then it is gone', async () => {
  const keys = server();
  const old = await keys.signer();
  await keys.publish();
  await keys.rotate();
  await keys.publish();
  expect((await keys.signer()).kid).not.toBe(old.kid);
  expect(signs(old, await keys.publicKeys())).toBe(true);
  expect(await inRedis()).toContain(old.kid);

  now = new Date(now.getTime() + (2 * limits.ticketSeconds - 1) * 1_000);
  await server().tend();
  expect(signs(old, await server().publicKeys())).toBe(true);
  now = new Date(now.getTime() + 2_000);
  await server().tend();
  expect(signs(old, await server().publicKeys())).toBe(false);
  expect(await inRedis()).not.toContain(old.kid);
});

it('changes by itself after a month, once for all servers', async () => {
  const first = await server().signer();
  now = new Date(now.getTime() + 31 * 86_400_000);
  await Promise.all([server().tend(), server().tend()]);
  const keys = server();
  expect((await keys.signer()).kid).not.toBe(first.kid);
  expect(await keys.publicKeys()).toHaveLength(2);
});

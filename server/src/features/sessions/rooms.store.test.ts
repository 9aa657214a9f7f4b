import type { PersonId, SessionId } from '@jembatan/shared/ids';
import { type NodeRegistration, sfuCommand, sfuKeys } from '@jembatan/shared/sfu-control.protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RedisLink } from '../../platform/redis.ts';
import { createTestPlatform, type TestPlatform } from '../../testing/test-platform.ts';
import { createRoomsStore, type RoomsStore } from './rooms.store.ts';

const room = 'a'.repeat(24) as SessionId;
const person = 'b'.repeat(24) as PersonId;
const nowhere = { node: null, epoch: 0, empty: true };

let platform: TestPlatform;
let redis: RedisLink;
let store: RoomsStore;
const keys = sfuKeys('');

beforeAll(async () => {
  platform = await createTestPlatform();
  redis = platform.redis;
  store = createRoomsStore(redis);
});
afterAll(() => platform.close());
beforeEach(async () => {
  const own = (await redis.commands.keys(`${redis.prefix}*`)).map((key) =>
    key.slice(redis.prefix.length),
  );
  if (own.length > 0) await redis.commands.del(own);
});

async function node(id: string, facts: Partial<NodeRegistration> = {}): Promise<void> {
  const registration: NodeRegistration = {
    id,
    sfuUrl: `http://${id}`,
    rtpCapabilities: {},
    load: 0,
    rooms: 0,
    peers: 0,
    region: '',
    draining: false,
    startedAt: new Date().toISOString(),
    ...facts,
  };
  await redis.commands.set(keys.node(id), JSON.stringify(registration));
  await redis.commands.zadd(keys.nodes, Date.now() + 3_000, id);
}
const dies = (id: string) => redis.commands.del(keys.node(id));

describe('placing a room', () => {
  it('has no place while there is no node', async () => {
    expect(await store.place(room, nowhere)).toBeNull();
    await node('dead');
    await dies('dead');
    expect(await store.place(room, nowhere)).toBeNull();
  });

  it('takes the least loaded node, and of equals the one with fewer rooms', async () => {
    await node('full', { load: 0.9 });
    await node('free', { load: 0.2, rooms: 5 });
    await node('freest', { load: 0.2, rooms: 4 });
    await node('leaving', { load: 0, draining: true });
    expect(await store.place(room, nowhere)).toMatchObject({
      node: 'freest',
      epoch: 1,
      registration: { sfuUrl: 'http://freest' },
    });
  });

  it('stays where it is, however loads change', async () => {
    await node('one');
    const first = await store.place(room, nowhere);
    await node('one', { load: 1 });
    await node('two');
    expect(await store.place(room, nowhere)).toMatchObject({ node: 'one', epoch: first?.epoch });
  });

  it('moves with a higher epoch when its node is gone', async () => {
    await node('one');
    await store.place(room, nowhere);
    await node('two');
    await dies('one');
    expect(await store.place(room, nowhere)).toMatchObject({ node: 'two', epoch: 2 });
  });

  it('leaves a node that is being emptied only while nobody is in it', async () => {
    await node('one');
    await store.place(room, nowhere);
    await node('one', { draining: true });
    await node('two');
    expect(await store.place(room, { ...nowhere, empty: false })).toMatchObject({
      node: 'one',
      epoch: 1,
    });
    expect(await store.place(room, nowhere)).toMatchObject({ node: 'two', epoch: 2 });
  });

  it('is not split by a Redis that came back empty', async () => {
    await node('idle');
    await node('busy', { load: 0.9 });
    expect(await store.place(room, { node: 'busy', epoch: 7, empty: false })).toMatchObject({
      node: 'busy',
      epoch: 7,
    });
    await dies('busy');
    expect(await store.place(room, { node: 'busy', epoch: 7, empty: false })).toMatchObject({
      node: 'idle',
      epoch: 8,
    });
  });

  it('gives fifty at once the same answer', async () => {
    await node('one');
    await node('two');
    const places = await Promise.all(Array.from({ length: 50 }, () => store.place(room, nowhere)));
    expect(new Set(places.map((place) => `${place?.node}:${place?.epoch}`)).size).toBe(1);
  });
});

describe('what servers and nodes share', () => {
  it('keeps commands in the node’s stream in the shape the node reads', async () => {
    await store.command('one', { kind: 'room:end', room, reason: 'ended' });
    const [entry] = await redis.commands.xrange(keys.commands('one'), '-', '+');
    expect(sfuCommand.parse(JSON.parse(entry?.[1][1] ?? ''))).toMatchObject({
      kind: 'room:end',
      room,
    });
  });

  it('knows who holds a living ticket', async () => {
    await store.noteTicket(room, person, 60);
    expect(await store.ticketHolders(room)).toEqual([person]);
    expect(await store.roomsWithTicket(person)).toEqual([room]);
    await store.noteTicket(room, person, -1);
    expect(await store.ticketHolders(room)).toEqual([]);
  });

  it('keeps a person out for a while, and lets them in again', async () => {
    await store.deny(room, person, 60_000);
    expect(await redis.commands.pttl(keys.denied(room, person))).toBeGreaterThan(50_000);
    expect(await store.isDenied(room, person)).toBe(true);
    await store.allow(room, person);
    expect(await store.isDenied(room, person)).toBe(false);
  });

  it('knows when a node died', async () => {
    await node('one');
    expect(await store.nodeStatus('one')).toEqual({ alive: true, peers: 0 });
    await redis.commands.zadd(keys.nodes, 5_000, 'one');
    await dies('one');
    expect(await store.nodeStatus('one')).toEqual({ alive: false, leaseEnd: new Date(5_000) });
    expect(await store.nodeStatus('never')).toEqual({ alive: false, leaseEnd: null });
  });
});

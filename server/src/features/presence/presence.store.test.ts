import { type PersonId, personId } from '@jembatan/shared/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestPlatform, type TestPlatform } from '../../testing/test-platform.ts';
import { createPresenceStore, type Holder, type PresenceStore } from './presence.store.ts';

const leaseMs = 400;
const gone = 0;

let platform: TestPlatform;
let store: PresenceStore;
let topic: string;
// New people for each test: leases of an earlier one go on.
let ana: PersonId;
let ben: PersonId;
let count = 0;

beforeAll(async () => {
  platform = await createTestPlatform();
  store = createPresenceStore(platform.redis, leaseMs);
});
afterAll(() => platform.close());
beforeEach(() => {
  count += 1;
  ana = personId.parse(`a${String(count).padStart(23, '0')}`);
  ben = personId.parse(`b${String(count).padStart(23, '0')}`);
  topic = `thread:${String(count).padStart(24, '0')}`;
});

const holder = (person: PersonId, id: string, state: Holder['state'] = 'online'): Holder => ({
  person,
  id: `${count}-${id}`,
  state,
});

async function put(one: Holder): Promise<Holder> {
  await store.hold(one, [topic]);
  await store.enter(topic, [one]);
  return one;
}

async function tellAll() {
  const changes = await store.listChanges(topic);
  await store.noteTold(topic, changes);
  return changes;
}

/** Asks until it answers yes; a lease is a matter of time. */
async function until(ask: () => Promise<boolean>): Promise<void> {
  const ends = performance.now() + 5_000;
  while (!(await ask())) {
    if (performance.now() > ends) throw new Error('never');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const isDue = () => store.listDue(1_000).then((topics) => topics.includes(topic));

describe('a place', () => {
  it('is due when somebody comes, and not before something else happens', async () => {
    await put(holder(ana, '1'));
    expect(await isDue()).toBe(true);
    expect(await tellAll()).toEqual([{ personId: ana, state: 'online' }]);
    expect(await isDue()).toBe(false);
    await put(holder(ana, '1'));
    expect(await isDue()).toBe(false);
    expect(await store.listChanges(topic)).toEqual([]);
  });

  it('tells again what was not noted as told', async () => {
    await put(holder(ana, '1'));
    expect(await store.listChanges(topic)).toEqual(await store.listChanges(topic));
    expect(await store.listChanges(topic)).toHaveLength(1);
  });

  it('loses whoever is not renewed, and becomes due for it', async () => {
    await put(holder(ana, '1'));
    const kept = await put(holder(ben, '1'));
    await tellAll();
    await until(async () => {
      await put(kept);
      return isDue();
    });
    await until(async () => {
      await put(kept);
      return (await store.listPresent(topic)).length === 1;
    });
    expect(await tellAll()).toEqual([{ personId: ana, state: 'offline' }]);
    expect(await store.listPresent(topic)).toEqual([{ personId: ben, state: 'online' }]);
  });

  it('shows nobody twice, however many holders', async () => {
    for (const id of ['1', '2', '3']) await put(holder(ana, id));
    expect(await store.listPresent(topic)).toHaveLength(1);
  });

  it('leaves nothing behind when all are gone', async () => {
    const one = await put(holder(ana, '1'));
    await tellAll();
    await store.leave(topic, one, gone);
    await store.release(one, gone);
    expect(await tellAll()).toEqual([{ personId: ana, state: 'offline' }]);
    await until(async () => {
      await tellAll();
      return (
        !(await isDue()) &&
        (await platform.redis.commands.exists(
          `presence:place:${topic}`,
          `presence:told:${topic}`,
        )) === 0
      );
    });
    expect(await platform.redis.commands.zscore('presence:due', topic)).toBeNull();
  });

  it('keeps for a while whoever only loads a page again', async () => {
    const before = await put(holder(ana, '1'));
    await tellAll();
    await store.leave(topic, before, leaseMs);
    await put(holder(ana, '2'));
    await until(isDue);
    expect(await tellAll()).toEqual([]);
  });
});

describe('a person', () => {
  it('is what the strongest holder says', async () => {
    const seat = holder(ana, 'seat', 'in-session');
    await put(holder(ana, '1', 'away'));
    expect(await store.stateOf(ana)).toBe('away');
    await store.hold(seat, []);
    expect(await store.stateOf(ana)).toBe('in-session');
    expect(await tellAll()).toEqual([{ personId: ana, state: 'in-session' }]);
    await store.release(seat, gone);
    expect(await tellAll()).toEqual([{ personId: ana, state: 'away' }]);
  });

  it('has one state per holder, the last one said', async () => {
    await put(holder(ben, '1', 'online'));
    await put(holder(ben, '1', 'away'));
    expect(await store.stateOf(ben)).toBe('away');
  });

  it('is offline when no holder is left', async () => {
    await put(holder(ben, '1'));
    await until(async () => (await store.stateOf(ben)) === 'offline');
  });
});

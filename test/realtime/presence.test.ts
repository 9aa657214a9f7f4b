import { communityRoutes } from '@jembatan/shared/communities.contract';
import { peopleRoutes } from '@jembatan/shared/people.contract';
import type { PresenceState } from '@jembatan/shared/presence.contract';
import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson, TestSocket } from '../support/person.ts';
import { type Ground, joinBy, makeGround, startThread } from '../support/places.ts';
import { startOwnRedis } from '../support/services.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
let teacher: TestPerson;
let student: TestPerson;
let ground: Ground;
let topic: string;

beforeAll(async () => {
  stack = await startStack({ servers: 2 });
  [teacher, student] = await Promise.all([
    stack.person({ displayName: 'Ibu Sari' }),
    stack.person({ displayName: 'Budi', age: 'minor' }),
  ]);
  ground = await makeGround(teacher, { members: [student] });
  topic = `community:${ground.community.id}`;
});
afterAll(() => stack[Symbol.asyncDispose]());

type Presents = { present?: { person: { id: string }; state: PresenceState }[] };
type Changes = {
  topic: string;
  changes: { personId: string; state: PresenceState; person?: object }[];
};

/** Subscribes and answers who is there, by id. */
async function enter(socket: TestSocket, where = topic): Promise<Map<string, PresenceState>> {
  const { present = [] } = (await socket.ask('subscribe', { topic: where })) as Presents;
  return new Map(present.map(({ person, state }) => [person.id, state]));
}

/** The state of a person as a socket was told last. */
function told(socket: TestSocket, person: TestPerson, where = topic): PresenceState | undefined {
  const news = socket.of('presence') as Changes[];
  return news
    .filter((one) => one.topic === where)
    .flatMap(({ changes }) => changes)
    .findLast(({ personId }) => personId === person.id)?.state;
}

type Mark = [person: TestPerson, state: PresenceState];

const hears = (socket: TestSocket, [person, state]: Mark, where = topic) =>
  eventually(() => {
    const now = told(socket, person, where);
    return now === state || `told ${now} instead of ${state}`;
  });

const second = () => stack.servers[1]?.url ?? '';

describe('who is here', () => {
  it('is answered to whoever comes, and told to whoever is here, on every server', async () => {
    using watcher = await teacher.connect();
    expect(await enter(watcher)).toEqual(new Map([[teacher.id, 'online']]));
    const guest = await student.connect(second());
    expect((await enter(guest)).get(teacher.id)).toBe('online');
    await hears(watcher, [student, 'online']);
    guest[Symbol.dispose]();
    await hears(watcher, [student, 'offline']);
  });

  it('two tabs and two devices are one presence, as strong as the strongest', async () => {
    using watcher = await teacher.connect();
    await enter(watcher);
    const [phone, laptop] = [await student.connect(), await student.connect(second())];
    await Promise.all([enter(phone), enter(laptop)]);
    await hears(watcher, [student, 'online']);
    await phone.ask('presence', { state: 'away' });
    await laptop.ask('presence', { state: 'away' });
    await hears(watcher, [student, 'away']);
    await phone.ask('presence', { state: 'online' });
    await hears(watcher, [student, 'online']);
    phone[Symbol.dispose]();
    await hears(watcher, [student, 'away']);
    laptop[Symbol.dispose]();
    await hears(watcher, [student, 'offline']);
    const changes = (watcher.of('presence') as Changes[])
      .flatMap((one) => one.changes)
      .filter(({ personId }) => personId === student.id);
    expect(changes.map(({ state }) => state)).toEqual([
      'online',
      'away',
      'online',
      'away',
      'offline',
    ]);
  });

  it('a page that is loaded again is not seen as gone', async () => {
    using watcher = await teacher.connect();
    await enter(watcher);
    const before = await student.connect();
    await enter(before);
    await hears(watcher, [student, 'online']);
    before[Symbol.dispose]();
    using after = await student.connect();
    await enter(after);
    using other = await teacher.connect(second());
    // The news of something later has come: that of an earlier going would have come, too.
    await other.ask('presence', { state: 'away' });
    await after.ask('presence', { state: 'away' });
    await hears(watcher, [student, 'away']);
    expect(
      (watcher.of('presence') as Changes[])
        .flatMap((one) => one.changes)
        .filter(({ state }) => state === 'offline'),
    ).toEqual([]);
  });

  it('a place is left by leaving it, other places are not', async () => {
    const { thread } = await startThread(teacher, ground.space);
    const there = `thread:${thread.id}`;
    using watcher = await teacher.connect();
    await Promise.all([enter(watcher), enter(watcher, there)]);
    using guest = await student.connect();
    await Promise.all([enter(guest), enter(guest, there)]);
    await hears(watcher, [student, 'online'], there);
    await guest.ask('unsubscribe', { topic: there });
    await hears(watcher, [student, 'offline'], there);
    expect(told(watcher, student)).toBe('online');
  });

  it('LOAD-4 many who come at once are told in batches', async () => {
    using watcher = await teacher.connect();
    await enter(watcher);
    const many = await Promise.all(Array.from({ length: 30 }, () => stack.person()));
    for (const one of many) await joinBy(teacher, one, ground.community);
    const sockets = await Promise.all(
      many.map((one, n) => one.connect(n % 2 ? second() : undefined)),
    );
    const started = performance.now();
    // One after another: each of them alone would be worth a message.
    for (const socket of sockets) await enter(socket);
    await eventually(() => many.every((one) => told(watcher, one) === 'online') || 'not all told');
    const messages = (watcher.of('presence') as Changes[]).filter(({ changes }) =>
      changes.some(({ personId }) => many.some(({ id }) => id === personId)),
    );
    expect(messages.length).toBeLessThanOrEqual(Math.ceil((performance.now() - started) / 250) + 1);
    for (const socket of sockets) socket[Symbol.dispose]();
    await eventually(() => many.every((one) => told(watcher, one) === 'offline') || 'not all gone');
  });
});

describe('who may know', () => {
  it('those who read a public place from outside neither see nor are seen', async () => {
    const open = await makeGround(teacher, {
      name: 'Open',
      reading: 'everyone',
      members: [student],
    });
    const where = `community:${open.community.id}`;
    const reader = await stack.person();
    using inside = await student.connect();
    await enter(inside, where);
    using outside = await reader.connect();
    expect(await outside.ask('subscribe', { topic: where })).toEqual({});
    using late = await teacher.connect();
    expect([...(await enter(late, where)).keys()].toSorted()).toEqual(
      [teacher.id, student.id].toSorted(),
    );
    await hears(inside, [teacher, 'online'], where);
    expect(outside.of('presence')).toEqual([]);
    expect(told(inside, reader, where)).toBeUndefined();
  });

  it('ends with the membership, in both directions', async () => {
    const open = await makeGround(teacher, {
      name: 'Leaving',
      reading: 'everyone',
      members: [student],
    });
    const where = `community:${open.community.id}`;
    using watcher = await teacher.connect();
    await enter(watcher, where);
    using leaver = await student.connect(second());
    await enter(leaver, where);
    await hears(watcher, [student, 'online'], where);
    await teacher.call(communityRoutes.removeMember, {
      params: { id: open.community.id, personId: student.id },
    });
    await hears(watcher, [student, 'offline'], where);
    const heard = leaver.of('presence').length;
    using again = await teacher.connect();
    await again.ask('presence', { state: 'away' });
    await watcher.ask('presence', { state: 'away' });
    await hears(watcher, [teacher, 'away'], where);
    expect(leaver.of('presence').length).toBe(heard);
  });

  it('a profile shows it to those who share a community', async () => {
    using _socket = await teacher.connect();
    const profile = (who: TestPerson) =>
      who.call(peopleRoutes.getPerson, { params: { handle: teacher.person.handle } });
    await eventually(async () => (await profile(student)).presence === 'online' || 'not online');
    expect(await profile(await stack.person())).not.toHaveProperty('presence');
  });
});

it('a session is a place, too', async () => {
  const session = await teacher.call(sessionRoutes.createSession, {
    body: { communityId: ground.community.id, title: 'Here', kind: 'standing' },
  });
  using socket = await student.connect();
  expect(await enter(socket, `session:${session.id}`)).toEqual(new Map([[student.id, 'online']]));
});

it('OPS-2 without Redis nobody is present and nothing fails; with it everybody is again', async () => {
  await using redis = await startOwnRedis();
  await using own = await startStack({ servers: 2, redisUrl: redis.url });
  const [owner, member] = await Promise.all([own.person(), own.person()]);
  const { community } = await makeGround(owner, { members: [member] });
  const where = `community:${community.id}`;
  using watcher = await owner.connect();
  await enter(watcher, where);
  using guest = await member.connect(own.servers[1]?.url);
  await enter(guest, where);
  await hears(watcher, [member, 'online'], where);

  await redis.stop();
  await eventually(
    () => watcher.of('live').some(({ state }) => state === 'limited') || 'not limited',
  );
  using late = await owner.connect();
  expect(await enter(late, where)).toEqual(new Map());
  await watcher.ask('presence', { state: 'away' });

  await redis.start();
  await eventually(
    async () => (await enter(late, where)).get(member.id) === 'online' || 'not back',
    { withinMs: 15_000 },
  );
  expect((await enter(late, where)).get(owner.id)).toBe('online');
  await guest.ask('presence', { state: 'away' });
  await hears(watcher, [member, 'away'], where);
});

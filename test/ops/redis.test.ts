import { peopleRoutes } from '@jembatan/shared/people.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callApi } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, reply, startThread } from '../support/places.ts';
import { type OwnService, startOwnRedis } from '../support/services.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { followThread } from '../support/thread-follower.ts';

let redis: OwnService;
let stack: Stack;
let owner: TestPerson;
let student: TestPerson;
let ground: Ground;

beforeAll(async () => {
  redis = await startOwnRedis();
  stack = await startStack({ servers: 2, redisUrl: redis.url });
  owner = await stack.person();
  student = await stack.person();
  ground = await makeGround(owner, { members: [student] });
});
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});

const readiness = async () =>
  (await (await fetch(`${stack.url}/readyz`)).json()) as Record<string, string>;
const redisIs = (state: string) =>
  eventually(
    async () => ((await readiness()).redis === state ? undefined : `redis is not ${state}`),
    { withinMs: 15_000 },
  );

const outages: [string, { begin: () => unknown; end: () => unknown }][] = [
  ['is stopped and comes back empty', { begin: () => redis.stop(), end: () => redis.start() }],
  ['hangs and goes on', { begin: () => redis.pause(), end: () => redis.resume() }],
];

for (const [name, outage] of outages) {
  it(`OPS-2 when Redis ${name}: REST works, news is marked limited, and afterwards all is well without a restart`, {
    timeout: 90_000,
  }, async () => {
    const { thread } = await startThread(owner, ground.space);
    const there = stack.servers[1]!.url;
    await using follower = await followThread(student, thread.id, there);
    using far = await student.connect(there);
    await far.ask('subscribe', { topic: `thread:${thread.id}` });
    using here = await owner.connect();
    await here.ask('subscribe', { topic: `thread:${thread.id}` });
    await outage.begin();
    await redisIs('down');
    expect(await readiness()).toMatchObject({ status: 'ready' });
    expect(await here.next('live')).toEqual({ state: 'limited' });
    const started = performance.now();
    await Promise.all([reply(owner, thread, 'still possible'), owner.call(peopleRoutes.getMe, {})]);
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(await here.next('post:created')).toMatchObject({ seq: 2 });
    await outage.end();
    await redisIs('up');
    await eventually(
      async () => {
        await callApi(
          stack.url,
          threadRoutes.createPost,
          { params: { id: thread.id }, body: { body: 'again' } },
          { token: owner.token },
        );
        if (far.of('post:created').length === 0) return 'no news across servers yet';
      },
      { withinMs: 30_000 },
    );
    expect(await far.next('resync')).toEqual({ reason: 'redis-back' });
    expect(await here.next('live', ({ state }) => state === 'full')).toEqual({ state: 'full' });
    await follower.comeBack(there);
    await follower.isFresh();
  });
}

it('OPS-2 a server starts without Redis and finds it later', { timeout: 60_000 }, async () => {
  await redis.stop();
  const late = await stack.addServer();
  expect((await fetch(`${late.url}/readyz`)).status).toBe(200);
  await expect(
    callApi(late.url, peopleRoutes.getMe, {}, { token: owner.token }),
  ).resolves.toMatchObject({ id: owner.id });
  await redis.start();
  await redisIs('up');
  const { thread } = await startThread(owner, ground.space);
  await using follower = await followThread(student, thread.id, late.url);
  await eventually(
    async () => {
      await reply(owner, thread, 'hello');
      if (follower.numbers().length < 2) return 'no news across servers yet';
    },
    { withinMs: 30_000 },
  );
});

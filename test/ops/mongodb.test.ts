import { threadRoutes } from '@jembatan/shared/threads.contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callApi, ProblemError } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Ground, makeGround, startThread } from '../support/places.ts';
import { type OwnService, startOwnMongod } from '../support/services.ts';
import { type Stack, startStack } from '../support/stack.ts';

let mongo: OwnService;
let stack: Stack;
let owner: TestPerson;
let ground: Ground;

beforeAll(async () => {
  mongo = await startOwnMongod();
  stack = await startStack({ mongoUrl: mongo.url });
  owner = await stack.person();
  ground = await makeGround(owner);
});
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  await mongo[Symbol.asyncDispose]();
});

const ready = async () => (await fetch(`${stack.url}/readyz`)).status;
const alive = async () => (await fetch(`${stack.url}/healthz`)).status;

/** Posts with a key of its own until it is accepted, as the client's outbox does. */
async function postUntilAccepted(threadId: string, body: string): Promise<string> {
  const send = () =>
    callApi(
      stack.url,
      threadRoutes.createPost,
      { params: { id: threadId }, body: { body } },
      { token: owner.token, headers: { 'Idempotency-Key': body } },
    );
  let id = '';
  await eventually(
    async () => {
      const answer = await send();
      id = answer.id;
    },
    { withinMs: 40_000 },
  );
  return id;
}

const outages: [string, { begin: () => unknown; end: () => unknown }][] = [
  ['is paused', { begin: () => mongo.pause(), end: () => mongo.resume() }],
  ['is stopped', { begin: () => mongo.stop(), end: () => mongo.start() }],
];

for (const [name, outage] of outages) {
  it(`OPS-1 when MongoDB ${name}: 503 within seconds, alive but not ready, back by itself, no post lost or doubled`, {
    timeout: 90_000,
  }, async () => {
    const { thread } = await startThread(owner, ground.space);
    const writing = Array.from({ length: 12 }, (_, n) =>
      postUntilAccepted(thread.id, `${name} ${n}`),
    );
    await outage.begin();
    const started = performance.now();
    const refused: unknown = await callApi(
      stack.url,
      threadRoutes.createPost,
      { params: { id: thread.id }, body: { body: `during ${name}` } },
      { token: owner.token, headers: { 'Idempotency-Key': `during ${name}` } },
    ).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ProblemError);
    expect(refused).toMatchObject({ status: 503, code: 'unavailable' });
    expect(performance.now() - started).toBeLessThan(4_000);
    expect(await ready()).toBe(503);
    expect(await alive()).toBe(200);
    await outage.end();
    await eventually(async () => ((await ready()) === 200 ? undefined : 'not ready yet'), {
      withinMs: 20_000,
    });
    const ids = await Promise.all([...writing, postUntilAccepted(thread.id, `during ${name}`)]);
    const page = await owner.call(threadRoutes.listPosts, {
      params: { id: thread.id },
      query: { limit: '100' },
    });
    expect(page.items.map(({ number }) => number)).toEqual(
      Array.from({ length: 14 }, (_, n) => n + 1),
    );
    expect(new Set(ids).size).toBe(13);
  });
}

it('OPS-1 when the primary steps down, the work goes on by itself', {
  timeout: 90_000,
}, async () => {
  const { thread } = await startThread(owner, ground.space);
  const { createConnection } = await import('mongoose');
  const connection = await createConnection(mongo.url).asPromise();
  await connection
    .getClient()
    .db('admin')
    .command({ replSetStepDown: 1, secondaryCatchUpPeriodSecs: 0, force: true })
    .catch(() => undefined);
  await connection.close();
  await postUntilAccepted(thread.id, 'after the step down');
  await eventually(async () => ((await ready()) === 200 ? undefined : 'not ready yet'), {
    withinMs: 20_000,
  });
});

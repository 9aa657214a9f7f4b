import { route } from '@jembatan/shared/contract/route';
import { AppError } from '@jembatan/shared/errors';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { createApi, newKey, type TokenSource } from './http.ts';

const answer = z.object({ done: z.boolean() });
const post = route({
  method: 'POST',
  path: '/things/:id',
  summary: '',
  params: z.object({ id: z.string() }),
  body: z.object({ text: z.string() }),
  answer,
});
const patch = route({ method: 'PATCH', path: '/things', summary: '', body: z.object({}), answer });
const get = route({
  method: 'GET',
  path: '/things',
  summary: '',
  query: z.object({ q: z.optional(z.string()) }),
  answer,
});

interface Heard {
  readonly url: string;
  readonly key: string | null;
  readonly token: string | null;
}

type Answering = () => Response;

let heard: Heard[];
let script: Answering[];
const plainFetch = globalThis.fetch;

const ok: Answering = () => Response.json({ done: true });
/** The line is cut: nobody knows whether the request arrived. */
const drop: Answering = () => {
  throw new TypeError('Failed to fetch');
};
const problem =
  (status: number, code: string): Answering =>
  () =>
    Response.json({ code }, { status });

beforeEach(() => {
  heard = [];
  script = [];
  globalThis.fetch = async (address, init) => {
    init?.signal?.throwIfAborted();
    const headers = new Headers(init?.headers);
    const [key, token] = [headers.get('idempotency-key'), headers.get('authorization')];
    heard.push({ url: String(address), key, token });
    return (script.shift() ?? ok)();
  };
});
afterEach(() => {
  globalThis.fetch = plainFetch;
});

function source(over: Partial<TokenSource> = {}): TokenSource {
  return { token: async () => 'old', renew: async () => 'new', ended: () => undefined, ...over };
}

const call = { params: { id: 'a/b' }, body: { text: 'hello' } };

test('SYNC-1 an answer that got lost is asked for again under the same key', async () => {
  script = [drop, drop, ok];
  expect(await createApi(source())(post, call)).toEqual({ done: true });
  expect(heard).toHaveLength(3);
  expect(new Set(heard.map(({ key }) => key)).size).toBe(1);
  expect(heard[0]?.key).toMatch(/^[0-9a-f]{32}$/);
});

test('SYNC-1 the key of a submission is the caller’s, and every other call has its own', async () => {
  script = [];
  const api = createApi(source());
  const key = newKey();
  await api(post, call, { key });
  await api(post, call);
  await api(post, call);
  const keys = heard.map((request) => request.key);
  expect(keys[0]).toBe(key);
  expect(new Set(keys).size).toBe(3);
});

test('a change without a key is not sent twice when nobody knows whether it was done', async () => {
  script = [drop];
  const refused = createApi(source())(patch, { body: {} });
  await expect(refused).rejects.toMatchObject({ code: 'unavailable', details: { network: true } });
  expect(heard).toHaveLength(1);
});

test('after a 503 anything is tried again, for nothing was changed', async () => {
  script = [problem(503, 'unavailable'), ok];
  expect(await createApi(source())(patch, { body: {} })).toEqual({ done: true });
});

test('a token that ran out is renewed once, and the call goes on', async () => {
  script = [problem(401, 'token-expired'), ok];
  expect(await createApi(source())(get, {})).toEqual({ done: true });
  expect(heard.map(({ token }) => token)).toEqual(['Bearer old', 'Bearer new']);
});

test('a sign-in that ended is told, and nothing more is sent', async () => {
  script = [problem(401, 'signed-out')];
  let ended = 0;
  const api = createApi(
    source({
      ended: () => {
        ended += 1;
      },
    }),
  );
  await expect(api(get, {})).rejects.toMatchObject({ code: 'signed-out' });
  expect([ended, heard.length]).toEqual([1, 1]);
});

test('a refusal keeps its code and facts; a foreign page becomes the nearest code', async () => {
  script = [
    () => Response.json({ code: 'edit-conflict', current: { revision: 2 } }, { status: 409 }),
    () => new Response('<html>', { status: 429, headers: { 'retry-after': '7' } }),
    () => new Response('I am a teapot', { status: 418 }),
  ];
  const api = createApi(source());
  await expect(api(get, {})).rejects.toMatchObject({
    code: 'edit-conflict',
    details: { current: { revision: 2 } },
  });
  await expect(api(get, {})).rejects.toMatchObject({
    code: 'too-many',
    details: { retryAfter: 7 },
  });
  await expect(api(get, {})).rejects.toMatchObject({ code: 'internal' });
});

test('parameters and queries reach the server as they were meant', async () => {
  script = [];
  const api = createApi(source());
  await api(post, call);
  await api(get, { query: { q: 'a&b=ü' } });
  expect(heard.map(({ url }) => url)).toEqual([
    '/api/v1/things/a%2Fb',
    '/api/v1/things?q=a%26b%3D%C3%BC',
  ]);
});

test('an answer that does not fit its schema is an error, not data', async () => {
  script = [() => Response.json({ done: 'yes' })];
  await expect(createApi(source())(get, {})).rejects.toBeInstanceOf(AppError);
});

test('a call that was given up is not tried again', async () => {
  script = [drop, ok];
  const aborter = new AbortController();
  aborter.abort(new Error('left the page'));
  await expect(createApi(source())(get, {}, { signal: aborter.signal })).rejects.toThrow(
    'left the page',
  );
});

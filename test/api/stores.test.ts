import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BlobRef,
  type Blobs,
  createTestBlobs,
  type Span,
} from '@jembatan/server/testing/test-blobs';
import { createTestPlatform, type TestPlatform } from '@jembatan/server/testing/test-platform';
import { file } from '@jembatan/shared/uploads.contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ObjectStore, startObjectStore } from '../support/object-store.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let bucket: ObjectStore;
let folder: string;
beforeAll(async () => {
  bucket = await startObjectStore();
  folder = await mkdtemp(join(tmpdir(), 'stores-'));
});
afterAll(async () => {
  await bucket[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const environmentOf = (store: 'gridfs' | 's3') => (store === 's3' ? bucket.environment : {});
const later = () => new Date(Date.now() + 25 * 3_600_000);

async function onDisk(bytes: Uint8Array): Promise<string> {
  const path = join(folder, randomBytes(8).toString('hex'));
  await writeFile(path, bytes);
  return path;
}

describe.each(['gridfs', 's3'] as const)('bytes in %s', (store) => {
  let platform: TestPlatform;
  let blobs: Blobs;
  beforeAll(async () => {
    platform = await createTestPlatform(environmentOf(store));
    blobs = await createTestBlobs(platform);
  });
  afterAll(() => platform.close());

  const put = async (bytes: Uint8Array) => blobs.put(await onDisk(bytes));
  async function read(ref: BlobRef, span?: Span): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of await blobs.open(ref, span)) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  }

  test('come back as they were, whole and in spans', async () => {
    const bytes = randomBytes(1_500_000);
    const ref = await put(bytes);
    expect(ref.store).toBe(store);
    expect((await read(ref)).equals(bytes)).toBe(true);
    for (const [start, end] of [
      [0, 9],
      [300_000, 900_000],
      [1_499_999, 1_499_999],
    ] as const)
      expect((await read(ref, { start, end })).equals(bytes.subarray(start, end + 1))).toBe(true);
  });

  test('may be none at all', async () => {
    expect(await read(await put(new Uint8Array()))).toHaveLength(0);
  });

  test('stay when a transaction took them, and go within a day when none did', async () => {
    const [kept, lost, undone] = [
      await put(randomBytes(9)),
      await put(randomBytes(9)),
      await put(randomBytes(9)),
    ];
    await platform.transact(() => blobs.keep([kept]));
    const failing = platform.transact(async () => {
      await blobs.keep([undone]);
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    await blobs.sweep(new Date());
    for (const ref of [kept, lost, undone]) expect(await read(ref)).toHaveLength(9);
    await blobs.sweep(later());
    expect(await read(kept)).toHaveLength(9);
    for (const ref of [lost, undone]) await expect(read(ref)).rejects.toThrow();
  });

  test('go once when they are let go of, also when two servers sweep', async () => {
    const refs = await Promise.all(Array.from({ length: 6 }, () => put(randomBytes(9))));
    await blobs.keep(refs);
    await platform.transact(() => blobs.release(refs));
    await Promise.all([blobs.sweep(new Date()), blobs.sweep(new Date())]);
    for (const ref of refs) await expect(read(ref)).rejects.toThrow();
    expect(await blobs.sweep(later())).toBe(0);
  });
});

async function upload(person: TestPerson, bytes: Uint8Array, name = 'x.bin') {
  const form = new FormData();
  form.append('file', new Blob([bytes as BlobPart]), name);
  return fetch(`${person.origin}/api/v1/uploads`, {
    method: 'POST',
    body: form,
    headers: { Authorization: `Bearer ${person.token}` },
  });
}
const stored = async (person: TestPerson, bytes: Uint8Array) =>
  file.parse(await (await upload(person, bytes)).json());
const open = (person: TestPerson | null, id: string, headers: Record<string, string> = {}) =>
  fetch(`${person?.origin ?? ''}/api/v1/files/${id}`, {
    headers: { ...headers, ...(person && { Authorization: `Bearer ${person.token}` }) },
  });

describe.each(['gridfs', 's3'] as const)('a hub with files in %s', (store) => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ environment: environmentOf(store), servers: 2 });
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  test('PERM-4 gives files to those who may read the place, from either server, also in part', async () => {
    const [owner, member, stranger] = [
      await stack.person(),
      await stack.person({ server: 1 }),
      await stack.person(),
    ];
    const bytes = randomBytes(700_000);
    const { id, url } = await stored(owner, bytes);
    const { space } = await makeGround(owner, { members: [member] });
    await startThread(owner, space, { body: `See [it](${url})` });
    const whole = await open(member, id);
    expect(whole.headers.get('cache-control')).toBe('private, no-store');
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
    const part = await open(member, id, { range: 'bytes=600000-' });
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      'bytes 600000-699999/700000',
    ]);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(600_000))).toBe(true);
    expect((await open(stranger, id)).status).toBe(404);
    expect((await fetch(`${stack.url}/api/v1/files/${id}`)).status).toBe(404);
  });

  test('says whether the store is there', async () => {
    const answer = (await (await fetch(`${stack.url}/readyz`)).json()) as Record<string, string>;
    expect(answer.files).toBe(store === 's3' ? 'up' : undefined);
  });
});

describe('a store by setting', () => {
  const start = (changed: Record<string, string>) =>
    startStack({ environment: { ...bucket.environment, ...changed } });

  test.each([
    ['S3_ACCESS_KEY', 'nobody', /^S3_ACCESS_KEY: the file store knows no such key$/],
    ['S3_SECRET_KEY', 'not-the-secret', /^S3_SECRET_KEY: it does not fit S3_ACCESS_KEY/],
    ['S3_BUCKET', 'no-such-bucket', /^S3_BUCKET: there is no bucket "no-such-bucket"/],
  ])('with a wrong %s stops the start and says which', async (name, value, sentence) => {
    const failed = await start({ [name]: value }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    const { message, stack: trace } = failed as Error;
    expect(message).toMatch(sentence);
    expect(`${message}${trace}`).not.toContain('not-the-secret');
  });

  test('that is half set stops the start', async () => {
    await expect(start({ S3_BUCKET: '' })).rejects.toThrow('S3_BUCKET: missing');
  });

  test('that goes away is said, and files come back with it; nothing is left over', async ({
    skip,
  }) => {
    if (!bucket.stop) return skip();
    await using stack = await start({});
    const person = await stack.person();
    const before = await stored(person, randomBytes(1_000));
    const objects = await bucket.count();
    await bucket.stop();
    const refused = await upload(person, randomBytes(1_000));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await open(person, before.id)).status).toBe(503);
    const ready = await fetch(`${stack.url}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([200, { files: 'down' }]);
    await bucket.start();
    expect((await open(person, before.id)).status).toBe(200);
    expect((await upload(person, randomBytes(1_000))).status).toBe(201);
    expect(await bucket.count()).toBe(objects + 1);
  });

  test('leaves what lies in MongoDB readable', async () => {
    await using old = await startStack();
    const person = await old.person();
    const { id } = await stored(person, Buffer.from('before'));
    await using hub = await startStack({
      mongoUrl: old.mongoUrl,
      redisUrl: old.redisUrl,
      environment: { ...bucket.environment, REDIS_PREFIX: old.redisPrefix },
    });
    const answer = await fetch(`${hub.url}/api/v1/files/${id}`, {
      headers: { Authorization: `Bearer ${person.token}` },
    });
    expect(await answer.text()).toBe('before');
  });
});

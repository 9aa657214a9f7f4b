import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { resumable } from '@jembatan/shared/resumable.contract';
import { uploadRoutes } from '@jembatan/shared/uploads.contract';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ servers: 2 });
});
afterAll(() => stack[Symbol.asyncDispose]());

const base = '/api/v1/uploads/resumable';
const tus = { 'Tus-Resumable': '1.0.0' };
const at = (server: number) => stack.servers[server]?.url ?? '';
const base64 = (text: string) => Buffer.from(text).toString('base64');

interface Beginning {
  length: number;
  name?: string;
  type?: string;
  community?: string;
  server?: number;
}

function begin(
  who: TestPerson,
  { length, name = 'film.bin', type, community, server = 0 }: Beginning,
) {
  const said = [`filename ${base64(name)}`];
  if (type) said.push(`filetype ${base64(type)}`);
  if (community) said.push(`community ${base64(community)}`);
  return fetch(`${at(server)}${base}`, {
    method: 'POST',
    headers: {
      ...tus,
      Authorization: `Bearer ${who.token}`,
      'Upload-Length': String(length),
      'Upload-Metadata': said.join(','),
    },
  });
}

async function begun(who: TestPerson, beginning: Beginning): Promise<string> {
  const answer = await begin(who, beginning);
  expect(answer.status).toBe(201);
  expect(answer.headers.get('tus-resumable')).toBe('1.0.0');
  return answer.headers.get('location') ?? '';
}

interface Sending {
  server?: number;
  headers?: Record<string, string>;
  token?: string;
}

const add = (
  who: TestPerson,
  path: string,
  [offset, bytes]: [number, Uint8Array],
  { server = 0, headers = {}, token = who.token }: Sending = {},
) =>
  fetch(`${at(server)}${path}`, {
    method: 'PATCH',
    body: bytes as BodyInit,
    headers: {
      ...tus,
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/offset+octet-stream',
      'Upload-Offset': String(offset),
      ...headers,
    },
  });

const ask = (who: TestPerson, path: string, method = 'HEAD', server = 0) =>
  fetch(`${at(server)}${path}`, {
    method,
    headers: { ...tus, Authorization: `Bearer ${who.token}` },
  });

const offsetOf = async (who: TestPerson, path: string, server = 0) =>
  Number((await ask(who, path, 'HEAD', server)).headers.get('upload-offset'));

const viewOf = async (who: TestPerson, path: string, server = 0) =>
  resumable.parse(await (await ask(who, path, 'GET', server)).json());

async function bytesOf(who: TestPerson, url: string): Promise<Buffer> {
  const answer = await fetch(`${stack.url}/api/v1${url}`, {
    headers: { Authorization: `Bearer ${who.token}` },
  });
  return Buffer.from(await answer.arrayBuffer());
}

const codeOf = async (answer: Response) => [
  answer.status,
  ((await answer.json()) as { code: string }).code,
];

/** A line that breaks when so much of a part has gone out. */
function breakOff(who: TestPerson, path: string, [offset, bytes, until]: [number, Buffer, number]) {
  return new Promise<void>((resolve) => {
    const sending = request(`${stack.url}${path}`, {
      method: 'PATCH',
      headers: {
        ...tus,
        Authorization: `Bearer ${who.token}`,
        'Content-Type': 'application/offset+octet-stream',
        'Content-Length': bytes.length,
        'Upload-Offset': offset,
      },
    });
    sending.on('error', () => undefined).on('close', resolve);
    sending.write(bytes.subarray(0, until), () => setTimeout(() => sending.destroy(), 50));
  });
}

describe('an upload in parts', () => {
  test('says what it understands', async () => {
    const answer = await fetch(`${stack.url}${base}`, { method: 'OPTIONS' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('tus-version')).toBe('1.0.0');
    expect(answer.headers.get('tus-extension')).toBe('creation,termination,expiration,checksum');
    const other = await fetch(`${stack.url}${base}`, {
      method: 'POST',
      headers: { 'Tus-Resumable': '0.2.2', 'Upload-Length': '9' },
    });
    expect([other.status, other.headers.get('tus-version')]).toEqual([412, '1.0.0']);
  });

  test('goes on at another server, and is a file like any other', async () => {
    const person = await stack.person();
    const bytes = randomBytes(3_000_000);
    const path = await begun(person, { length: bytes.length, name: '../Ünterricht.bin' });
    const first = await add(person, path, [0, bytes.subarray(0, 1_400_000)]);
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '1400000']);
    expect(new Date(first.headers.get('upload-expires') ?? '').getTime()).toBeGreaterThan(
      Date.now(),
    );
    expect(await offsetOf(person, path, 1)).toBe(1_400_000);
    expect((await viewOf(person, path)).file).toBeNull();
    const last = await add(person, path, [1_400_000, bytes.subarray(1_400_000)], { server: 1 });
    expect([last.status, last.headers.get('upload-offset')]).toEqual([204, '3000000']);
    const { file } = await viewOf(person, path);
    expect(file).toMatchObject({ name: 'Ünterricht.bin', bytes: 3_000_000, image: null });
    expect((await bytesOf(person, file?.url ?? '')).equals(bytes)).toBe(true);
  });

  test('keeps what came before the line broke, and goes on from there', async () => {
    const person = await stack.person();
    const bytes = randomBytes(2_500_000);
    const path = await begun(person, { length: bytes.length });
    await breakOff(person, path, [0, bytes, 1_900_000]);
    await eventually(async () => (await offsetOf(person, path)) > 1_048_576 || 'little was kept');
    // The last of it may still be on its way to disk: a part that comes too soon is asked for again.
    await eventually(async () => {
      const offset = await offsetOf(person, path, 1);
      expect(offset).toBeLessThanOrEqual(1_900_000);
      const rest = bytes.subarray(offset);
      const { status } = await add(person, path, [offset, rest], { server: 1 });
      return status === 204 || `answered ${status}`;
    });
    const { file } = await viewOf(person, path);
    expect((await bytesOf(person, file?.url ?? '')).equals(bytes)).toBe(true);
  });

  test('takes each part once, and only where it belongs', async () => {
    const person = await stack.person();
    const bytes = randomBytes(400_000);
    const path = await begun(person, { length: bytes.length });
    const early = await add(person, path, [100, bytes.subarray(100)]);
    expect(await codeOf(early)).toEqual([409, 'wrong-state']);
    const half: [number, Buffer] = [0, bytes.subarray(0, 200_000)];
    const twice = await Promise.all([
      add(person, path, half),
      add(person, path, half, { server: 1 }),
    ]);
    expect(twice.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect((await add(person, path, [200_000, randomBytes(300_000)])).status).toBe(413);
    expect((await add(person, path, [200_000, bytes.subarray(200_000)])).status).toBe(204);
    const { file } = await viewOf(person, path);
    expect((await bytesOf(person, file?.url ?? '')).equals(bytes)).toBe(true);
  });

  test('concludes when its last answer was lost', async () => {
    const person = await stack.person();
    const path = await begun(person, { length: 5 });
    await add(person, path, [0, Buffer.from('hello')]);
    const again = await add(person, path, [5, new Uint8Array()]);
    expect(again.status).toBe(204);
    expect((await viewOf(person, path)).file?.bytes).toBe(5);
  });

  test('refuses a part whose sum is another', async () => {
    const person = await stack.person();
    const bytes = randomBytes(50_000);
    const path = await begun(person, { length: bytes.length });
    const sumOf = (of: Uint8Array) => createHash('sha1').update(of).digest('base64');
    const headers = { 'Upload-Checksum': `sha1 ${sumOf(randomBytes(9))}` };
    expect((await add(person, path, [0, bytes], { headers })).status).toBe(460);
    expect(await offsetOf(person, path)).toBe(0);
    const right = { 'Upload-Checksum': `sha1 ${sumOf(bytes)}` };
    expect((await add(person, path, [0, bytes], { headers: right })).status).toBe(204);
  });

  test('can be given up', async () => {
    const person = await stack.person();
    const path = await begun(person, { length: 100 });
    await add(person, path, [0, randomBytes(50)]);
    expect((await ask(person, path, 'DELETE')).status).toBe(204);
    expect((await ask(person, path)).status).toBe(404);
    expect((await add(person, path, [50, randomBytes(50)])).status).toBe(404);
  });
});

describe('the rights of an upload in parts', () => {
  test('are those of who began it, asked with each part; a refused part costs nothing', async () => {
    const [person, other] = [await stack.person(), await stack.person()];
    const bytes = randomBytes(90_000);
    const path = await begun(person, { length: bytes.length });
    await add(person, path, [0, bytes.subarray(0, 40_000)]);
    for (const method of ['HEAD', 'GET', 'DELETE'])
      expect((await ask(other, path, method)).status).toBe(404);
    expect((await add(other, path, [40_000, bytes.subarray(40_000)])).status).toBe(404);
    const ended = await add(person, path, [40_000, bytes.subarray(40_000)], { token: 'x.y.z' });
    expect(ended.status).toBe(401);
    expect(await offsetOf(person, path)).toBe(40_000);
    expect((await add(person, path, [40_000, bytes.subarray(40_000)])).status).toBe(204);
  });

  test('PERM-4 end with the file, which follows its place', async () => {
    const [owner, stranger] = [await stack.person(), await stack.person()];
    const path = await begun(owner, { length: 5 });
    await add(owner, path, [0, Buffer.from('hello')]);
    const { file } = await viewOf(owner, path);
    const { space } = await makeGround(owner);
    await startThread(owner, space, { body: `[it](${file?.url})` });
    const answer = await fetch(`${stack.url}/api/v1${file?.url}`, {
      headers: { Authorization: `Bearer ${stranger.token}` },
    });
    expect(answer.status).toBe(404);
  });
});

describe('the rules of a community', () => {
  async function place(rules: {
    kinds: ('image' | 'document')[];
    maxBytes: number;
    quotaBytes: number;
  }) {
    const owner = await stack.person();
    const { community } = await makeGround(owner);
    await owner.call(uploadRoutes.setFileRules, { params: { id: community.id }, body: rules });
    return { owner, community: community.id };
  }
  const few = { kinds: ['image' as const], maxBytes: 60_000, quotaBytes: 100_000 };

  test('are asked before a byte is sent', async () => {
    const { owner, community } = await place(few);
    const refused = async (beginning: Beginning) =>
      codeOf(await begin(owner, { ...beginning, community }));
    expect(await refused({ length: 10, type: 'application/pdf' })).toEqual([
      415,
      'unsupported-media',
    ]);
    expect(await refused({ length: 60_001, type: 'image/png' })).toEqual([413, 'too-large']);
    expect(await refused({ length: 21 * 1_048_576 })).toEqual([413, 'too-large']);
    const stranger = await stack.person();
    expect(await codeOf(await begin(stranger, { length: 10, community }))).toEqual([
      404,
      'not-found',
    ]);
    const full = await place({ ...few, quotaBytes: 50 });
    const answer = await begin(full.owner, { length: 51, community: full.community });
    expect(await codeOf(answer)).toEqual([409, 'storage-full']);
  });

  test('are asked again of the bytes, and the answer stays', async () => {
    const { owner, community } = await place(few);
    const text = Buffer.from('I say that I am a picture');
    const path = await begun(owner, { length: text.length, type: 'image/png', community });
    const answer = await add(owner, path, [0, text]);
    expect(await codeOf(answer)).toEqual([415, 'unsupported-media']);
    expect(await codeOf(await ask(owner, path, 'GET', 1))).toEqual([415, 'unsupported-media']);
    expect((await add(owner, path, [text.length, new Uint8Array()])).status).toBe(415);
  });
});

test('LOAD-1 a picture in parts is looked at like any other: re-encoded, and a bomb refused', async () => {
  const person = await stack.person();
  const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const path = await begun(person, { length: photo.length, name: 'a.jpg' });
  await add(person, path, [0, photo]);
  expect((await viewOf(person, path)).file?.image).toMatchObject({ width: 20, height: 40 });
  const bomb = await sharp({
    create: { width: 9_000, height: 9_000, channels: 3, background: 'red' },
  })
    .png()
    .toBuffer();
  const second = await begun(person, { length: bomb.length, name: 'b.png' });
  expect(await codeOf(await add(person, second, [0, bomb]))).toEqual([413, 'too-large']);
});

test('a hostile beginning is refused in words', async () => {
  const person = await stack.person();
  const send = (headers: Record<string, string>) =>
    fetch(`${stack.url}${base}`, {
      method: 'POST',
      headers: { ...tus, Authorization: `Bearer ${person.token}`, ...headers },
    }).then(codeOf);
  expect(await send({})).toEqual([400, 'invalid']);
  expect(await send({ 'Upload-Length': '-5' })).toEqual([400, 'invalid']);
  expect(
    await send({ 'Upload-Length': '5', 'Upload-Metadata': `community ${base64('x')}` }),
  ).toEqual([400, 'invalid']);
  expect(
    (
      await fetch(`${stack.url}${base}`, {
        method: 'POST',
        headers: { ...tus, 'Upload-Length': '5' },
      })
    ).status,
  ).toBe(401);
});

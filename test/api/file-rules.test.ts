import { threadRoutes } from '@jembatan/shared/threads.contract';
import { type FileView, file, uploadRoutes } from '@jembatan/shared/uploads.contract';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemOf } from '../support/api.ts';
import type { TestPerson } from '../support/person.ts';
import { makeGround, startThread } from '../support/places.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack[Symbol.asyncDispose]());

async function upload(person: TestPerson, bytes: Uint8Array | string): Promise<FileView> {
  const form = new FormData();
  form.append('file', new Blob([bytes as BlobPart]), 'x.bin');
  const answer = await fetch(`${person.origin}/api/v1/uploads`, {
    method: 'POST',
    body: form,
    headers: { Authorization: `Bearer ${person.token}` },
  });
  return file.parse(await answer.json());
}

async function ground() {
  const [owner, member] = await Promise.all([stack.person(), stack.person()]);
  const { community, space } = await makeGround(owner, { members: [member] });
  const { thread } = await startThread(owner, space);
  const params = { id: community.id };
  const rules = (body: { kinds: FileKinds; maxBytes: number; quotaBytes: number }, who = owner) =>
    who.call(uploadRoutes.setFileRules, { params, body });
  const show = (one: FileView) =>
    member.call(threadRoutes.createPost, {
      params: { id: thread.id },
      body: { body: `See [it](${one.url})` },
    });
  return { owner, member, params, rules, show };
}

type FileKinds = ('image' | 'document' | 'audio' | 'video' | 'archive' | 'other')[];
const all: FileKinds = ['image', 'document', 'audio', 'video', 'archive', 'other'];

describe('the files of a community', () => {
  test('are of the kinds and sizes its owner takes; the text of a refused post is nowhere', async () => {
    const { member, rules, show } = await ground();
    const [text, large] = [await upload(member, 'text'), await upload(member, 'x'.repeat(2_000))];
    await rules({ kinds: ['image'], maxBytes: 1_000_000, quotaBytes: 1_000_000 });
    expect((await problemOf(show(text))).code).toBe('unsupported-media');
    await rules({ kinds: all, maxBytes: 1_000, quotaBytes: 1_000_000 });
    expect((await problemOf(show(large))).code).toBe('too-large');
    expect((await show(text)).number).toBe(2);
  });

  test('have so much room, counted once, and what is used is shown', async () => {
    const { owner, member, params, rules, show } = await ground();
    const [one, other] = [
      await upload(member, 'a'.repeat(600)),
      await upload(member, 'b'.repeat(600)),
    ];
    await rules({ kinds: all, maxBytes: 1_000, quotaBytes: 1_000 });
    await show(one);
    await show(one);
    const refused = await problemOf(show(other));
    expect([refused.status, refused.code]).toEqual([409, 'storage-full']);
    const view = await owner.call(uploadRoutes.getFileRules, { params });
    expect(view).toMatchObject({ usedBytes: 600, quotaBytes: 1_000, can: { change: true } });
    expect((await member.call(uploadRoutes.getFileRules, { params })).can.change).toBe(false);
  });

  test('are chosen by owners only, within what the hub takes', async () => {
    const { owner, member, params, rules } = await ground();
    const body = { kinds: all, maxBytes: 1_000, quotaBytes: 1_000 };
    expect((await problemOf(rules(body, member))).status).toBe(403);
    expect((await problemOf(rules(body, await stack.person()))).status).toBe(404);
    const beyond = owner.call(uploadRoutes.setFileRules, {
      params,
      body: { ...body, maxBytes: 1e9 },
    });
    expect((await problemOf(beyond)).code).toBe('invalid');
  });
});

describe('a download', () => {
  test('goes on where it stopped', async () => {
    const owner = await stack.person();
    const { id } = await upload(owner, '0123456789');
    const get = async (headers: Record<string, string>) => {
      const answer = await fetch(`${stack.url}/api/v1/files/${id}`, {
        headers: { Authorization: `Bearer ${owner.token}`, ...headers },
      });
      return [answer.status, await answer.text(), answer.headers.get('content-range')];
    };
    expect(await get({})).toEqual([200, '0123456789', null]);
    expect(await get({ Range: 'bytes=4-' })).toEqual([206, '456789', 'bytes 4-9/10']);
    expect(await get({ Range: 'bytes=2-3' })).toEqual([206, '23', 'bytes 2-3/10']);
    expect(await get({ Range: 'bytes=-3' })).toEqual([206, '789', 'bytes 7-9/10']);
    expect(await get({ Range: 'bytes=10-' })).toEqual([416, '', 'bytes */10']);
    expect((await get({ Range: 'bytes=0-1,4-5' }))[0]).toBe(200);
    expect(await get({ Range: 'bytes=4-', 'If-Range': `"${id}"` })).toEqual([
      206,
      '456789',
      'bytes 4-9/10',
    ]);
    expect((await get({ Range: 'bytes=4-', 'If-Range': '"other"' }))[0]).toBe(200);
  });
});

test.each(['png', 'webp', 'avif'] as const)(
  'a %s is stored without what its camera wrote beside it',
  async (format) => {
    const person = await stack.person();
    const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
      .withExif({ IFD3: { GPSLatitude: '6/1 12/1 0/1', GPSLatitudeRef: 'S' } })
      .toFormat(format)
      .toBuffer();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const stored = await upload(person, photo);
    const answer = await fetch(`${stack.url}/api/v1/files/${stored.id}`, {
      headers: { Authorization: `Bearer ${person.token}` },
    });
    const { exif, xmp } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect([exif, xmp]).toEqual([undefined, undefined]);
  },
);

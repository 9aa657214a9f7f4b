import { crc32, deflateSync } from 'node:zlib';
import { communityRoutes } from '@jembatan/shared/communities.contract';
import { peopleRoutes } from '@jembatan/shared/people.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { type FileView, file } from '@jembatan/shared/uploads.contract';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProblemError, problemOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import type { TestPerson } from '../support/person.ts';
import { type Stack, startStack } from '../support/stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack[Symbol.asyncDispose]());

interface Sent {
  name?: string;
  type?: string;
  headers?: Record<string, string>;
}

async function upload(
  person: TestPerson,
  bytes: Uint8Array | string,
  sent: Sent = {},
): Promise<FileView> {
  const form = new FormData();
  form.append(
    'file',
    new Blob([bytes as BlobPart], { type: sent.type ?? 'text/html' }),
    sent.name ?? 'x.bin',
  );
  const response = await fetch(`${person.origin}/api/v1/uploads`, {
    method: 'POST',
    body: form,
    headers: { Authorization: `Bearer ${person.token}`, ...sent.headers },
  });
  const answer: unknown = await response.json();
  if (response.status !== 201)
    throw new ProblemError(response.status, answer as Record<string, unknown>);
  return file.parse(answer);
}

const png = (width = 8, height = 8) =>
  sharp({ create: { width, height, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
const cookieOf = (person: TestPerson) =>
  person.cookies
    .map((cookie) => cookie.split(';')[0])
    .filter((pair) => pair?.startsWith('jembatan_files_'))
    .join();
const byCookie = (person: TestPerson | null, url: string) =>
  fetch(`${stack.url}${url}`, person ? { headers: { cookie: cookieOf(person) } } : {});
const byToken = (person: TestPerson | null, { id }: FileView) =>
  fetch(
    `${stack.url}/api/v1/files/${id}`,
    person ? { headers: { Authorization: `Bearer ${person.token}` } } : {},
  );
const open = (person: TestPerson | null, one: FileView) =>
  byToken(person, one).then(({ status }) => status);

describe('a picture', () => {
  test('is stored without the place it was taken at, upright, and shown in place', async () => {
    const person = await stack.person();
    const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
      .jpeg()
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD3: { GPSLatitude: '6/1 12/1 0/1', GPSLatitudeRef: 'S' } })
      .toBuffer();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    const stored = await upload(person, photo, { name: 'ฉัน.jpg', type: 'image/png' });
    expect(stored).toMatchObject({
      type: 'image/jpeg',
      name: 'ฉัน.jpg',
      image: { width: 20, height: 40 },
      url: `/files/${stored.id}`,
    });
    const answer = await byCookie(person, stored.url);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.length).toBe(stored.bytes);
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  });

  test('that moves keeps moving', async () => {
    const person = await stack.person();
    const stored = await upload(person, await movingGif(12));
    expect(stored).toMatchObject({ type: 'image/gif', image: { width: 10, height: 10 } });
    const bytes = Buffer.from(await (await byToken(person, stored)).arrayBuffer());
    expect((await sharp(bytes).metadata()).pages).toBe(12);
  });

  test('LOAD-1 larger than it looks is refused before it is decoded, and memory stays flat', async () => {
    const person = await stack.person();
    const bomb = png25000();
    expect(bomb.length).toBeLessThan(1_000_000);
    const before = process.memoryUsage().rss;
    const started = performance.now();
    const refusals = await Promise.all(
      Array.from({ length: 6 }, () => problemOf(upload(person, bomb, { name: 'small.png' }))),
    );
    for (const { status, code } of refusals) expect([status, code]).toEqual([413, 'too-large']);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  test('LOAD-1 of 5,000 frames is refused', async () => {
    const person = await stack.person();
    const refused = await problemOf(upload(person, await longGif(5_000)));
    expect([refused.status, refused.code]).toEqual([413, 'too-large']);
  });

  test('that is broken is refused', async () => {
    const person = await stack.person();
    const whole = await png(200, 200);
    const refused = await problemOf(
      upload(person, Buffer.concat([whole.subarray(0, 60), Buffer.alloc(400, 7)])),
    );
    expect([refused.status, refused.code]).toEqual([415, 'unsupported-media']);
  });
});

describe('any other file', () => {
  test.each([
    ['page.html', '<!doctype html><script>alert(1)</script>'],
    ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    [
      'drawing.svg',
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    ],
    ['feed.xml', '<?xml version="1.0"?><a/>'],
    [
      'page.xhtml',
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>1</script></html>',
    ],
    ['picture.png', '<html><script>alert(1)</script>'],
    ['paper.pdf', '%PDF-1.7 <script>'],
  ])('FILE-1 %s is saved, never run', async (name, text) => {
    const person = await stack.person();
    const stored = await upload(person, text, { name, type: 'image/png' });
    for (const answer of [await byCookie(person, stored.url), await byToken(person, stored)]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).not.toMatch(/html|xml|svg|image/);
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(await answer.text()).toBe(text);
    }
  });

  test('FILE-1 a picture named as a page is a picture', async () => {
    const person = await stack.person();
    const stored = await upload(person, await png(), { name: 'page.html', type: 'text/html' });
    const answer = await byCookie(person, stored.url);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('content-disposition')).toMatch(/^inline; filename="page.html.png"/);
  });

  test.each([
    ["a');color:red;x.png", "a');color:red;x.png"],
    ['"><b>.pdf', '"><b>.pdf'],
    ['../../x.txt', 'x.txt'],
    ['naïve café.pptx', 'naïve café.pptx'],
    ['nai\u0308ve cafe\u0301.pptx', 'naïve café.pptx'],
    ['รายงาน.pdf', 'รายงาน.pdf'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    [`${'n'.repeat(300)}.docx`, `${'n'.repeat(195)}.docx`],
  ])('FILE-2 %s is shown and saved as %s', async (given, kept) => {
    const person = await stack.person();
    const stored = await upload(person, 'text', { name: given });
    expect(stored.name).toBe(kept);
    const header = (await byToken(person, stored)).headers.get('content-disposition') ?? '';
    expect(decodeURIComponent(header.split("filename*=UTF-8''")[1] ?? '')).toBe(kept);
  });

  test('is refused when too large, missing, or sent as something else', async () => {
    const person = await stack.person();
    const large = await problemOf(upload(person, Buffer.alloc(21 * 1024 * 1024)));
    expect([large.status, large.code]).toEqual([413, 'too-large']);
    const post = async (init: RequestInit) => {
      const answer = await fetch(`${stack.url}/api/v1/uploads`, { method: 'POST', ...init });
      return [answer.status, ((await answer.json()) as { code: string }).code];
    };
    const Authorization = `Bearer ${person.token}`;
    expect(await post({ body: new FormData(), headers: { Authorization } })).toEqual([
      400,
      'invalid',
    ]);
    expect(
      await post({ body: 'x', headers: { Authorization, 'Content-Type': 'text/plain' } }),
    ).toEqual([415, 'unsupported-media']);
    const twice = new FormData();
    for (const name of ['a', 'b']) twice.append('file', new Blob(['x']), name);
    expect(await post({ body: twice, headers: { Authorization } })).toEqual([400, 'invalid']);
    expect(await post({ body: twice })).toEqual([401, 'signed-out']);
  });

  test('sent twice under one key is one file', async () => {
    const person = await stack.person();
    const headers = { 'Idempotency-Key': 'file-1' };
    const one = await upload(person, 'same', { headers });
    expect(await upload(person, 'same', { headers })).toEqual(one);
  });
});

describe('PERM-4 a file follows the rights of its place', () => {
  test('before it is used, its owner alone opens it', async () => {
    const [owner, other] = await Promise.all([stack.person(), stack.person()]);
    const stored = await upload(owner, await png());
    expect(await open(owner, stored)).toBe(200);
    for (const one of [other, null]) {
      expect(await open(one, stored)).toBe(404);
      expect((await byCookie(one, stored.url)).status).toBe(404);
    }
    expect((await byCookie(owner, '/files/ffffffffffffffffffffffff')).status).toBe(404);
    expect((await byCookie(owner, '/files/x')).status).toBe(404);
  });

  test('in a thread, whoever may read the post opens it, as long as both stand', async () => {
    const [owner, member, stranger] = await Promise.all([
      stack.person(),
      stack.person(),
      stack.person(),
    ]);
    const { id } = await owner.call(communityRoutes.createCommunity, { body: { name: 'Closed' } });
    const { code } = await owner.call(communityRoutes.createInvite, { params: { id }, body: {} });
    await member.call(communityRoutes.acceptInvite, { params: { code } });
    const space = (await owner.call(communityRoutes.listSpaces, { params: { id } })).items[0];
    const stored = await upload(owner, await png());
    const shown = (text: string) => `${text} ![picture](${stored.url})`;
    const { post } = await owner.call(threadRoutes.createThread, {
      params: { id: space?.id ?? '' },
      body: { title: 'Pictures', body: shown('Look') },
    });
    const doors = async () => [
      await open(owner, stored),
      await open(member, stored),
      await open(stranger, stored),
      await open(null, stored),
    ];
    expect(await doors()).toEqual([200, 200, 404, 404]);

    await owner.call(threadRoutes.editPost, {
      params: { id: post.id },
      body: { body: 'Gone', baseRevision: 1 },
    });
    expect(await doors()).toEqual([200, 404, 404, 404]);
    await owner.call(threadRoutes.editPost, {
      params: { id: post.id },
      body: { body: shown('Back'), baseRevision: 2 },
    });
    expect(await doors()).toEqual([200, 200, 404, 404]);

    await owner.call(communityRoutes.removeMember, { params: { id, personId: member.id } });
    expect(await doors()).toEqual([200, 404, 404, 404]);
    await member.call(communityRoutes.acceptInvite, { params: { code } });
    await owner.call(threadRoutes.deletePost, { params: { id: post.id } });
    expect(await doors()).toEqual([200, 404, 404, 404]);
  });

  test('shown by somebody else, it is opened by nobody more', async () => {
    const [owner, thief] = await Promise.all([stack.person(), stack.person()]);
    const stored = await upload(owner, await png());
    const { id } = await thief.call(communityRoutes.createCommunity, {
      body: { name: 'Mine', reading: 'everyone' },
    });
    const space = (await thief.call(communityRoutes.listSpaces, { params: { id } })).items[0];
    await thief.call(threadRoutes.createThread, {
      params: { id: space?.id ?? '' },
      body: { title: 'T', body: `![x](${stored.url})` },
    });
    expect([await open(thief, stored), await open(null, stored)]).toEqual([404, 404]);
  });

  test('as a picture of a person, whoever may see the person opens it, and no longer than it is that', async () => {
    const [adult, minor, stranger] = await Promise.all([
      stack.person({ age: 'adult' }),
      stack.person({ age: 'minor' }),
      stack.person(),
    ]);
    for (const [person, seen] of [
      [adult, 200],
      [minor, 404],
    ] as const) {
      const stored = await upload(person, await png());
      const me = await person.call(peopleRoutes.changeMe, { body: { avatarFileId: stored.id } });
      expect(me.avatarUrl).toBe(stored.url);
      expect(await open(stranger, stored)).toBe(seen);
      const next = await upload(person, await png());
      await person.call(peopleRoutes.changeMe, { body: { avatarFileId: next.id } });
      await eventually(
        async () => (await open(stranger, stored)) === 404 || 'the former picture is still open',
      );
      expect(await open(stranger, next)).toBe(seen);
    }
  });

  test('a picture of a person is a picture, and the own one', async () => {
    const [owner, other] = await Promise.all([stack.person(), stack.person()]);
    const [picture, text] = [await upload(owner, await png()), await upload(owner, 'text')];
    const take = (person: TestPerson, { id }: FileView) =>
      problemOf(person.call(peopleRoutes.changeMe, { body: { avatarFileId: id } }));
    expect((await take(other, picture)).code).toBe('not-found');
    expect((await take(owner, text)).code).toBe('invalid');
  });
});

/** One colour, 25,000 by 25,000, one bit each: a few kilobytes, 2.5 gigabytes as colours. */
function png25000(): Buffer {
  const size = 25_000;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(size * (1 + size / 8)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** A GIF of so many colours, one after another. */
async function movingGif(frames: number): Promise<Buffer> {
  const colours = Array.from({ length: frames }, (_, n) => `hsl(${n * 30} 80% 50%)`);
  const pictures = colours.map((background) =>
    sharp({ create: { width: 10, height: 10, channels: 3, background } })
      .png()
      .toBuffer(),
  );
  return sharp(await Promise.all(pictures), { join: { animated: true } })
    .gif()
    .toBuffer();
}

/** A GIF written by hand: one frame of 10 by 10 again and again. */
async function longGif(frames: number): Promise<Buffer> {
  const one = await sharp({ create: { width: 10, height: 10, channels: 3, background: 'red' } })
    .gif()
    .toBuffer();
  const header = one.subarray(0, 13 + 3 * 2 ** (((one[10] ?? 0) & 7) + 1));
  const body = one.subarray(header.length, one.length - 1);
  return Buffer.concat([
    header,
    ...Array.from({ length: frames }, () => body),
    Buffer.from([0x3b]),
  ]);
}

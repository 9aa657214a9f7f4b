import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileId, personId, signInId, threadId } from '@jembatan/shared/ids';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonActor } from '../../kernel/actor.ts';
import { KeyedQueue } from '../../kernel/keyed-queue.ts';
import { createTestPlatform, type TestPlatform } from '../../testing/test-platform.ts';
import { createBlobLedger } from './blob-ledger.repository.ts';
import { type Blobs, createBlobs } from './blobs.ts';
import { createFilesRepository, type FilesRepository } from './files.repository.ts';
import { createGridfsStore } from './gridfs.store.ts';
import { createUploadsService, type UploadsService } from './uploads.service.ts';
import { createVariants } from './variants.ts';

const owner: PersonActor = {
  kind: 'person',
  id: personId.parse('1'.repeat(24)),
  sid: signInId.parse('2'.repeat(24)),
  hubRole: 'member',
  age: 'adult',
};
const thread = threadId.parse('3'.repeat(24));
const inAMoment = () => new Date(Date.now() + 1_000);

let platform: TestPlatform;
let files: FilesRepository;
let blobs: Blobs;
let service: UploadsService;
beforeAll(async () => {
  platform = await createTestPlatform();
  files = createFilesRepository(platform.connection);
  const stores = { gridfs: createGridfsStore(platform.connection), s3: null };
  blobs = createBlobs({ ...platform, stores, ledger: createBlobLedger(platform.connection) });
  const pictures = new KeyedQueue();
  const variants = createVariants({ ...platform, files, blobs, pictures });
  service = createUploadsService({ ...platform, files, blobs, pictures, variants });
  await files.createIndexes();
});
afterAll(() => platform.close());

async function stored(text = 'text'): Promise<FileId> {
  const path = join(tmpdir(), randomUUID());
  await writeFile(path, text);
  return (await service.store(owner, { path, name: 'a.txt' })).id;
}

async function bytesOf(id: FileId): Promise<string> {
  const file = await files.find(id);
  if (!file) return '';
  const chunks: Buffer[] = [];
  for await (const chunk of await blobs.open(file.blob)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

describe('the sweep', () => {
  test('throws away what nobody used since then, with its bytes, and nothing else', async () => {
    const [unused, used] = [await stored('unused'), await stored('used')];
    await service.bindToThread(owner, [used], thread);
    expect(await service.sweep(new Date(Date.now() - 60_000))).toBe(0);
    const blob = (await files.find(unused))?.blob ?? { store: 'gridfs' as const, id: '' };
    expect(await service.sweep(inAMoment())).toBe(1);
    expect(await files.find(unused)).toBeNull();
    await expect((await blobs.open(blob)).toArray()).rejects.toThrow();
    expect(await bytesOf(used)).toBe('used');
  });

  test('throws away the smaller versions of a picture with it', async () => {
    const path = join(tmpdir(), randomUUID());
    const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
    const create = { width: 900, height: 600, channels: 3, background: 'teal', noise } as const;
    await sharp({ create }).png().toFile(path);
    const { id } = await service.store(owner, { path, name: 'a.png' });
    const smaller = (await files.find(id))?.variants ?? [];
    expect(smaller.map(({ width }) => width)).toEqual([160, 320, 640]);
    for (const { blob, bytes } of smaller)
      expect(Buffer.concat(await (await blobs.open(blob)).toArray())).toHaveLength(bytes);
    await service.sweep(inAMoment());
    for (const { blob } of smaller)
      await expect((await blobs.open(blob)).toArray()).rejects.toThrow();
  });

  test('takes each file once when two servers sweep', async () => {
    for (let n = 0; n < 6; n += 1) await stored();
    const swept = await Promise.all([service.sweep(inAMoment()), service.sweep(inAMoment())]);
    expect(swept[0] + swept[1]).toBe(6);
  });

  test('takes a former picture of a person, unless it is shown elsewhere', async () => {
    const [former, shown, now] = [await stored(), await stored(), await stored()];
    for (const id of [former, shown, now])
      await files.bind(owner.id, [id], { kind: 'avatar', id: owner.id });
    await service.bindToThread(owner, [shown], thread);
    await service.releaseAvatars(owner.id, now);
    expect(await service.sweep(inAMoment())).toBe(1);
    expect(await files.find(former)).toBeNull();
    expect((await files.find(shown))?.places).toEqual([{ kind: 'thread', id: thread }]);
    expect((await files.find(now))?.places).toEqual([{ kind: 'avatar', id: owner.id }]);
  });
});

describe('a place', () => {
  test('is given by the owner of a file only', async () => {
    const id = await stored();
    const other = { ...owner, id: personId.parse('4'.repeat(24)) };
    await service.bindToThread(other, [id], thread);
    expect((await files.find(id))?.places).toEqual([]);
    await service.bindToThread(owner, [id], thread);
    await service.bindToThread(owner, [id], thread);
    expect((await files.find(id))?.places).toEqual([{ kind: 'thread', id: thread }]);
  });
});

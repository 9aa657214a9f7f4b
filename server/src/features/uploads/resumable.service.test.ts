import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personId, type ResumableId, signInId } from '@jembatan/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonActor } from '../../kernel/actor.ts';
import { KeyedQueue } from '../../kernel/keyed-queue.ts';
import { createTestBlobs } from '../../testing/test-blobs.ts';
import { createTestPlatform, type TestPlatform } from '../../testing/test-platform.ts';
import type { Blobs } from './blobs.ts';
import { createFilesRepository, type FilesRepository } from './files.repository.ts';
import { createResumableRepository, type ResumableRepository } from './resumable.repository.ts';
import { createResumableService } from './resumable.service.ts';
import { createUploadsService } from './uploads.service.ts';
import { createVariants } from './variants.ts';

const owner: PersonActor = {
  kind: 'person',
  id: personId.parse('1'.repeat(24)),
  sid: signInId.parse('2'.repeat(24)),
  hubRole: 'member',
  age: 'adult',
};
const hour = 3_600_000;

let platform: TestPlatform;
let blobs: Blobs;
let uploads: ResumableRepository;
let files: FilesRepository;
/** How far the clock is ahead. */
let ahead = 0;
beforeAll(async () => {
  platform = await createTestPlatform();
  blobs = await createTestBlobs(platform);
  files = createFilesRepository(platform.connection);
  uploads = createResumableRepository(platform.connection);
  await uploads.createIndexes();
});
afterAll(() => platform.close());

function createService() {
  const clock = { now: () => new Date(Date.now() + ahead) };
  const pictures = new KeyedQueue();
  const variants = createVariants({ ...platform, files, blobs, pictures });
  const { store } = createUploadsService({ ...platform, clock, files, blobs, pictures, variants });
  const rules = { requireAccepted: () => Promise.resolve() };
  return createResumableService({ ...platform, ...{ clock, uploads, files, blobs, store, rules } });
}

const begin = (length: number) =>
  createService().begin(owner, { length, name: 'a.txt', type: '', communityId: null });

async function add(id: ResumableId, offset: number, text: string): Promise<void> {
  const path = join(tmpdir(), randomUUID());
  await writeFile(path, text);
  async function* pieces() {
    yield { path, bytes: text.length };
  }
  await createService().append(owner, id, { offset, bytes: null, pieces: pieces() });
}

const partsOf = async (id: ResumableId) => (await uploads.findOf(owner.id, id))?.parts ?? [];
const isThere = (blob: Parameters<Blobs['open']>[0]) =>
  blobs.open(blob).then(
    (bytes) =>
      bytes.toArray().then(
        () => true,
        () => false,
      ),
    () => false,
  );

test('a part that is waited for too long takes those before it along; each part gives a new day', async () => {
  const { id } = await begin(9);
  await add(id, 0, 'one');
  ahead = 20 * hour;
  await add(id, 3, 'two');
  ahead = 40 * hour;
  const service = createService();
  await service.sweep();
  expect((await service.get(owner, id)).offset).toBe(6);
  const parts = await partsOf(id);
  ahead = 45 * hour;
  await expect(service.get(owner, id)).rejects.toThrow('not-found');
  await service.sweep();
  await blobs.sweep(new Date(Date.now() + 1_000));
  for (const { blob } of parts) expect(await isThere(blob)).toBe(false);
  ahead = 0;
});

test('the parts become one file, once, also when two servers conclude; then they go', async () => {
  const { id } = await begin(6);
  await add(id, 0, 'one');
  await add(id, 3, 'two');
  const parts = await partsOf(id);
  const both = [createService().conclude(owner, id), createService().conclude(owner, id)];
  const settled = await Promise.allSettled(both);
  expect(settled.some(({ status }) => status === 'fulfilled')).toBe(true);
  const { file } = await createService().get(owner, id);
  expect(file?.bytes).toBe(6);
  expect((await createService().conclude(owner, id)).file?.id).toBe(file?.id);
  await blobs.sweep(new Date(Date.now() + 1_000));
  for (const { blob } of parts) expect(await isThere(blob)).toBe(false);
});

test('a server that went away while it put the parts together is not waited for for ever', async () => {
  const { id } = await begin(3);
  await add(id, 0, 'one');
  expect(await uploads.claim(id, new Date())).toBe(true);
  await expect(createService().conclude(owner, id)).rejects.toThrow('unavailable');
  ahead = hour;
  expect((await createService().conclude(owner, id)).file?.bytes).toBe(3);
  ahead = 0;
});

test('a person has so many unfinished ones; the oldest give way', async () => {
  const { id: first } = await begin(3);
  for (let n = 0; n < 20; n += 1) await begin(3);
  await expect(createService().get(owner, first)).rejects.toThrow('not-found');
});

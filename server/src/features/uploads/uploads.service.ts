import { stat } from 'node:fs/promises';
import { AppError, notFound } from '@jembatan/shared/errors';
import { type FileId, fileId, type PersonId, type ThreadId } from '@jembatan/shared/ids';
import type { FileView } from '@jembatan/shared/uploads.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { KeyedQueue } from '../../kernel/keyed-queue.ts';
import type { Transact } from '../../kernel/transactions.ts';
import { canUseAsAvatar } from '../../permissions/uploads.rules.ts';
import type { BlobRef } from './blobs.store.ts';
import type { Blobs } from './blobs.ts';
import { cleanFileName } from './file-names.ts';
import { typeOfBytes } from './file-types.ts';
import type { FilesRepository, StoredFile } from './files.repository.ts';
import { isPicture, rewritePicture, smallerOf, thumbnailOf } from './images.ts';
import { toFileView } from './uploads.views.ts';
import type { Variants } from './variants.ts';

export interface UploadsDeps {
  files: FilesRepository;
  blobs: Blobs;
  /** Pictures are worked on one after another: their memory is that of one. */
  pictures: KeyedQueue;
  variants: Pick<Variants, 'store'>;
  transact: Transact;
  clock: Clock;
}

/** What arrived, on disk. */
export interface Arrival {
  path: string;
  /** As the sender named it. */
  name: string;
}

/** What else belongs to storing a file. */
export interface StoreExtras {
  /** Throws where a file of this type and size is not taken. */
  accept?: (kind: { type: string; bytes: number }) => Promise<void>;
  /** Done in the same transaction. */
  also?: (file: FileView) => Promise<void>;
}

/** Files: stored, given a place, thrown away when nobody wants them. */
export function createUploadsService(deps: UploadsDeps) {
  const { files, blobs, pictures, transact, clock } = deps;

  async function inspect(path: string) {
    const type = await typeOfBytes(path);
    if (!isPicture(type)) return { type, image: null, smaller: [] };
    return pictures.run('one', async () => {
      const { type: storedType, width, height } = await rewritePicture(path, type);
      return { type: storedType, image: { width, height }, smaller: await smallerOf(path) };
    });
  }

  async function store(
    actor: PersonActor,
    { path, name }: Arrival,
    { accept, also }: StoreExtras = {},
  ): Promise<FileView> {
    const { smaller, ...kind } = await inspect(path);
    const { size: bytes } = await stat(path);
    await accept?.({ type: kind.type, bytes });
    const blob = await blobs.put(path);
    const variants = await deps.variants.store(smaller);
    const fresh = { ...kind, bytes, blob, variants, name: cleanFileName(name), ownerId: actor.id };
    const refs = blobsOf(fresh);
    try {
      return await transact(async () => {
        await blobs.keep(refs);
        const view = toFileView(await files.insert({ ...fresh, createdAt: clock.now() }));
        await also?.(view);
        return view;
      });
    } catch (error) {
      await blobs.release(refs);
      throw error;
    }
  }

  /** Takes one file that nobody used since then out of the list; its bytes go at the next sweep. */
  const dropOne = (before: Date) =>
    transact(async () => {
      const file = await files.takeUnused(before);
      if (file) await blobs.release(blobsOf(file));
      return file !== null;
    });

  return {
    store,

    /** A small picture of bytes from elsewhere; null for what is none. */
    thumbnailOf: (bytes: Buffer) => pictures.run('one', () => thumbnailOf(bytes)),

    /** Gives files the rights of a thread, inside the transaction of the post that shows them. */
    bindToThread: (actor: PersonActor, ids: readonly FileId[], threadId: ThreadId) =>
      files.bind(actor.id, ids, { kind: 'thread', id: threadId }),

    /** Throws `not-found` unless the actor uploaded the file, `invalid` unless it is a picture. */
    async bindAvatar(actor: PersonActor, id: string): Promise<void> {
      const file = await files.find(id);
      const own = file && canUseAsAvatar(actor, { ownerId: file.ownerId, throughPlace: false });
      if (!own) throw notFound('file');
      if (!file.image)
        throw new AppError('invalid', { issues: [{ path: 'avatarFileId', code: 'custom' }] });
      await files.bind(actor.id, [fileId.parse(id)], { kind: 'avatar', id: actor.id });
    },

    releaseAvatars: (personId: PersonId, except: FileId | null) =>
      files.releaseAvatars(personId, except, clock.now()),

    /** Throws away what has had no place since then, and bytes that nobody took. */
    async sweep(before: Date): Promise<number> {
      let count = 0;
      while (await dropOne(before)) count += 1;
      await blobs.sweep(clock.now());
      return count;
    },
  };
}

/** All bytes that are kept for a file. */
const blobsOf = ({ blob, variants }: Pick<StoredFile, 'blob' | 'variants'>): BlobRef[] => [
  blob,
  ...(variants ?? []).map((variant) => variant.blob),
];

export type UploadsService = ReturnType<typeof createUploadsService>;

import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyedQueue } from '../../kernel/keyed-queue.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Transact } from '../../kernel/transactions.ts';
import type { BlobRef } from './blobs.store.ts';
import type { Blobs } from './blobs.ts';
import type { FilesRepository, StoredFile, Variant } from './files.repository.ts';
import { type SmallerPicture, smallerOf } from './images.ts';
import { smallerWidths } from './picture-widths.ts';

export interface VariantsDeps {
  files: FilesRepository;
  blobs: Blobs;
  transact: Transact;
  logger: Logger;
  /** Pictures are worked on one after another. */
  pictures: KeyedQueue;
}

/** Pictures from before that may wait for their smaller versions; for others there is a next time. */
const mostWaiting = 20;
/** A reader waits so long for a smaller version, and then gets the whole picture. */
const patienceMs = 2_000;

/** Bytes that are sent for a file, and what they are. */
export interface SentVersion {
  type: string;
  bytes: number;
  blob: BlobRef;
  /** Null: the file as it was stored. */
  width: number | null;
}

class MadeElsewhere extends Error {}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'picture-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export type Variants = ReturnType<typeof createVariants>;

/**
 * Smaller versions of pictures: made when a picture comes, and of those from
 * before there were any when one is first asked for.
 */
export function createVariants({ files, blobs, transact, logger, pictures }: VariantsDeps) {
  const underWay = new Map<string, Promise<Variant[] | null>>();

  /** Bytes that no file has yet: whoever takes them keeps them. */
  const store = (smaller: readonly SmallerPicture[]): Promise<Variant[]> =>
    inFolder(async (folder) => {
      const stored: Variant[] = [];
      for (const { width, bytes } of smaller) {
        const path = join(folder, String(width));
        await writeFile(path, bytes);
        stored.push({ width, bytes: bytes.length, blob: await blobs.put(path) });
      }
      return stored;
    });

  const readAndShrink = (file: StoredFile): Promise<SmallerPicture[]> =>
    inFolder(async (folder) => {
      const path = join(folder, 'whole');
      await pipeline(await blobs.open(file.blob), createWriteStream(path));
      return pictures.run('one', () => smallerOf(path));
    });

  async function keep(file: StoredFile, variants: Variant[]): Promise<Variant[] | null> {
    const refs = variants.map(({ blob }) => blob);
    try {
      await transact(async () => {
        await blobs.keep(refs);
        if (!(await files.setVariants(file.id, variants))) throw new MadeElsewhere();
      });
      return variants;
    } catch (error) {
      await blobs.release(refs);
      if (!(error instanceof MadeElsewhere)) throw error;
      return (await files.find(file.id))?.variants ?? null;
    }
  }

  async function make(file: StoredFile): Promise<Variant[] | null> {
    try {
      return await keep(file, await store(await readAndShrink(file)));
    } catch (err) {
      logger.warn({ err, fileId: file.id }, 'a picture stays without smaller versions for now');
      return null;
    } finally {
      underWay.delete(file.id);
    }
  }

  /** Null: not yet. */
  async function variantsOf(file: StoredFile): Promise<Variant[] | null> {
    if (file.variants || smallerWidths(file).length === 0) return file.variants;
    const making = underWay.get(file.id);
    if (!making && underWay.size >= mostWaiting) return null;
    const mine = making ?? make(file);
    underWay.set(file.id, mine);
    return Promise.race([mine, sleep(patienceMs, null, { ref: false })]);
  }

  return {
    store,

    /** The smallest version at least so wide; without a width, or where there is none, all of it. */
    async versionOf(file: StoredFile, width: number | undefined): Promise<SentVersion> {
      const variants = width === undefined ? null : await variantsOf(file);
      const fit = variants?.find((variant) => variant.width >= (width ?? 0));
      return fit ? { ...fit, type: 'image/webp' } : { ...file, width: null };
    },
  };
}

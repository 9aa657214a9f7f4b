import { createBlobLedger } from '../features/uploads/blob-ledger.repository.ts';
import { type Blobs, createBlobs } from '../features/uploads/blobs.ts';
import { createGridfsStore } from '../features/uploads/gridfs.store.ts';
import { createS3Store } from '../features/uploads/s3.store.ts';
import type { Platform } from '../platform.ts';

export type { BlobRef, Span } from '../features/uploads/blobs.store.ts';
export type { Blobs };

/** Bytes as the hub keeps them, in the store that the platform's settings name. */
export async function createTestBlobs(platform: Platform): Promise<Blobs> {
  const gridfs = createGridfsStore(platform.connection);
  const s3 = platform.objectStorage && createS3Store(platform.objectStorage);
  const ledger = createBlobLedger(platform.connection);
  await ledger.createIndexes();
  return createBlobs({ ...platform, ledger, stores: { gridfs, s3 } });
}

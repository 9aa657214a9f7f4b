import type { ObjectStorage } from '../../platform/object-storage.ts';
import type { BlobStore } from './blobs.store.ts';

/** In a bucket that only the hub reads: there are no addresses to it. */
export function createS3Store(storage: ObjectStorage): BlobStore {
  const keyOf = (id: string) => `files/${id}`;
  return {
    put: (id, path) => storage.put(keyOf(id), path),
    open: (id, span) => storage.open(keyOf(id), span),
    remove: (id) => storage.remove(keyOf(id)),
  };
}

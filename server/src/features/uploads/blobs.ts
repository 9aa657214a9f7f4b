import { AppError } from '@jembatan/shared/errors';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { BlobLedger } from './blob-ledger.repository.ts';
import type { BlobRef, BlobStore, Span, StoreName } from './blobs.store.ts';

export interface BlobsDeps {
  stores: { gridfs: BlobStore; s3: BlobStore | null };
  ledger: BlobLedger;
  clock: Clock;
  logger: Logger;
}

/** New bytes that no file took are kept this long. */
const unclaimedMs = 24 * 3_600_000;
/** Thrown away at a time. */
const batch = 100;

export type Blobs = ReturnType<typeof createBlobs>;

/**
 * Bytes, in the store of the setting; older ones stay readable where they are.
 * A ledger makes sure that none are left over: bytes stand in it before they
 * are stored, and leave it in the transaction of the file that takes them.
 */
export function createBlobs({ stores, ledger, clock, logger }: BlobsDeps) {
  const current: StoreName = stores.s3 ? 's3' : 'gridfs';

  function storeOf(name: StoreName): BlobStore {
    const store = stores[name];
    // The setting was taken away while files are there.
    if (!store) throw new AppError('unavailable', { retryAfter: 60 });
    return store;
  }

  async function put(path: string): Promise<BlobRef> {
    const ref: BlobRef = { store: current, id: ledger.newId() };
    await ledger.add([ref], new Date(clock.now().getTime() + unclaimedMs));
    await storeOf(current).put(ref.id, path);
    return ref;
  }

  /** True when the bytes are gone for good. */
  async function remove(ref: BlobRef): Promise<boolean> {
    try {
      await storeOf(ref.store).remove(ref.id);
      await ledger.strike([ref]);
      return true;
    } catch (err) {
      logger.warn({ err, store: ref.store }, 'bytes stay until the next sweep');
      return false;
    }
  }

  return {
    current,
    /** Stores the bytes of a file on disk; they go again unless they are kept within a day. */
    put,
    /** Inside the transaction of what takes the bytes. */
    keep: (refs: readonly BlobRef[]) => ledger.strike(refs),
    /** Inside the transaction of what lets go of the bytes: the next sweep removes them. */
    release: (refs: readonly BlobRef[]) => ledger.add(refs, clock.now()),
    open: async ({ store, id }: BlobRef, span?: Span) => storeOf(store).open(id, span),
    /** Removes what is due by then; answers how many. */
    async sweep(before: Date): Promise<number> {
      let count = 0;
      for (;;) {
        const due = await ledger.listDue(before, batch);
        let removed = 0;
        for (const ref of due) removed += (await remove(ref)) ? 1 : 0;
        count += removed;
        if (due.length < batch || removed < due.length) return count;
      }
    },
  };
}

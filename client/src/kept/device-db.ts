/**
 * The device's own database: what is kept for reading without a network, and
 * what was written and is not sent. One for pages and the service worker.
 */
export type StoreName = 'entries' | 'bodies' | 'outbox' | 'device';

const name = 'jembatan';
const version = 1;

function upgrade(db: IDBDatabase): void {
  // Small facts about each kept thing, apart from the thing: what goes is decided without loading it all.
  db.createObjectStore('entries', { keyPath: ['personId', 'kind', 'id'] });
  db.createObjectStore('bodies');
  db.createObjectStore('outbox', { keyPath: 'key' });
  db.createObjectStore('device');
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = () => upgrade(opening.result);
    opening.onsuccess = () => {
      const db = opening.result;
      // A newer version of the app must not wait for this page.
      db.onversionchange = () => {
        db.close();
        opened = null;
      };
      db.onclose = () => {
        opened = null;
      };
      resolve(db);
    };
    opening.onerror = () => reject(opening.error);
    opening.onblocked = () => reject(new Error('another page holds an older database'));
  });
}

let opened: Promise<IDBDatabase> | null = null;

function theDb(): Promise<IDBDatabase> {
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** The answer of one request to the database. */
export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    transaction.onerror = () => reject(transaction.error);
  });
}

/** Reads; rejects where the browser keeps no databases (some private windows). */
export async function reading<T>(
  store: StoreName,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await theDb();
  return answerOf(ask(db.transaction(store).objectStore(store)));
}

/** Writes in one transaction; resolves when it is on the device. */
export async function writing(
  stores: readonly StoreName[],
  work: (transaction: IDBTransaction) => void,
): Promise<void> {
  const db = await theDb();
  const transaction = db.transaction(stores, 'readwrite');
  const done = finished(transaction);
  work(transaction);
  await done;
}

import * as z from 'zod/mini';
import { answerOf } from './device-db.ts';

const note = z.object({
  key: z.string(),
  personId: z.string(),
  /** Where the text stands that the file is for, as drafts name it. */
  place: z.string(),
  alt: z.string(),
  /** The upload in parts, once it has begun. */
  uploadId: z.nullable(z.string()),
  addedAt: z.number(),
});

/** A file that is on its way out; the page may close meanwhile. */
export type WaitingNote = z.infer<typeof note>;

export interface WaitingFile extends WaitingNote {
  readonly file: File;
}

/** As long as the hub keeps parts. */
const keptMs = 24 * 3_600_000;

/** Apart from what is kept for reading: files come and go, and only pages need them. */
async function withDb<T>(work: (db: IDBDatabase) => Promise<T>): Promise<T> {
  const opening = indexedDB.open('jembatan-files', 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('notes', { keyPath: 'key' });
    opening.result.createObjectStore('files');
  };
  const db = await answerOf(opening);
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

function change(work: (notes: IDBObjectStore, files: IDBObjectStore) => void): Promise<void> {
  return withDb(
    (db) =>
      new Promise((resolve, reject) => {
        const transaction = db.transaction(['notes', 'files'], 'readwrite');
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
        work(transaction.objectStore('notes'), transaction.objectStore('files'));
      }),
  );
}

const drop = (keys: readonly string[]) =>
  change((notes, files) => {
    for (const key of keys) {
      notes.delete(key);
      files.delete(key);
    }
  });

async function allNotes(): Promise<WaitingNote[]> {
  const found = await withDb((db) => {
    const asked: IDBRequest<unknown[]> = db.transaction('notes').objectStore('notes').getAll();
    return answerOf(asked);
  });
  return found.flatMap((value) => {
    const result = note.safeParse(value);
    return result.success ? [result.data] : [];
  });
}

/** Files on their way, so that they go on after a reload. Rejects where the browser keeps nothing. */
export const waitingFiles = {
  keep: ({ file, ...about }: WaitingFile): Promise<void> =>
    change((notes, files) => {
      notes.put(about);
      files.put(file, about.key);
    }),

  /** Notes something about a file that is kept; nothing where it is not any more. */
  note: (key: string, about: Partial<Pick<WaitingNote, 'alt' | 'uploadId'>>): Promise<void> =>
    change((notes) => {
      const asked: IDBRequest<unknown> = notes.get(key);
      asked.onsuccess = () => {
        const kept = note.safeParse(asked.result);
        if (kept.success) notes.put({ ...kept.data, ...about });
      };
    }),

  drop: (key: string): Promise<void> => drop([key]),

  /** The texts that files of a person are on their way into, one for each file. */
  async placesOf(personId: string): Promise<string[]> {
    const notes = await allNotes();
    const isFresh = ({ addedAt }: WaitingNote) => Date.now() - addedAt <= keptMs;
    return notes.filter((one) => one.personId === personId && isFresh(one)).map((one) => one.place);
  },

  /** Those of one text, oldest first. What waited for a day is let go, whoever's it was. */
  async of(personId: string, place: string): Promise<WaitingFile[]> {
    const notes = await allNotes();
    await drop(notes.filter(({ addedAt }) => Date.now() - addedAt > keptMs).map(({ key }) => key));
    const mine = notes.filter((one) => one.personId === personId && one.place === place);
    const found = await withDb((db) => {
      const files = db.transaction('files').objectStore('files');
      return Promise.all(mine.map(({ key }): Promise<unknown> => answerOf(files.get(key))));
    });
    return mine
      .flatMap((one, n) => {
        const file = found[n];
        return file instanceof File ? [{ ...one, file }] : [];
      })
      .sort((a, b) => a.addedAt - b.addedAt);
  },

  /** Of one person, all. */
  async forget(personId: string): Promise<void> {
    const notes = await allNotes();
    await drop(notes.filter((one) => one.personId === personId).map(({ key }) => key));
  },
};

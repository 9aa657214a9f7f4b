import { reading, writing } from './device-db.ts';
import { writingFor } from './device-notes.ts';
import { type KeptFacts, type KeptKind, whatGoes } from './keep-rules.ts';

/** A kept thing without its content, for lists and for deciding what goes. */
export interface KeptEntry extends KeptFacts {
  readonly personId: string;
  /** Milliseconds since 1970: when the server last said so. */
  readonly keptAt: number;
  readonly communityId?: string | undefined;
  /** Of a thread. */
  readonly title?: string | undefined;
  readonly unread?: number | undefined;
}

type Key = readonly [personId: string, kind: KeptKind, id: string];

const keyOf = ({ personId, kind, id }: KeptEntry): Key => [personId, kind, id];
const keyRange = (key: Key) => [...key];

/** Everything of one person, or of one kind of theirs. */
function rangeOf(personId: string, kind?: KeptKind): IDBKeyRange {
  const start = kind ? [personId, kind] : [personId];
  // An array comes after every text and number: the end of what begins with `start`.
  return IDBKeyRange.bound(start, [...start, []]);
}

/** What is kept, whoever it belongs to; the content of one person is never given for another. */
export const keptStore = {
  /** The content, or undefined. Nobody but the writer knows its shape: check it. */
  async body(...key: Key): Promise<unknown> {
    return reading('bodies', (store): IDBRequest<unknown> => store.get(keyRange(key)));
  },

  async entry(...key: Key): Promise<KeptEntry | undefined> {
    return reading(
      'entries',
      (store): IDBRequest<KeptEntry | undefined> => store.get(keyRange(key)),
    );
  },

  async list(personId: string, kind?: KeptKind): Promise<KeptEntry[]> {
    return reading(
      'entries',
      (store): IDBRequest<KeptEntry[]> => store.getAll(rangeOf(personId, kind)),
    );
  },

  /** Keeps it for the person who is signed in here; for anybody else nothing is written. */
  async keep(entry: KeptEntry, body: unknown): Promise<void> {
    await writingFor(entry.personId, ['entries', 'bodies'], (transaction) => {
      transaction.objectStore('entries').put(entry);
      transaction.objectStore('bodies').put(body, keyRange(keyOf(entry)));
    });
  },

  /** Changes what is known about a kept thing, not the thing. */
  async note(entry: KeptEntry): Promise<void> {
    await writingFor(entry.personId, ['entries'], (transaction) => {
      transaction.objectStore('entries').put(entry);
    });
  },

  async drop(entries: readonly KeptEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await writing(['entries', 'bodies'], (transaction) => {
      for (const entry of entries) {
        transaction.objectStore('entries').delete(keyRange(keyOf(entry)));
        transaction.objectStore('bodies').delete(keyRange(keyOf(entry)));
      }
    });
  },

  /** A thread and the pictures it shows. */
  async dropThread(personId: string, id: string): Promise<void> {
    const all = await this.list(personId);
    await this.drop(
      all.filter((one) => (one.kind === 'thread' && one.id === id) || one.threadId === id),
    );
  },

  /** Everything of a place this person may no longer see. */
  async dropCommunity(personId: string, communityId: string): Promise<void> {
    const all = await this.list(personId);
    const gone = all.filter((one) => one.communityId === communityId);
    const threads = new Set(gone.filter((one) => one.kind === 'thread').map((one) => one.id));
    const pictures = all.filter((one) => one.threadId && threads.has(one.threadId));
    await this.drop([...gone, ...pictures]);
  },

  /** Everything that is kept for one person. */
  async erase(personId: string): Promise<void> {
    await writing(['entries', 'bodies'], (transaction) => {
      transaction.objectStore('entries').delete(rangeOf(personId));
      transaction.objectStore('bodies').delete(rangeOf(personId));
    });
  },

  /** Another person is here now: nothing of anybody else stays. */
  async eraseOthers(personId: string): Promise<void> {
    const keys = await reading('entries', (store) => store.getAllKeys());
    const others = keys.flatMap((key) => (Array.isArray(key) ? [String(key[0])] : []));
    for (const other of new Set(others)) if (other !== personId) await this.erase(other);
  },

  /** Lets go of what is too old or too much. */
  async evict(personId: string, limitBytes: number): Promise<void> {
    await this.drop(whatGoes(await this.list(personId), limitBytes));
  },
};

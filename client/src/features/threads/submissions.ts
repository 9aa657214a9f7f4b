import { outboxStore } from '../../kept/outbox-store.ts';
import { type Submission, submission } from '../../kept/submission.ts';

/** The device's quick storage, which is written before the call returns; never throws. */
export interface QuickStorage {
  read(name: string): string | null;
  write(name: string, text: string): boolean;
  remove(name: string): void;
  names(): string[];
}

/** Where submissions of one person survive a reload. */
export interface Submissions {
  /** All of them, in the order they were written. */
  all(): Promise<Submission[]>;
  /** Whether it still waits; false once anybody has sent it or taken it back. */
  has(key: string): Promise<boolean>;
  /** On the device when it returns; where the service worker finds it a moment later. */
  keep(one: Submission): void;
  drop(key: string): Promise<void>;
}

/** The names of submissions in the quick storage begin with this. */
export const quickPrefix = 'jembatan.outbox';

function parse(text: string | null): Submission | null {
  try {
    const result = submission.safeParse(JSON.parse(text ?? 'null'));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

/**
 * Submissions in the device's database. Each is put into the quick storage first,
 * so that a page closed at once loses nothing, and stays there where the browser
 * keeps no databases.
 */
export function submissionsOf(
  personId: string,
  quick: QuickStorage,
  store: typeof outboxStore = outboxStore,
): Submissions {
  // Says at the next opening, before anything is loaded, that something may wait.
  const hint = `${quickPrefix}/${personId}`;
  const folder = `${hint}/`;
  const moving = new Map<string, Promise<void>>();

  function move(one: Submission): void {
    const moved = store.keep(personId, one).then(
      () => quick.remove(folder + one.key),
      () => undefined,
    );
    moving.set(one.key, moved);
  }

  const inQuick = () =>
    quick
      .names()
      .filter((name) => name.startsWith(folder))
      .map((name) => parse(quick.read(name)))
      .filter((one) => one !== null);

  return {
    async all() {
      const left = inQuick();
      const stored = await store.all(personId).catch(() => []);
      const keys = new Set(left.map((one) => one.key));
      for (const one of left) move(one);
      if (left.length + stored.length === 0) quick.remove(hint);
      return [...stored.filter((one) => !keys.has(one.key)), ...left].sort(
        (a, b) => a.writtenAt - b.writtenAt,
      );
    },
    async has(key) {
      if (quick.read(folder + key) !== null) return true;
      return store.has(key).catch(() => false);
    },
    keep(one) {
      quick.write(hint, '1');
      quick.write(folder + one.key, JSON.stringify(one));
      move(one);
    },
    async drop(key) {
      // What is on its way into the database must not arrive there afterwards.
      await moving.get(key);
      moving.delete(key);
      quick.remove(folder + key);
      await store.drop(key).catch(() => undefined);
      const left = await store.all(personId).catch(() => []);
      if (left.length + inQuick().length + moving.size === 0) quick.remove(hint);
    },
  };
}

import * as z from 'zod/mini';
import { reading, writing } from './device-db.ts';
import { type Submission, submission } from './submission.ts';

const kept = z.object({ personId: z.string(), submission });

/** Submissions in the device's database, where the service worker finds them too. */
export const outboxStore = {
  /** All of one person, in the order they were written. */
  async all(personId: string): Promise<Submission[]> {
    const found = await reading('outbox', (store): IDBRequest<unknown[]> => store.getAll());
    return found
      .map((value) => kept.safeParse(value))
      .flatMap((result) => (result.success ? [result.data] : []))
      .filter((one) => one.personId === personId)
      .map((one) => one.submission)
      .sort((a, b) => a.writtenAt - b.writtenAt);
  },

  async has(key: string): Promise<boolean> {
    return (await reading('outbox', (store) => store.count(key))) > 0;
  },

  async keep(personId: string, one: Submission): Promise<void> {
    await writing(['outbox'], (transaction) => {
      transaction.objectStore('outbox').put({ key: one.key, personId, submission: one });
    });
  },

  async drop(key: string): Promise<void> {
    await writing(['outbox'], (transaction) => {
      transaction.objectStore('outbox').delete(key);
    });
  },
};

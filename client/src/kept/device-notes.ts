import { person } from '@jembatan/shared/people.contract';
import * as z from 'zod/mini';
import { reading, type StoreName, writing } from './device-db.ts';
import { defaultLimitMb } from './keep-rules.ts';

const signIn = z.object({ sid: z.string(), person });
/** The last sign-in that the hub confirmed on this device. */
export type KeptSignIn = z.infer<typeof signIn>;

const signInName = 'sign-in';

function signInOf(value: unknown): KeptSignIn | null {
  const result = signIn.safeParse(value);
  return result.success ? result.data : null;
}

async function read<T>(name: string, parse: (value: unknown) => T): Promise<T> {
  return parse(await reading('device', (store): IDBRequest<unknown> => store.get(name)));
}

async function write(name: string, value: unknown): Promise<void> {
  await writing(['device'], (transaction) => {
    transaction.objectStore('device').put(value, name);
  });
}

/** What the device knows beside what it keeps: who was here, how much may be kept, whether others use it too. */
export const deviceNotes = {
  signIn: (): Promise<KeptSignIn | null> => read(signInName, signInOf),
  setSignIn: (value: KeptSignIn | null): Promise<void> => write(signInName, value),

  limitMb: (): Promise<number> =>
    read('limit', (value) => (typeof value === 'number' && value > 0 ? value : defaultLimitMb)),
  setLimitMb: (value: number): Promise<void> => write('limit', value),

  /** Others use this device too: nothing to read is kept on it. */
  isShared: (): Promise<boolean> => read('shared', (value) => value === true),
  setShared: (value: boolean): Promise<void> => write('shared', value),

  /** Threads the person follows that have something unread, as the hub last said. */
  followed: (): Promise<readonly string[]> =>
    read('followed', (value) =>
      Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [],
    ),
  setFollowed: (value: readonly string[]): Promise<void> => write('followed', value),
};

/**
 * Writes for a person while they are the one who is signed in here, and
 * nothing otherwise: what the hub answers may arrive after the end.
 */
export function writingFor(
  personId: string,
  stores: readonly StoreName[],
  work: (transaction: IDBTransaction) => void,
): Promise<void> {
  return writing([...stores, 'device'], (transaction) => {
    const asked: IDBRequest<unknown> = transaction.objectStore('device').get(signInName);
    asked.onsuccess = () => {
      if (signInOf(asked.result)?.person.id === personId) work(transaction);
    };
  });
}

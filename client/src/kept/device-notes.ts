import { person } from '@jembatan/shared/people.contract';
import * as z from 'zod/mini';
import { reading, writing } from './device-db.ts';
import { defaultLimitMb } from './keep-rules.ts';

const signIn = z.object({ sid: z.string(), person });
/** The last sign-in that the hub confirmed on this device. */
export type KeptSignIn = z.infer<typeof signIn>;

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
  signIn: (): Promise<KeptSignIn | null> =>
    read('sign-in', (value) => {
      const result = signIn.safeParse(value);
      return result.success ? result.data : null;
    }),
  setSignIn: (value: KeptSignIn | null): Promise<void> => write('sign-in', value),

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

import { createHash, randomBytes } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { notFound } from '@jembatan/shared/errors';
import type { Clock } from '../../kernel/clock.ts';
import { isDuplicate } from '../../platform/mongo-errors.ts';
import { foldHandle } from '../../text/handles.ts';
import { type PeopleRepository, personTerms } from '../people/index.ts';
import { createAccount } from './accounts.ts';
import type { AdminKeysRepository } from './admin-keys.repository.ts';
import type { AuthService, Registration } from './auth.service.ts';
import { hashPassword } from './passwords.ts';
import type { Session } from './signing-in.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export interface FirstAdminDeps {
  keys: AdminKeysRepository;
  people: PeopleRepository;
  auth: AuthService;
  clock: Clock;
}

export type FirstAdmin = ReturnType<typeof createFirstAdmin>;

/** The two ways to the first admin: a one-time link, or an account named by the environment. */
export function createFirstAdmin({ keys, people, auth, clock }: FirstAdminDeps) {
  return {
    /** While there is no admin: a new one-time link replaces the earlier one; afterwards the file is emptied. */
    async writeLink(file: string, publicUrl: string): Promise<void> {
      if ((await people.countAdmins()) > 0) return writeFile(file, '');
      const key = randomBytes(24).toString('base64url');
      await keys.keep(sha256(key));
      // Renamed into place: whoever waits for the file never reads half of it.
      await writeFile(`${file}.new`, `${publicUrl}/admin-link?key=${key}\n`, { mode: 0o600 });
      await rename(`${file}.new`, file);
    },

    /** Spends the link's key and makes the admin; a wrong or spent key is `not-found`. */
    async redeem(key: string, input: Registration, from: string): Promise<Session> {
      if (!(await keys.spend(sha256(key)))) throw notFound();
      try {
        return await auth.register({ ...input, age: 'adult' }, from, 'admin');
      } catch (error) {
        await keys.keep(sha256(key));
        throw error;
      }
    },

    /** Makes the admin of the environment, or gives the account that role and password. */
    async ensure(email: string, password: string): Promise<void> {
      const found = await people.findCredentials({
        handleFold: foldHandle(email),
        email: email.toLowerCase(),
      });
      if (found) {
        await people.change(found.person.id, {
          hubRole: 'admin',
          passwordHash: await hashPassword(password),
          terms: personTerms(found.person.displayName, found.person.handle),
        });
        return;
      }
      const account = {
        email,
        password,
        displayName: email.split('@')[0] ?? 'admin',
        age: 'adult',
        hubRole: 'admin',
      } as const;
      await createAccount(people, clock, account).catch((error: unknown) => {
        if (!(error instanceof Error) || !isDuplicate(error.cause, 'email')) throw error;
      });
    },
  };
}

import { hash, verify } from '@node-rs/argon2';

/** The package's const enum cannot be read under isolated modules. */
const argon2id = 2;

/** OWASP's second choice of Argon2id parameters: 19 MiB, 2 passes, 1 lane. */
const options = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash of no password, so that an unknown login takes as long as a wrong password. */
const nobody = hash('nobody has this password', options);

export const hashPassword = (password: string) => hash(password.normalize('NFKC'), options);

export async function passwordFits(
  password: string,
  passwordHash: string | null,
): Promise<boolean> {
  const fits = await verify(passwordHash ?? (await nobody), password.normalize('NFKC')).catch(
    () => false,
  );
  return fits && passwordHash !== null;
}

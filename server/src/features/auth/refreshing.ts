import { AppError } from '@jembatan/shared/errors';
import type { SignInId } from '@jembatan/shared/ids';
import type { PeopleRepository } from '../people/index.ts';
import type { SignIn } from './sign-ins.repository.ts';
import type { Session, SigningIn, SigningInDeps } from './signing-in.ts';

/** Seconds in which the previous refresh token still answers with its successor. */
const graceSeconds = 60;

export interface RefreshingDeps extends SigningInDeps {
  people: PeopleRepository;
  signingIn: SigningIn;
}

/** Rotates refresh tokens; one that was used before ends its family. */
export function createRefresh(deps: RefreshingDeps) {
  const { people, signIns, tokens, clock, signingIn } = deps;

  /** Answers the token's successor, or ends the family of one that was used before. */
  async function rotate(found: SignIn, generation: number): Promise<SignIn> {
    if (generation === found.generation) {
      const next = await signIns.rotate(found.id, generation, clock.now());
      if (next) return next;
      const again = await signIns.find(found.id);
      if (again && !again.revokedAt) return rotate(again, generation);
      throw new AppError('signed-out');
    }
    const age = clock.now().getTime() - found.rotatedAt.getTime();
    if (generation === found.generation - 1 && age <= graceSeconds * 1_000) return found;
    signingIn.end(await signIns.revoke(found.id, clock.now()), 'revoked');
    deps.logger.warn(
      { sid: found.id, personId: found.personId },
      'refresh token used again: sign-in ended',
    );
    throw new AppError('signed-out');
  }

  return async function refresh(
    cookie: string | undefined,
    sid: SignInId | undefined,
  ): Promise<Session> {
    const token = tokens.readRefresh(cookie);
    if (!token || (sid && sid !== token.sid)) throw new AppError('signed-out');
    const found = await signIns.find(token.sid);
    if (!found || found.revokedAt || !tokens.isGenuine(token, found))
      throw new AppError('signed-out');
    const next = await rotate(found, token.generation);
    const person = await people.findById(next.personId);
    if (!person) throw new AppError('signed-out');
    return signingIn.toSession(person, next);
  };
}

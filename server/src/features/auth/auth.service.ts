import type { registration } from '@jembatan/shared/auth.contract';
import { AppError } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import type { HubRole } from '@jembatan/shared/people.contract';
import type * as z from 'zod/mini';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Limiter } from '../../platform/limiter.ts';
import { foldHandle } from '../../text/handles.ts';
import type { PeopleRepository } from '../people/index.ts';
import { createAccount } from './accounts.ts';
import type { ActorLookup } from './actors.ts';
import { passwordFits } from './passwords.ts';
import { createRefresh } from './refreshing.ts';
import { createSigningIn, type Session, type SigningInDeps } from './signing-in.ts';

export interface AuthDeps extends SigningInDeps {
  people: PeopleRepository;
  actors: ActorLookup;
  /** Wrong passwords per account and device. */
  attempts: Limiter;
  /** Wrong passwords per account from anywhere. */
  accountAttempts: Limiter;
  /** New accounts per device. */
  registrations: Limiter;
}

export type Registration = z.output<typeof registration>;
export type AuthService = ReturnType<typeof createAuthService>;

/** Where an attempt comes from: limits are per account and device first. */
export interface Login {
  login: string;
  password: string;
  device?: string | undefined;
}

export function createAuthService(deps: AuthDeps) {
  const { people, signIns, tokens, clock } = deps;
  const signingIn = createSigningIn(deps);

  async function register(
    input: Registration,
    from: string,
    hubRole: HubRole = 'member',
  ): Promise<Session> {
    await deps.registrations.take(input.device ?? from);
    const person = await createAccount(people, clock, { ...input, hubRole });
    return signingIn.signIn(person, input.device ?? '');
  }

  async function login(
    { login: name, password, device = '' }: Login,
    from: string,
  ): Promise<Session> {
    const account = foldHandle(name);
    await deps.accountAttempts.take(account);
    await deps.attempts.take(`${account}:${device || from}`);
    const found = await people.findCredentials({
      handleFold: account,
      email: name.trim().toLowerCase(),
    });
    if (!(await passwordFits(password, found?.passwordHash ?? null)) || !found)
      throw new AppError('credentials-wrong');
    await Promise.all([
      deps.attempts.forgive(`${account}:${device || from}`),
      deps.accountAttempts.forgive(account),
    ]);
    return signingIn.signIn(found.person, device);
  }

  return {
    register,
    login,
    refresh: createRefresh({ ...deps, signingIn }),

    /** Ends the sign-in of the access token or of the cookie, or all of the person. */
    async logout(actor: Actor, cookie: string | undefined, everywhere: boolean): Promise<void> {
      const token = tokens.readRefresh(cookie);
      const found = token && (await signIns.find(token.sid));
      const mine = found && token && tokens.isGenuine(token, found) ? found : null;
      const personId = actor.kind === 'person' ? actor.id : mine?.personId;
      if (everywhere && personId)
        return signingIn.end(await signIns.revokeAll(personId, clock.now()), 'everywhere');
      const sid = actor.kind === 'person' ? actor.sid : mine?.id;
      if (sid) signingIn.end(await signIns.revoke(sid, clock.now()), 'logout');
    },

    /** Ends every sign-in of a person, for moderation. */
    async endAll(personId: PersonId): Promise<void> {
      signingIn.end(await signIns.revokeAll(personId, clock.now()), 'revoked');
    },

    actorOfToken: async (accessToken: string): Promise<PersonActor> =>
      deps.actors.bySignIn(tokens.readAccess(accessToken).sid),

    /** The actor of a file cookie, or a visitor's null. */
    async actorOfFileCookie(value: string | undefined): Promise<PersonActor | null> {
      const sid = tokens.readFileCookie(value);
      return sid ? deps.actors.bySignIn(sid).catch(() => null) : null;
    },
  };
}

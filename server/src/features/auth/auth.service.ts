import { randomBytes } from 'node:crypto';
import type { registration, SignedIn } from '@jembatan/shared/auth.contract';
import { AppError } from '@jembatan/shared/errors';
import type { PersonId, SignInId } from '@jembatan/shared/ids';
import type { HubRole } from '@jembatan/shared/people.contract';
import type * as z from 'zod/mini';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Signals } from '../../kernel/signals.ts';
import type { Limiter } from '../../platform/limiter.ts';
import { foldHandle } from '../../text/handles.ts';
import { type PeopleRepository, type Person, toPersonView } from '../people/index.ts';
import { createAccount } from './accounts.ts';
import type { ActorLookup } from './actors.ts';
import { passwordFits } from './passwords.ts';
import type { SignIn, SignInsRepository } from './sign-ins.repository.ts';
import type { Tokens } from './tokens.ts';

/** Seconds in which the previous refresh token still answers with its successor. */
const graceSeconds = 60;

export interface AuthDeps {
  people: PeopleRepository;
  signIns: SignInsRepository;
  tokens: Tokens;
  actors: ActorLookup;
  signals: Signals;
  clock: Clock;
  logger: Logger;
  /** Wrong passwords per account and device. */
  attempts: Limiter;
  /** Wrong passwords per account from anywhere. */
  accountAttempts: Limiter;
  /** New accounts per device. */
  registrations: Limiter;
}

/** What the edge turns into an answer and cookies. */
export interface Session {
  answer: SignedIn;
  refreshToken: string;
  fileCookie: string;
}

export type Registration = z.output<typeof registration>;
export type AuthService = ReturnType<typeof createAuthService>;

export function createAuthService(deps: AuthDeps) {
  const { people, signIns, tokens, clock } = deps;

  function toSession(person: Person, signIn: SignIn): Session {
    const answer = { person: toPersonView(person), accessToken: tokens.access({ sub: person.id, sid: signIn.id }), sid: signIn.id };
    return { answer, refreshToken: tokens.refresh(signIn), fileCookie: tokens.fileCookie(signIn.id) };
  }

  async function signIn(person: Person, device: string): Promise<Session> {
    const now = clock.now();
    const made = await signIns.insert({ personId: person.id, nonce: randomBytes(18).toString('base64url'), generation: 1, rotatedAt: now, device, createdAt: now, revokedAt: null });
    deps.logger.info({ personId: person.id, sid: made.id }, 'signed in');
    return toSession(person, made);
  }

  function end(sids: SignInId[], reason: 'logout' | 'everywhere' | 'revoked'): void {
    if (sids.length > 0) deps.signals.send('signed-out', { sids, reason });
  }

  async function register(input: Registration, from: string, hubRole: HubRole = 'member'): Promise<Session> {
    await deps.registrations.take(input.device ?? from);
    const person = await createAccount(people, clock, { ...input, hubRole });
    return signIn(person, input.device ?? '');
  }

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
    end(await signIns.revoke(found.id, clock.now()), 'revoked');
    deps.logger.warn({ sid: found.id, personId: found.personId }, 'refresh token used again: sign-in ended');
    throw new AppError('signed-out');
  }

  return {
    register,
    signIn,

    async login({ login, password, device = '' }: { login: string; password: string; device?: string | undefined }, from: string): Promise<Session> {
      const account = foldHandle(login);
      await deps.accountAttempts.take(account);
      await deps.attempts.take(`${account}:${device || from}`);
      const found = await people.findCredentials({ handleFold: account, email: login.trim().toLowerCase() });
      if (!(await passwordFits(password, found?.passwordHash ?? null)) || !found) throw new AppError('credentials-wrong');
      await Promise.all([deps.attempts.forgive(`${account}:${device || from}`), deps.accountAttempts.forgive(account)]);
      return signIn(found.person, device);
    },

    async refresh(cookie: string | undefined, sid: SignInId | undefined): Promise<Session> {
      const token = tokens.readRefresh(cookie);
      if (!token || (sid && sid !== token.sid)) throw new AppError('signed-out');
      const found = await signIns.find(token.sid);
      if (!found || found.revokedAt || !tokens.isGenuine(token, found)) throw new AppError('signed-out');
      const next = await rotate(found, token.generation);
      const person = await people.findById(next.personId);
      if (!person) throw new AppError('signed-out');
      return toSession(person, next);
    },

    /** Ends the sign-in of the access token or of the cookie, or all of the person. */
    async logout(actor: Actor, cookie: string | undefined, everywhere: boolean): Promise<void> {
      const token = tokens.readRefresh(cookie);
      const found = token && (await signIns.find(token.sid));
      const mine = found && token && tokens.isGenuine(token, found) ? found : null;
      const personId = actor.kind === 'person' ? actor.id : mine?.personId;
      if (everywhere && personId) return end(await signIns.revokeAll(personId, clock.now()), 'everywhere');
      const sid = actor.kind === 'person' ? actor.sid : mine?.id;
      if (sid) end(await signIns.revoke(sid, clock.now()), 'logout');
    },

    /** Ends every sign-in of a person, for moderation. */
    async endAll(personId: PersonId): Promise<void> {
      end(await signIns.revokeAll(personId, clock.now()), 'revoked');
    },

    actorOfToken: async (accessToken: string): Promise<PersonActor> => deps.actors.bySignIn(tokens.readAccess(accessToken).sid),

    /** The actor of a file cookie, or a visitor's null. */
    async actorOfFileCookie(value: string | undefined): Promise<PersonActor | null> {
      const sid = tokens.readFileCookie(value);
      return sid ? deps.actors.bySignIn(sid).catch(() => null) : null;
    },
  };
}

import { randomBytes } from 'node:crypto';
import type { SignedIn } from '@jembatan/shared/auth.contract';
import type { SignInId } from '@jembatan/shared/ids';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Signals } from '../../kernel/signals.ts';
import { type Person, toPersonView } from '../people/index.ts';
import type { SignIn, SignInsRepository } from './sign-ins.repository.ts';
import type { Tokens } from './tokens.ts';

/** What the edge turns into an answer and cookies. */
export interface Session {
  answer: SignedIn;
  refreshToken: string;
  fileCookie: string;
}

export interface SigningInDeps {
  signIns: SignInsRepository;
  tokens: Tokens;
  signals: Signals;
  clock: Clock;
  logger: Logger;
}

export type SigningIn = ReturnType<typeof createSigningIn>;

/** Begins sign-ins and ends them. */
export function createSigningIn({ signIns, tokens, signals, clock, logger }: SigningInDeps) {
  function toSession(person: Person, signIn: SignIn): Session {
    const answer = {
      person: toPersonView(person),
      accessToken: tokens.access({ sub: person.id, sid: signIn.id }),
      sid: signIn.id,
    };
    return {
      answer,
      refreshToken: tokens.refresh(signIn),
      fileCookie: tokens.fileCookie(signIn.id),
    };
  }

  async function signIn(person: Person, device: string): Promise<Session> {
    const now = clock.now();
    const made = await signIns.insert({
      personId: person.id,
      nonce: randomBytes(18).toString('base64url'),
      generation: 1,
      rotatedAt: now,
      device,
      createdAt: now,
      revokedAt: null,
    });
    logger.info({ personId: person.id, sid: made.id }, 'signed in');
    return toSession(person, made);
  }

  /** Tells every server: sockets close, cached actors go. */
  function end(sids: SignInId[], reason: 'logout' | 'everywhere' | 'revoked'): void {
    if (sids.length > 0) signals.send('signed-out', { sids, reason });
  }

  return { toSession, signIn, end };
}

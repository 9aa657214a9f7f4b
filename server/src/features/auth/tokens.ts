import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { AppError } from '@jembatan/shared/errors';
import { type PersonId, personId, type SignInId, signInId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import jwt from 'jsonwebtoken';
import * as z from 'zod/mini';
import type { SignIn } from './sign-ins.repository.ts';

/** `exp`: seconds since 1970. */
const claims = z.object({ sub: personId, sid: signInId, exp: z.number() });
type Verified = z.output<typeof claims>;

/** Access tokens that are known to be genuine. */
const rememberedTokens = 2_000;

export interface AccessClaims {
  sub: PersonId;
  sid: SignInId;
}

/** What a refresh token says of itself; whether it is genuine is `isGenuine`'s question. */
export interface RefreshToken {
  sid: SignInId;
  generation: number;
  mac: string;
}

const refreshShape = /^([0-9a-f]{24})\.(\d{1,9})\.([A-Za-z0-9_-]{43})$/;

export type Tokens = ReturnType<typeof createTokens>;

/**
 * Access tokens are JWTs of the hub's own servers. A refresh token is computed
 * from its family and number, so that the previous one can be answered with the
 * same successor (grace after a lost answer) and nothing secret is stored.
 */
export function createTokens(secret: string) {
  const mac = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');
  const same = (a: string, b: string) =>
    a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
  const refreshMac = (signIn: SignIn, generation: number) =>
    mac(`refresh:${signIn.id}:${signIn.nonce}:${generation}`);
  // As text it would be tried as a public key first, at every check.
  const key = createSecretKey(secret, 'utf8');
  const verified = new Map<string, Verified>();

  /** The same token comes with every request for minutes; its signature is checked once. */
  function verify(token: string): Verified {
    const known = verified.get(token);
    if (known && known.exp * 1_000 > Date.now()) return known;
    verified.delete(token);
    const fresh = claims.parse(jwt.verify(token, key, { algorithms: ['HS256'] }));
    verified.set(token, fresh);
    const oldest = verified.keys().next().value;
    if (verified.size > rememberedTokens && oldest) verified.delete(oldest);
    return fresh;
  }

  const fileMac = (sid: string) => mac(`files:${sid}`);

  return {
    access: ({ sub, sid }: AccessClaims) =>
      jwt.sign({ sub, sid }, key, { algorithm: 'HS256', expiresIn: limits.accessTokenSeconds }),

    /** Throws `token-expired`, or `signed-out` for anything that is not ours. */
    readAccess(token: string): AccessClaims {
      try {
        return verify(token);
      } catch (error) {
        throw new AppError(
          error instanceof jwt.TokenExpiredError ? 'token-expired' : 'signed-out',
          {},
          { cause: error },
        );
      }
    },

    refresh: (signIn: SignIn) =>
      `${signIn.id}.${signIn.generation}.${refreshMac(signIn, signIn.generation)}`,

    readRefresh(token: string | undefined): RefreshToken | null {
      const [, sid, generation, tokenMac] = refreshShape.exec(token ?? '') ?? [];
      if (!sid || !generation || !tokenMac) return null;
      return { sid: signInId.parse(sid), generation: Number(generation), mac: tokenMac };
    },

    isGenuine: (token: RefreshToken, signIn: SignIn) =>
      same(token.mac, refreshMac(signIn, token.generation)),

    /** For `<img>` and downloads, which send no bearer header. */
    fileCookie: (sid: SignInId) => `${sid}.${fileMac(sid)}`,

    readFileCookie(value: string | undefined): SignInId | null {
      const [sid, valueMac] = (value ?? '').split('.');
      const parsed = signInId.safeParse(sid);
      return parsed.success && valueMac && same(valueMac, fileMac(parsed.data))
        ? parsed.data
        : null;
    },
  };
}

import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { signInId } from './ids.ts';
import { limits } from './limits.ts';
import { age, person } from './people.contract.ts';
import { languageTag, line, timeZone } from './text.ts';

const email = z.string().check(z.trim(), z.maxLength(254), z.email());
const password = z
  .string()
  .check(z.minLength(limits.password.min), z.maxLength(limits.password.max));

/** Who is signed in, with the short-lived access token; the refresh token is in the cookie. */
export const signedIn = z.object({
  person,
  accessToken: z.string(),
  /** Names this sign-in: `refresh` sends it so that a cookie of another sign-in is noticed. */
  sid: signInId,
});
export type SignedIn = z.infer<typeof signedIn>;

/** The parts of a request that name a device for limits; any stable text of the client's. */
const device = z.optional(z.string().check(z.maxLength(100)));

export const registration = z.object({
  email: z.optional(email),
  /** Made from the name when absent. */
  handle: z.optional(line(limits.handle)),
  password,
  displayName: line(limits.displayName),
  locale: z.optional(languageTag),
  timeZone: z.optional(timeZone),
  age: z.optional(age),
  device,
});

export const authRoutes = {
  register: route({
    method: 'POST',
    path: '/auth/register',
    summary: 'Make an account and sign in.',
    body: registration,
    answer: signedIn,
    status: 201,
    auth: 'none',
    idempotent: false,
  }),
  login: route({
    method: 'POST',
    path: '/auth/login',
    summary: 'Sign in by handle or e-mail.',
    body: z.object({
      login: line(254),
      password: z.string().check(z.maxLength(limits.password.max)),
      device,
    }),
    answer: signedIn,
    auth: 'none',
    idempotent: false,
  }),
  refresh: route({
    method: 'POST',
    path: '/auth/refresh',
    summary: 'A new access token from the refresh cookie, which is rotated.',
    body: z.object({ sid: z.optional(signInId) }),
    answer: signedIn,
    auth: 'none',
    idempotent: false,
  }),
  logout: route({
    method: 'POST',
    path: '/auth/logout',
    summary: 'End this sign-in, or all of the person.',
    body: z.object({ everywhere: z.optional(z.boolean()) }),
    status: 204,
    auth: 'optional',
    idempotent: false,
  }),
  adminLink: route({
    method: 'POST',
    path: '/auth/admin-link',
    summary: 'Make the first admin with the one-time key printed at the start.',
    body: z.extend(registration, { key: z.string().check(z.maxLength(200)) }),
    answer: signedIn,
    status: 201,
    auth: 'none',
    idempotent: false,
  }),
} as const;

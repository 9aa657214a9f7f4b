import * as z from 'zod/mini';
import { personId, sessionId, signInId } from './ids.ts';
import { limits } from './limits.ts';
import { device } from './sessions.contract.ts';

/** What a ticket may allow. Whoever signs decides; the SFU asks nobody. */
export const ticketRight = z.enum([
  /** Go in; without it the lobby is as far as it goes until somebody admits. */
  'enter',
  /** Send a microphone. */
  'audio',
  /** Send a camera. */
  'video',
  /** Send a screen with its sound. */
  'screen',
  /** Everything `moderate` can do. */
  'moderate',
  /** Open the door, but only while nobody with `moderate` is connected. */
  'admit',
]);
export type TicketRight = z.infer<typeof ticketRight>;

/** The rights among a ticket's words that this version knows. */
export function knownRights(can: readonly string[]): TicketRight[] {
  return ticketRight.options.filter((right) => can.includes(right));
}

export const ticketRole = z.enum(['host', 'cohost', 'speaker', 'listener']);
export type TicketRole = z.infer<typeof ticketRole>;

const seconds = z.int().check(z.gte(0));

/**
 * The claims of a ticket to a room: a JWT signed with ES256, the key's id in
 * the header as `kid`, its public half in Redis (`sfuKeys().ticketKeys`) and at
 * `/.well-known/jwks.json`. It lives `limits.ticketSeconds`.
 */
export const ticketClaims = z.object({
  /** The hub; not checked by the SFU, whose trust is the key. */
  iss: z.string(),
  /** The id of the one node that may honour it. */
  aud: z.string(),
  /** The person. */
  sub: personId,
  /** The sign-in the ticket came from; its end removes the peer. */
  sid: signInId,
  /** The session, and so the room. */
  room: sessionId,
  /** The placement's epoch; a higher one than the room's closes the room. */
  epoch: z.int().check(z.gte(1)),
  /** Spent at `join`, once. */
  jti: z.string().check(z.minLength(16), z.maxLength(64)),
  /** The name shown in the room. */
  name: z.string().check(z.minLength(1), z.maxLength(limits.displayName)),
  role: ticketRole,
  /** Rights this version does not know are passed over. */
  can: z.array(z.string().check(z.maxLength(32))).check(z.maxLength(16)),
  /** One device has one seat. */
  device,
  iat: seconds,
  exp: seconds,
});
export type TicketClaims = z.infer<typeof ticketClaims>;

/** The JOSE header's algorithm; no other is accepted. */
export const ticketAlgorithm = 'ES256';

/** A public key as it stands in Redis and in the JWKS answer. */
export const ticketPublicKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().check(z.maxLength(64)),
  y: z.string().check(z.maxLength(64)),
  kid: z.string().check(z.minLength(1), z.maxLength(64)),
  alg: z.literal(ticketAlgorithm),
  use: z.literal('sig'),
});
export type TicketPublicKey = z.infer<typeof ticketPublicKey>;

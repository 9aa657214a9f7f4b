import { createHmac } from 'node:crypto';
import type { IceServer } from '@jembatan/shared/rtp';

export interface RelayOptions {
  readonly urls: readonly string[];
  readonly secret: string;
}

/** Seconds a credential lives: as long as the longest meeting. */
const lifetimeSeconds = 12 * 60 * 60;

/**
 * TURN servers with credentials of the REST form: the user name carries its
 * expiry, the password is its HMAC, so that a relay checks it without asking.
 */
export function relaysFor(options: RelayOptions | null, person: string, now: Date): IceServer[] {
  if (!options) return [];
  const expires = Math.floor(now.getTime() / 1_000) + lifetimeSeconds;
  const username = `${expires}:${person}`;
  const credential = createHmac('sha1', options.secret).update(username).digest('base64');
  return [{ urls: [...options.urls], username, credential }];
}

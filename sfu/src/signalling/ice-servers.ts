import { createHmac } from 'node:crypto';
import type { IceServer } from '@jembatan/shared/rtp';

export interface RelayOptions {
  urls: readonly string[];
  secret: string;
}

/** Seconds a relay credential lives: as long as the longest meeting. */
const lifetimeSeconds = 12 * 60 * 60;

/**
 * Credentials of the TURN REST form: the user name carries the expiry, the
 * password is its HMAC, so that relays check them without asking anybody.
 */
export function relayServers({ urls, secret }: RelayOptions, person: string): IceServer[] {
  const username = `${Math.floor(Date.now() / 1_000) + lifetimeSeconds}:${person}`;
  const credential = createHmac('sha1', secret).update(username).digest('base64');
  return [{ urls: [...urls], username, credential }];
}

import { createPublicKey, type KeyObject } from 'node:crypto';
import { AppError } from '@jembatan/shared/errors';
import {
  type TicketClaims,
  type TicketPublicKey,
  ticketAlgorithm,
  ticketClaims,
} from '@jembatan/shared/ticket';
import jwt from 'jsonwebtoken';
import type { TicketStore } from './TicketStore.ts';

/** Milliseconds between two questions for keys: a stream of forged key ids must not become a stream of questions. */
const refreshPauseMs = 1_000;
/** Milliseconds after which known keys are asked for again, so that withdrawn ones end. */
const maxAgeMs = 60_000;

/** Believes a ticket or not. Nothing else decides what a peer may do. */
export class TicketChecker {
  readonly #store: Pick<TicketStore, 'publicKeys'>;
  readonly #nodeId: string;
  #keys = new Map<string, KeyObject>();
  #askedAt = 0;
  #answered = false;
  #asking: Promise<void> | undefined;

  constructor(store: Pick<TicketStore, 'publicKeys'>, nodeId: string) {
    this.#store = store;
    this.#nodeId = nodeId;
  }

  /** The claims. Throws `ticket-expired`, `unavailable` when the key cannot be asked for, or `ticket-invalid`. */
  async check(ticket: string): Promise<TicketClaims> {
    const key = await this.#keyOf(ticket);
    const claims = ticketClaims.safeParse(this.#verify(ticket, key));
    if (!claims.success) throw new AppError('ticket-invalid');
    return claims.data;
  }

  #verify(ticket: string, key: KeyObject): unknown {
    try {
      return jwt.verify(ticket, key, { algorithms: [ticketAlgorithm], audience: this.#nodeId });
    } catch (err) {
      throw new AppError(
        err instanceof jwt.TokenExpiredError ? 'ticket-expired' : 'ticket-invalid',
      );
    }
  }

  async #keyOf(ticket: string): Promise<KeyObject> {
    const kid = keyIdOf(ticket);
    if (Date.now() - this.#askedAt > maxAgeMs) await this.#refresh();
    const known = this.#keys.get(kid);
    if (known) return known;
    if (Date.now() - this.#askedAt > refreshPauseMs) await this.#refresh();
    const fresh = this.#keys.get(kid);
    if (fresh) return fresh;
    // A key that cannot be asked for may be a good one.
    throw new AppError(this.#answered ? 'ticket-invalid' : 'unavailable');
  }

  #refresh(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<void> {
    const found = await this.#store.publicKeys();
    this.#answered = found !== undefined;
    if (found) this.#askedAt = Date.now();
    // An empty answer is a Redis that came back empty, not a hub without keys.
    if (!found || found.size === 0) return;
    this.#keys = new Map([...found].flatMap(([kid, key]) => toKey(kid, key)));
  }
}

/** Empty when the numbers are no point of the curve. */
function toKey(kid: string, key: TicketPublicKey): [string, KeyObject][] {
  try {
    return [[kid, createPublicKey({ key: { ...key }, format: 'jwk' })]];
  } catch {
    return [];
  }
}

function keyIdOf(ticket: string): string {
  const kid = headerOf(ticket)?.kid;
  if (typeof kid !== 'string') throw new AppError('ticket-invalid');
  return kid;
}

function headerOf(ticket: string): jwt.JwtHeader | undefined {
  try {
    return jwt.decode(ticket, { complete: true })?.header;
  } catch {
    return undefined;
  }
}

import { leaseMs, type sfuKeys } from '@jembatan/shared/sfu-control.protocol';
import { type TicketPublicKey, ticketPublicKey } from '@jembatan/shared/ticket';
import type { Redis } from 'ioredis';
import type { Logger } from '../kernel/logger.ts';

export interface TicketStoreDeps {
  redis: Pick<Redis, 'hgetall' | 'set' | 'exists'>;
  keys: ReturnType<typeof sfuKeys>;
  logger: Logger;
}

/** What the hub keeps about tickets in Redis. While Redis is away, answers come from what is known here. */
export class TicketStore {
  readonly #deps: TicketStoreDeps;
  /** jti → when it may be forgotten. */
  readonly #spentHere = new Map<string, number>();

  constructor(deps: TicketStoreDeps) {
    this.#deps = deps;
  }

  /** Public keys by id; undefined while Redis does not answer. */
  async publicKeys(): Promise<Map<string, TicketPublicKey> | undefined> {
    const raw = await this.#ask(() => this.#deps.redis.hgetall(this.#deps.keys.ticketKeys));
    if (raw === undefined) return undefined;
    const found = new Map<string, TicketPublicKey>();
    for (const [kid, text] of Object.entries(raw)) {
      const key = ticketPublicKey.safeParse(parseJson(text));
      if (key.success && key.data.kid === kid) found.set(kid, key.data);
      else this.#deps.logger.warn({ kid }, 'ticket key does not fit and is passed over');
    }
    return found;
  }

  /** Spends a ticket; false when it was spent before, here or on another node. */
  async spend(jti: string, expiresAtMs: number): Promise<boolean> {
    this.#forget();
    if (this.#spentHere.has(jti)) return false;
    // The lease is the longest that another node could still go by an older clock.
    this.#spentHere.set(jti, expiresAtMs + leaseMs);
    const lifetimeMs = Math.max(1_000, expiresAtMs + leaseMs - Date.now());
    const answer = await this.#ask(() =>
      this.#deps.redis.set(this.#deps.keys.spentTicket(jti), '1', 'PX', lifetimeMs, 'NX'),
    );
    return answer !== null;
  }

  /** True while the hub keeps the person out of the room. */
  async isDenied(room: string, person: string): Promise<boolean> {
    return (
      (await this.#ask(() => this.#deps.redis.exists(this.#deps.keys.denied(room, person)))) === 1
    );
  }

  async #ask<T>(question: () => Promise<T>): Promise<T | undefined> {
    try {
      return await question();
    } catch (err) {
      this.#deps.logger.debug({ err }, 'redis did not answer about tickets');
      return undefined;
    }
  }

  #forget(): void {
    const now = Date.now();
    for (const [jti, until] of this.#spentHere) {
      if (until > now) return;
      this.#spentHere.delete(jti);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

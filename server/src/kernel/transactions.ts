import type { PersonId } from '@jembatan/shared/ids';
import type { DomainEvents, DomainEventType } from './domain-events.ts';

/** What a change can do besides writing. */
export interface Transaction {
  /** Writes an outbox row with the change; consumers hear of it right after the commit. */
  announce<T extends DomainEventType>(
    type: T,
    facts: DomainEvents[T],
    actorId: PersonId | null,
  ): void;
}

export interface TransactOptions {
  /** Changes with the same key wait for each other in this server, so that they don't collide in MongoDB. */
  queue?: string;
}

/**
 * Runs a change in one MongoDB transaction; every repository call inside takes
 * part by itself. Calls inside must be one after another, never in parallel.
 *
 * NOTE: under an Idempotency-Key the result is kept as the answer to repeated
 * requests, so a POST's use case returns what its `transact` returned. `change`
 * may run again after a write conflict: nothing but the database may be touched.
 */
export type Transact = <T>(
  change: (tx: Transaction) => Promise<T>,
  options?: TransactOptions,
) => Promise<T>;

import type { PersonId } from '@jembatan/shared/ids';
import type { ClientSession } from 'mongoose';
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

/** A transaction that changes of several people share. */
export interface SharedTransaction extends Transaction {
  /** For calls to the driver itself: they take part only when they are handed it. */
  readonly session: ClientSession;
}

/** What became of one change among others: a refusal is its own and leaves the others alone. */
export type Outcome<R> = { result: R } | { refused: Error };

/**
 * Writes several changes, in their order, and answers one outcome for each. It
 * may run again after a write conflict, or with fewer of them: nothing but the
 * database may be touched. What it throws stops all; each is then tried alone.
 */
export type WriteTogether<I, R> = (
  items: readonly I[],
  tx: SharedTransaction,
) => Promise<Outcome<R>[]>;

/**
 * Makes a change that is written together with others which wait at the same
 * time: one journalled commit for all. It is answered when it is durable, or
 * throws its refusal; under an Idempotency-Key it keeps its answer as `transact`
 * does. Changes of one queue keep the order they came in, those of `transact` too.
 */
export type TransactTogether = <I, R>(
  write: WriteTogether<I, R>,
) => (item: I, queue: string) => Promise<R>;

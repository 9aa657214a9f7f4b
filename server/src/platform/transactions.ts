import { AsyncLocalStorage } from 'node:async_hooks';
import type { Connection } from 'mongoose';
import type { DomainEvent } from '../kernel/domain-events.ts';
import { KeyedQueue } from '../kernel/keyed-queue.ts';
import type { Transact, Transaction } from '../kernel/transactions.ts';
import type { IdempotencyStore, IdempotentRequest } from './idempotency.ts';
import { isDuplicate } from './mongo-errors.ts';
import type { Outbox } from './outbox.ts';

export interface TransactionDeps {
  connection: Connection;
  outbox: Outbox;
  idempotency: IdempotencyStore;
}

export interface Transactions {
  transact: Transact;
  /** Runs a request whose first `transact` also keeps its answer under the request's key. */
  underKey<T>(request: IdempotentRequest, run: () => Promise<T>): Promise<T>;
}

interface Context {
  /** Taken by the first transaction of the request. */
  pending: IdempotentRequest | null;
}

export function createTransactions({
  connection,
  outbox,
  idempotency,
}: TransactionDeps): Transactions {
  const contexts = new AsyncLocalStorage<Context>();
  const open = new AsyncLocalStorage<Transaction>();
  const queue = new KeyedQueue();

  async function commit<T>(
    change: (tx: Transaction) => Promise<T>,
    request: IdempotentRequest | null,
  ): Promise<T> {
    let events: DomainEvent[] = [];
    const result = await connection.transaction(async () => {
      events = [];
      const tx: Transaction = {
        announce: (type, facts, actorId) => void events.push(outbox.event(type, facts, actorId)),
      };
      if (request) await idempotency.claim(request);
      const answer = await open.run(tx, () => change(tx));
      await outbox.write(events);
      if (request) await idempotency.keep(request, answer);
      return answer;
    });
    outbox.deliver(events);
    return result;
  }

  /** A twin that committed between our look and our insert shows as a duplicate: then its answer is there. */
  async function commitOnce<T>(
    change: (tx: Transaction) => Promise<T>,
    request: IdempotentRequest | null,
  ): Promise<T> {
    try {
      return await commit(change, request);
    } catch (error) {
      if (!request || !isDuplicate(error, 'idempotency')) throw error;
      return commit(change, request);
    }
  }

  const transact: Transact = (change, options = {}) => {
    const outer = open.getStore();
    if (outer) return change(outer);
    const context = contexts.getStore();
    const request = context?.pending ?? null;
    if (context) context.pending = null;
    const run = () => commitOnce(change, request);
    return options.queue ? queue.run(options.queue, run) : run();
  };

  return { transact, underKey: (request, run) => contexts.run({ pending: request }, run) };
}

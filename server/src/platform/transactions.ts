import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientSession, Connection } from 'mongoose';
import type { DomainEvent } from '../kernel/domain-events.ts';
import { KeyedQueue } from '../kernel/keyed-queue.ts';
import type {
  Outcome,
  SharedTransaction,
  Transact,
  Transaction,
  TransactTogether,
  WriteTogether,
} from '../kernel/transactions.ts';
import { answerOnce } from './answering.ts';
import { createGroups, type Entry } from './groups.ts';
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
  together: TransactTogether;
  /** Runs a request whose first `transact` also keeps its answer under the request's key. */
  underKey<T>(request: IdempotentRequest, run: () => Promise<T>): Promise<T>;
  /** Whether the caller is inside a transaction. */
  isOpen(): boolean;
}

interface Context {
  /** Taken by the first transaction of the request. */
  pending: IdempotentRequest | null;
}

export function createTransactions(deps: TransactionDeps): Transactions {
  const contexts = new AsyncLocalStorage<Context>();
  const open = new AsyncLocalStorage<SharedTransaction>();
  const queue = new KeyedQueue();
  const commit = createCommit(deps, open);
  const groups = createGroups(queue);

  /** The request that the caller's first transaction keeps its answer for. */
  function takeRequest(): IdempotentRequest | null {
    const context = contexts.getStore();
    const request = context?.pending ?? null;
    if (context) context.pending = null;
    return request;
  }

  /** A twin that committed between our look and our insert shows as a duplicate: then its answer is there. */
  async function commitOnce<T>(
    change: (tx: Transaction) => Promise<T>,
    request: IdempotentRequest | null,
  ): Promise<T> {
    const write: WriteTogether<null, T> = async (_items, tx) => {
      // First, so that a twin breaks here and at nothing else that is unique.
      if (request) await deps.idempotency.claim(request, tx.session);
      return [{ result: await change(tx) }];
    };
    const alone = async () => outcomeOf(await commit([{ item: null, request }], write));
    try {
      return await alone();
    } catch (error) {
      if (!request || !isDuplicate(error, 'idempotency')) throw error;
      return alone();
    }
  }

  const transact: Transact = (change, options = {}) => {
    const outer = open.getStore();
    if (outer) return change(outer);
    const request = takeRequest();
    const run = () => commitOnce(change, request);
    return options.queue ? queue.run(options.queue, run) : run();
  };

  const together: TransactTogether = <I, R>(write: WriteTogether<I, R>) => {
    const join = groups<I, R>((entries) => commit(entries, write));
    return async (item: I, lane: string): Promise<R> => {
      const outer = open.getStore();
      if (outer) return outcomeOf(await write([item], outer));
      return join({ item, request: takeRequest() }, lane);
    };
  };

  return {
    transact,
    together,
    underKey: (request, run) => contexts.run({ pending: request }, run),
    isOpen: () => open.getStore() !== undefined,
  };
}

/** One transaction for all entries; answers what became of each, in their order. */
function createCommit(
  { connection, outbox, idempotency }: TransactionDeps,
  open: AsyncLocalStorage<SharedTransaction>,
) {
  return async function commit<I, R>(
    entries: readonly Entry<I>[],
    write: WriteTogether<I, R>,
  ): Promise<Outcome<R>[]> {
    let events: DomainEvent[] = [];
    const outcomes = await connection.transaction(async (session: ClientSession) => {
      events = [];
      const tx: SharedTransaction = {
        session,
        announce: (type, facts, actorId) => void events.push(outbox.event(type, facts, actorId)),
      };
      const answers = await answerOnce(idempotency, entries, {
        session,
        write: (items) => open.run(tx, () => write(items, tx)),
      });
      await outbox.write(events, session);
      return answers;
    });
    outbox.deliver(events);
    return outcomes;
  };
}

/** The only one of a list: its result, or its refusal thrown. */
function outcomeOf<R>([outcome]: readonly Outcome<R>[]): R {
  if (!outcome) throw new Error('a change has no outcome');
  if ('refused' in outcome) throw outcome.refused;
  return outcome.result;
}

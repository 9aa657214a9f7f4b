import { AsyncLocalStorage } from 'node:async_hooks';
import type { KeyedQueue } from '../kernel/keyed-queue.ts';
import type { Outcome } from '../kernel/transactions.ts';
import type { IdempotentRequest } from './idempotency.ts';
import { isMongoAway } from './mongo-errors.ts';

/** A change that waits for its transaction. */
export interface Entry<I> {
  item: I;
  request: IdempotentRequest | null;
}

/** Changes in one transaction at most: what one conflict makes run again. */
const most = 64;

/**
 * While one transaction is under way others gather, so that each commit serves as many as it can.
 * One that takes longer than this, in milliseconds, is not waited for; so many may be.
 */
const patienceMs = 40;
const atOnce = 4;

interface Waiting<I, R> extends Entry<I> {
  resolve: (result: R) => void;
  reject: (reason: unknown) => void;
}

/** Changes of one queue that are taken into a transaction together. */
interface Group<I, R> {
  entries: Waiting<I, R>[];
  /** The queue goes on. */
  leave: () => void;
}

/**
 * Gathers changes into few transactions. Each queue has at most one group
 * under way, so that those of one thread never conflict with each other here;
 * whatever comes meanwhile is its next group.
 */
export function createGroups(queue: KeyedQueue) {
  return <I, R>(commit: (entries: readonly Entry<I>[]) => Promise<Outcome<R>[]>) => {
    const settle = createSettling(commit);
    const ready: Group<I, R>[] = [];
    const lanes = new Map<string, Waiting<I, R>[]>();
    // A transaction of many is none of the request's that happened to begin it.
    const outside = AsyncLocalStorage.snapshot();
    let running = 0;
    let lastBegan = 0;
    let isWaiting = false;

    async function run(): Promise<void> {
      lastBegan = performance.now();
      const groups = takeSome(ready);
      await settle(groups.flatMap(({ entries }) => entries));
      for (const { leave } of groups) leave();
    }

    /** What is ready in this turn of the event loop goes together. */
    function begin(): void {
      running += 1;
      setImmediate(async () => {
        while (ready.length > 0) await run();
        running -= 1;
      });
    }

    /** Now when none is under way; else when the last to begin has taken too long. */
    function start(): void {
      if (running === 0) begin();
      else if (!isWaiting) {
        isWaiting = true;
        setTimeout(goOn, patienceMs);
      }
    }

    function goOn(): void {
      isWaiting = false;
      if (ready.length === 0) return;
      const isSlow = performance.now() - lastBegan >= patienceMs;
      if (isSlow && running < atOnce) begin();
      else start();
    }

    /** The queue's turn: all that wait in it, until they are written. */
    const turnOf = (lane: string) => () => {
      const waiting = lanes.get(lane) ?? [];
      const entries = waiting.splice(0, most);
      if (waiting.length > 0) queueUp(lane);
      else lanes.delete(lane);
      const { promise, resolve: leave } = Promise.withResolvers<void>();
      ready.push({ entries, leave });
      outside(start);
      return promise;
    };

    function queueUp(lane: string): void {
      void queue.run(lane, turnOf(lane));
    }

    return (entry: Entry<I>, lane: string): Promise<R> =>
      new Promise((resolve, reject) => {
        const waiting = lanes.get(lane);
        const mine = { ...entry, resolve, reject };
        if (waiting) return void waiting.push(mine);
        lanes.set(lane, [mine]);
        queueUp(lane);
      });
  };
}

/** Whole groups, up to the most that go together, those that came first. */
function takeSome<I, R>(ready: Group<I, R>[]): Group<I, R>[] {
  let count = 0;
  const fits = ({ entries }: Group<I, R>) => {
    count += entries.length;
    return count <= most;
  };
  const upTo = ready.findIndex((group) => !fits(group));
  return ready.splice(0, upTo < 0 ? ready.length : Math.max(upTo, 1));
}

/** Gives each its outcome. What stops many is tried alone: only the one with the fault has it. */
function createSettling<I, R>(commit: (entries: readonly Entry<I>[]) => Promise<Outcome<R>[]>) {
  return async function settle(entries: readonly Waiting<I, R>[], again = true): Promise<void> {
    try {
      const outcomes = await commit(entries);
      for (const [index, { resolve, reject }] of entries.entries()) {
        const outcome = outcomes[index];
        if (!outcome) reject(new Error('a change has no outcome'));
        else if ('refused' in outcome) reject(outcome.refused);
        else resolve(outcome.result);
      }
    } catch (error) {
      const isOver = !again || isMongoAway(error);
      for (const entry of entries)
        if (isOver) entry.reject(error);
        else await settle([entry], false);
    }
  };
}

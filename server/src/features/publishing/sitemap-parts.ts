import type { Made, MadeRepository } from '../threads/index.ts';

/** Threads of one span, public or not: what a request for its list has to look at. */
const threadsInPart = 5_000;
/** Ends of spans that one request looks for; on a hub with more, later requests go on. */
const foundAtOnce = 100;

/**
 * Spans of time with so many threads each. The ends that were found stay, since no thread is made
 * in the past: only the last span grows, and is cut when it is full.
 */
export function createParts(made: Pick<MadeRepository, 'endOf'>) {
  const ends: number[] = [];
  let finding: Promise<void> | null = null;

  async function find(): Promise<void> {
    for (let n = 0; n < foundAtOnce; n += 1) {
      const end = await made.endOf(ends.at(-1) ?? 0, threadsInPart);
      if (end === null) return;
      ends.push(end);
    }
  }

  return {
    /** Oldest first; the last one is open. */
    async all(): Promise<Made[]> {
      // Who asks meanwhile waits for the same answer.
      finding ??= find().finally(() => {
        finding = null;
      });
      await finding;
      return [0, ...ends].map((from, n) => ({ from, to: ends[n] ?? null }));
    },
  };
}

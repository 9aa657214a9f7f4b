// Waiting for a condition, never for a time.
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until the answer is not undefined.
 * @template T
 * @param {() => Promise<T | undefined>} ask
 * @param {{ timeoutMs: number, what: string, everyMs?: number }} options `what` names the
 *   condition in the error
 * @returns {Promise<T>}
 */
export async function waitFor(ask, { timeoutMs, what, everyMs = 50 }) {
  const end = Date.now() + timeoutMs;
  let last;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = error;
    }
    await sleep(everyMs);
  }
  throw new Error(`${what}: not after ${timeoutMs / 1000} s${last ? ` (${last.message})` : ''}`);
}

import { AppError } from '@jembatan/shared/errors';
import { isUnreachable } from './problem.ts';

/** Waits before the second, third and fourth attempt, in milliseconds. */
const pausesMs = [400, 1_200, 3_500] as const;
/** Longer than this a person wants to decide for themselves. */
const longestPauseMs = 8_000;

export interface RetryRules {
  /** The call may be sent again although the first may have been done. */
  readonly repeatable: boolean;
  readonly signal?: AbortSignal | undefined;
}

function pauseOf(error: unknown, attempt: number, rules: RetryRules): number | null {
  const base = pausesMs[attempt];
  if (base === undefined || !(error instanceof AppError)) return null;
  // A plain 503 says that nothing was changed; without an answer nobody knows.
  const again = error.code === 'unavailable' && (rules.repeatable || !isUnreachable(error));
  if (!again) return null;
  const asked = Number(error.details.retryAfter ?? 0) * 1_000;
  if (asked > longestPauseMs) return null;
  // Spread out, so that a class does not come back in one instant.
  return Math.max(asked, base) * (0.75 + Math.random() / 2);
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** Does `work`, again after a growing pause while the server is out of reach and it is safe. */
export async function withRetry<T>(work: () => Promise<T>, rules: RetryRules): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const ms = pauseOf(error, attempt, rules);
      if (ms === null) throw error;
      await pause(ms, rules.signal);
    }
  }
}

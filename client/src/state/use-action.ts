import type { AppError } from '@jembatan/shared/errors';
import { useRef, useState } from 'preact/hooks';
import { newKey } from '../net/http.ts';
import { appErrorOf } from '../net/problem.ts';

export interface Action<A extends readonly unknown[]> {
  readonly busy: boolean;
  /** Why the last try failed; null again with the next one. */
  readonly error: AppError | null;
  /** Does it, once at a time. Resolves true when it succeeded. */
  run(...args: A): Promise<boolean>;
  forget(): void;
}

/**
 * One thing a person does with a button. `work` gets a key that stays the same
 * while the same thing is tried again after a failure, so it is done once.
 */
export function useAction<A extends readonly unknown[]>(
  work: (key: string, ...args: A) => Promise<unknown>,
): Action<A> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const running = useRef(false);
  const submission = useRef<{ key: string; args: string } | null>(null);

  async function run(...args: A): Promise<boolean> {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setError(null);
    const words = JSON.stringify(args);
    if (submission.current?.args !== words) submission.current = { key: newKey(), args: words };
    try {
      await work(submission.current.key, ...args);
      submission.current = null;
      return true;
    } catch (thrown) {
      setError(appErrorOf(thrown));
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return { busy, error, run, forget: () => setError(null) };
}

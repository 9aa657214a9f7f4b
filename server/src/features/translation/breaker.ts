import { AppError } from '@jembatan/shared/errors';

export interface BreakerRule {
  /** Failures in a row after which nothing is tried. */
  failures: number;
  /** How long not; then one try decides. */
  restMs: number;
  onOpen: (error: unknown) => void;
}

/** Leaves a service alone that fails again and again: `no-translation` at once instead of a wait. */
export function createBreaker({ failures, restMs, onOpen }: BreakerRule) {
  let failed = 0;
  let restsUntil = 0;

  function note(error: unknown): void {
    failed += 1;
    if (failed < failures) return;
    restsUntil = performance.now() + restMs;
    onOpen(error);
  }

  return {
    /** `isOwnFault` says of an error that the service is well all the same. */
    async run<T>(work: () => Promise<T>, isOwnFault: (error: unknown) => boolean): Promise<T> {
      if (performance.now() < restsUntil) throw new AppError('no-translation', { why: 'busy' });
      // While one tries again, the others go on resting.
      if (failed >= failures) restsUntil = performance.now() + restMs;
      try {
        const result = await work();
        failed = 0;
        restsUntil = 0;
        return result;
      } catch (error) {
        if (isOwnFault(error)) failed = 0;
        else note(error);
        throw error;
      }
    },
  };
}

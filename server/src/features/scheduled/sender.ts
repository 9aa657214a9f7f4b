import { AppError } from '@jembatan/shared/errors';
import { createDueWatch, type DueWatch } from '../../kernel/due-watch.ts';
import { isMongoAway } from '../../platform/mongo-errors.ts';
import type { ScheduledDeps } from './scheduled.deps.ts';
import type { Scheduled } from './scheduled.repository.ts';
import type { Send } from './sending.ts';

/** A server that has one this long without a word is taken for dead. */
const leaseMs = 60_000;
/** Between two tries after a fault of ours, and how many there are. */
const againMs = 30_000;
const mostTries = 10;

/** Codes that say nothing against the text or its place. */
const ours = new Set(['internal', 'unavailable', 'too-many']);

/** Sends what is due, each once however many servers look. */
export function createSender(deps: ScheduledDeps & { send: Send }): DueWatch {
  const { scheduled, clock, logger, transact, tell } = deps;
  const inMs = (ms: number) => new Date(clock.now().getTime() + ms);

  /** Kept with the reason, and its writer is told. */
  async function fail(one: Scheduled, problem: string): Promise<void> {
    await transact(async (tx) => {
      const failedAt = clock.now();
      await scheduled.settle(one.id, { state: 'failed', tryAt: null, problem, failedAt });
      tx.announce('scheduled:failed', { personId: one.personId, scheduledId: one.id }, null);
    });
  }

  async function onRefusal(one: Scheduled, error: unknown): Promise<void> {
    if (isMongoAway(error)) throw error;
    const code = error instanceof AppError ? error.code : 'internal';
    if (code === 'internal') logger.error({ err: error, scheduledId: one.id }, 'not sent');
    const tries = one.tries + 1;
    const seconds = error instanceof AppError ? Number(error.details.retryAfter) : Number.NaN;
    const waits = { state: 'waiting' as const, problem: code };
    // Slow mode counts from the last post: it goes as soon as it may.
    if (code === 'slow-mode')
      await scheduled.settle(one.id, { ...waits, tryAt: inMs((seconds || 1) * 1_000) });
    else if (ours.has(code) && tries < mostTries)
      await scheduled.settle(one.id, { ...waits, tries, tryAt: inMs(againMs) });
    else await fail(one, code);
  }

  async function sendOne(): Promise<boolean> {
    const one = await scheduled.takeDue(clock.now(), inMs(leaseMs));
    if (!one) return false;
    try {
      await deps.send(one);
      await scheduled.remove(one.id);
    } catch (error) {
      await onRefusal(one, error);
    }
    tell(one.personId);
    return true;
  }

  return createDueWatch({ takeOne: sendOne, what: 'what is sent later', logger });
}

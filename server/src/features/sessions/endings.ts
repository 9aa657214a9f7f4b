import type { PersonId } from '@jembatan/shared/ids';
import type { Clock } from '../../kernel/clock.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import type { Session, SessionsRepository } from './sessions.repository.ts';

export interface EndingDeps {
  sessions: SessionsRepository;
  clock: Clock;
}

export type Endings = ReturnType<typeof createEndings>;

/** How sessions end. Whoever is in the room hears of it by the event `session:ended`. */
export function createEndings({ sessions, clock }: EndingDeps) {
  return {
    /**
     * Ends a meeting for all; a standing session stays and can be met in again.
     * Null when it is over already. Without `by` the room has ended by itself.
     */
    async finish(
      tx: Transaction,
      { id, kind }: Session,
      by: PersonId | null,
    ): Promise<Session | null> {
      const now = clock.now();
      const after =
        kind === 'standing'
          ? ({ state: 'planned' } as const)
          : ({ state: 'ended', endedAt: now } as const);
      const ended = await sessions.changeOpen(id, { ...after, changedAt: now });
      if (!ended) return null;
      // A standing room that ended by itself may be open again by now: it is left alone.
      if (kind !== 'standing' || by) tx.announce('session:ended', { sessionId: id }, by);
      tx.announce('session:changed', { sessionId: id }, by);
      return ended;
    },

    /** It does not take place; people who are in it already leave. */
    async cancel(tx: Transaction, { id, state, sequence }: Session, by: PersonId): Promise<void> {
      const now = clock.now();
      const change = {
        state: 'cancelled',
        sequence: sequence + 1,
        endedAt: now,
        changedAt: now,
      } as const;
      if (!(await sessions.changeOpen(id, change))) return;
      if (state === 'live') tx.announce('session:ended', { sessionId: id }, by);
      tx.announce('session:changed', { sessionId: id }, by);
    },
  };
}

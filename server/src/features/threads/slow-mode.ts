import { AppError } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { canModerateThread } from '../../permissions/threads.rules.ts';
import type { PacesRepository } from './paces.repository.ts';
import type { ThreadAt } from './threads.access.ts';

/** The pace of a thread: its own, or that of all threads of the space together. */
export interface Pace {
  seconds: number;
  /** Thread or space in which posts are counted. */
  placeId: string;
}

export function paceOf({ thread, space }: Pick<ThreadAt, 'thread' | 'space'>): Pace {
  if (thread.slowSeconds !== null) return { seconds: thread.slowSeconds, placeId: thread.id };
  return { seconds: space.slowSeconds, placeId: thread.spaceId };
}

export type SlowMode = ReturnType<typeof createSlowMode>;

/** One post per person in so many seconds; staff is exempt. */
export function createSlowMode({ paces, clock }: { paces: PacesRepository; clock: Clock }) {
  async function until(personId: PersonId, at: ThreadAt): Promise<Date | null> {
    const { seconds, placeId } = paceOf(at);
    const last = seconds > 0 ? await paces.lastAt(personId, placeId) : null;
    const next = last && new Date(last.getTime() + seconds * 1_000);
    return next && next > clock.now() ? next : null;
  }

  return {
    /** Null when the actor may write now. */
    async untilFor(actor: Actor, at: ThreadAt): Promise<Date | null> {
      if (actor.kind !== 'person' || canModerateThread(actor, at)) return null;
      return until(actor.id, at);
    },

    /** Whether the actor's posts are counted there. */
    isFor: (actor: Actor, at: ThreadAt): boolean =>
      paceOf(at).seconds > 0 && !canModerateThread(actor, at),

    /** Inside the transaction of a post; throws `slow-mode` with the seconds left. */
    async take(actor: PersonActor, at: ThreadAt): Promise<void> {
      const { seconds, placeId } = paceOf(at);
      if (seconds === 0 || canModerateThread(actor, at)) return;
      const now = clock.now();
      const next = await until(actor.id, at);
      if (next)
        throw new AppError('slow-mode', {
          retryAfter: Math.ceil((next.getTime() - now.getTime()) / 1_000),
        });
      await paces.note(actor.id, placeId, now);
    },
  };
}

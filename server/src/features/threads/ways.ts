import { AppError } from '@jembatan/shared/errors';
import { limits } from '@jembatan/shared/limits';
import type { ThreadKind } from '@jembatan/shared/threads.contract';
import type { Thread, ThreadChange } from './threads.repository.ts';

/** What staff sets for a thread of some kinds, as it was asked for. */
export interface WaysInput {
  repliesOff?: boolean | undefined;
  standsUntil?: string | null | undefined;
}

type Ways = Pick<Thread, 'repliesOff' | 'standsUntil'>;

const dayMs = 86_400_000;

export const saysWays = ({ repliesOff, standsUntil }: WaysInput) =>
  repliesOff !== undefined || standsUntil !== undefined;

/** Throws `invalid` where something stands on top that is no announcement, or for too long. */
export function waysChange(
  input: WaysInput,
  { kind, ...before }: Ways & { kind: ThreadKind },
  now: Date,
): Pick<ThreadChange, keyof Ways> {
  const { repliesOff = before.repliesOff } = input;
  if (input.standsUntil === undefined) return { repliesOff, standsUntil: before.standsUntil };
  const standsUntil = input.standsUntil === null ? null : new Date(input.standsUntil);
  const latest = now.getTime() + limits.standingDays.max * dayMs;
  if (standsUntil && (kind !== 'announcement' || standsUntil.getTime() > latest))
    throw new AppError('invalid', { issues: [{ path: 'standsUntil', code: 'custom' }] });
  return { repliesOff, standsUntil };
}

/** How a new thread begins: an announcement stands on top for a while. */
export function firstWays(kind: ThreadKind, now: Date): Ways {
  const until = new Date(now.getTime() + limits.standingDays.default * dayMs);
  return { repliesOff: false, standsUntil: kind === 'announcement' ? until : null };
}

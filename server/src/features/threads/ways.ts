import { AppError } from '@jembatan/shared/errors';
import { limits } from '@jembatan/shared/limits';
import type { ThreadKind } from '@jembatan/shared/threads.view';
import type { Thread, ThreadChange } from './threads.repository.ts';

/** What staff sets for a thread of some kinds, as it was asked for. */
export interface WaysInput {
  repliesOff?: boolean | undefined;
  standsUntil?: string | null | undefined;
  answerFirst?: boolean | undefined;
}

type Ways = Pick<Thread, 'repliesOff' | 'standsUntil'>;
/** Threads of which kind, and which they are, decide what can be set for them. */
type Asked = Pick<Thread, 'sessionId' | 'lastNumber' | 'answerFirst'> & { kind: ThreadKind };

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

/**
 * Throws `invalid` where no answer can come first: an announcement asks nothing, a chat goes on, and
 * in a long thread people have read each other already.
 */
export function answerFirstChange(
  { answerFirst }: WaysInput,
  { kind, sessionId, lastNumber, answerFirst: before }: Asked,
): { answerFirst?: boolean } {
  if (answerFirst === undefined) return {};
  const fits = kind !== 'announcement' && sessionId === null;
  const isLate = !before && lastNumber > limits.answerFirstPosts;
  if (answerFirst && (!fits || isLate))
    throw new AppError('invalid', { issues: [{ path: 'answerFirst', code: 'custom' }] });
  return { answerFirst };
}

/** How a new thread begins: an announcement stands on top for a while. */
export function firstWays(kind: ThreadKind, now: Date): Ways {
  const until = new Date(now.getTime() + limits.standingDays.default * dayMs);
  return { repliesOff: false, standsUntil: kind === 'announcement' ? until : null };
}

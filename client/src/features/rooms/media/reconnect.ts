import { AppError, type ErrorCode } from '@jembatan/shared/errors';

const firstPauseMs = 400;
const longestPauseMs = 5_000;

/**
 * Milliseconds before attempt `n` (from 0): none before the first, then growing
 * and spread out, so that a class that lost its room does not return as one.
 */
export function pauseBefore(attempt: number, random: () => number = Math.random): number {
  if (attempt === 0) return 0;
  const full = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1));
  return Math.round(full * (0.5 + random() / 2));
}

/** What to do after an attempt to reach the room failed. */
export type NextStep =
  /** The seat or ticket is no good any more: ask the hub for a new ticket. */
  | 'new-ticket'
  /** The network or the hub is away: the same again, later. */
  | 'again'
  /** Asking again will not help. */
  | 'give-up';

const newTicketCodes: readonly ErrorCode[] = [
  'ticket-expired',
  'ticket-invalid',
  'ticket-spent',
  'seat-gone',
  'room-moved',
  'wrong-state',
];
const againCodes: readonly ErrorCode[] = ['unavailable', 'no-room-node', 'too-many', 'internal'];

export function nextStepAfter(error: unknown): NextStep {
  if (!(error instanceof AppError)) return 'again';
  if (newTicketCodes.includes(error.code)) return 'new-ticket';
  return againCodes.includes(error.code) ? 'again' : 'give-up';
}

/** Seconds the other side asked to wait, as milliseconds; 0 when it did not ask. */
export function askedPauseMs(error: unknown): number {
  const seconds = error instanceof AppError ? Number(error.details.retryAfter ?? 0) : 0;
  return Number.isFinite(seconds) ? seconds * 1_000 : 0;
}

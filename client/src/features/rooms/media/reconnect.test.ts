import { AppError } from '@jembatan/shared/errors';
import { describe, expect, it } from 'vitest';
import { askedPauseMs, nextStepAfter, pauseBefore } from './reconnect.ts';

describe('coming back', () => {
  it('tries at once, then later and later, spread out, and never more than five seconds apart', () => {
    expect(pauseBefore(0)).toBe(0);
    const shortest = [1, 2, 3, 4, 5, 20].map((attempt) => pauseBefore(attempt, () => 0));
    const longest = [1, 2, 3, 4, 5, 20].map((attempt) => pauseBefore(attempt, () => 1));
    expect(shortest).toEqual([200, 400, 800, 1_600, 2_500, 2_500]);
    expect(longest).toEqual([400, 800, 1_600, 3_200, 5_000, 5_000]);
  });

  it('asks for a new ticket when seat or ticket is no good, and gives up only where asking is useless', () => {
    expect(nextStepAfter(new AppError('seat-gone'))).toBe('new-ticket');
    expect(nextStepAfter(new AppError('ticket-expired'))).toBe('new-ticket');
    expect(nextStepAfter(new AppError('room-moved'))).toBe('new-ticket');
    expect(nextStepAfter(new AppError('no-room-node', { retryAfter: 3 }))).toBe('again');
    expect(nextStepAfter(new TypeError('network'))).toBe('again');
    expect(nextStepAfter(new AppError('banned'))).toBe('give-up');
    expect(nextStepAfter(new AppError('session-over'))).toBe('give-up');
  });

  it('waits as long as it is asked to', () => {
    expect(askedPauseMs(new AppError('no-room-node', { retryAfter: 3 }))).toBe(3_000);
    expect(askedPauseMs(new Error('no'))).toBe(0);
  });
});

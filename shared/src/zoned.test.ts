import { describe, expect, it } from 'vitest';
import { dayKey, instantOf, localOf, nextHalfHour } from './zoned.ts';

describe('wall time and instants', () => {
  it('TIME-1 finds the instant of a wall time in zones with whole and broken offsets', () => {
    expect(instantOf('2026-03-20T19:00', 'Asia/Jakarta')).toBe('2026-03-20T12:00:00.000Z');
    expect(instantOf('2026-03-20T19:00', 'Europe/Berlin')).toBe('2026-03-20T18:00:00.000Z');
    expect(instantOf('2026-03-20T19:00', 'Asia/Kathmandu')).toBe('2026-03-20T13:15:00.000Z');
  });

  it('TIME-2 moves a missing hour forward and takes the first of a doubled one', () => {
    expect(instantOf('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(instantOf('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(instantOf('2026-03-08T02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
  });

  it('keeps 19:00 in Berlin over a clock change', () => {
    expect(instantOf('2026-03-27T19:00', 'Europe/Berlin')).toBe('2026-03-27T18:00:00.000Z');
    expect(instantOf('2026-04-03T19:00', 'Europe/Berlin')).toBe('2026-04-03T17:00:00.000Z');
  });

  it('says what clocks show, and which day it is there', () => {
    expect(localOf('2026-03-20T12:00:00Z', 'Asia/Jakarta')).toBe('2026-03-20T19:00');
    expect(dayKey('2026-12-31T23:30:00Z', 'Pacific/Kiritimati')).toBe('2027-01-01');
  });

  it('offers the next half hour', () => {
    expect(nextHalfHour(Date.parse('2026-03-20T12:25:00Z'), 'UTC')).toBe('2026-03-20T13:00');
  });

  it('answers nothing for text that is no time', () => {
    expect(instantOf('soon', 'UTC')).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import {
  fromWallDate,
  moveLocal,
  normalLocal,
  toInstant,
  toLocal,
  wallDate,
  wallMinutes,
} from './times.ts';

const utc = (local: string, zone: string) => toInstant(local, zone).toISOString();

describe('wall time and instant', () => {
  it.each([
    ['2026-03-20T19:00', 'Asia/Jakarta', '2026-03-20T12:00:00.000Z'],
    ['2026-03-20T19:00', 'Europe/Berlin', '2026-03-20T18:00:00.000Z'],
    ['2026-03-20T19:00', 'Asia/Kathmandu', '2026-03-20T13:15:00.000Z'],
    ['2026-03-20T19:00', 'UTC', '2026-03-20T19:00:00.000Z'],
  ])('%s in %s is %s', (local, zone, instant) => {
    expect(utc(local, zone)).toBe(instant);
    expect(toLocal(new Date(instant), zone)).toBe(local);
  });

  it('TIME-2 a missing hour moves forward by the gap', () => {
    expect(utc('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('TIME-2 a doubled hour means its first', () => {
    expect(utc('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('moves by the wall clock, across a change of clocks too', () => {
    expect(moveLocal('2026-03-28T19:00', 24 * 60)).toBe('2026-03-29T19:00');
    expect(wallMinutes('2026-03-28T19:00', '2026-03-29T20:30')).toBe(25 * 60 + 30);
  });

  it('spells each wall time one way', () => {
    expect(normalLocal('2026-03-20T19:00:00')).toBe('2026-03-20T19:00');
    expect(normalLocal('2026-03-20T19:00:05')).toBe('2026-03-20T19:00:05');
    expect(fromWallDate(wallDate('2026-03-20T19:00'))).toBe('2026-03-20T19:00');
  });

  it.each([
    '2026-02-30T10:00',
    '2026-13-01T10:00',
    '2026-01-01T24:30',
    '0001-01-01T00:00',
    '9999-01-01T00:00',
  ])('refuses %s, which no calendar has or none of ours reaches', (local) =>
    expect(() => normalLocal(local)).toThrow('invalid'),
  );
});

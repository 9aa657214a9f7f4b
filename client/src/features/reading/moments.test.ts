import { expect, it } from 'vitest';
import { quickMoments } from './moments.ts';

it('moments are those of the reader’s own day', () => {
  // 23:30 in Jakarta is 16:30 in UTC: tomorrow there is already near.
  const late = Date.parse('2026-03-01T16:30:00Z');
  expect(Object.fromEntries(quickMoments('Asia/Jakarta', late))).toEqual({
    inAnHour: '2026-03-01T17:30:00.000Z',
    tomorrow: '2026-03-02T01:00:00.000Z',
    nextWeek: '2026-03-08T01:00:00.000Z',
  });
  const noon = Date.parse('2026-03-01T05:00:00Z');
  expect(quickMoments('Asia/Jakarta', noon)).toContainEqual([
    'thisEvening',
    '2026-03-01T11:00:00.000Z',
  ]);
});

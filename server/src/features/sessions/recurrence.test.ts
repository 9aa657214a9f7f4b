import { describe, expect, it } from 'vitest';
import { normalRule, occurrencesOf, type Recurrence } from './recurrence.ts';
import { toInstant } from './times.ts';

const far = '2027-12-31T23:59';
const berlin = (rrule: string, localStart = '2026-03-20T19:00'): Recurrence => ({
  rrule,
  localStart,
  timeZone: 'Europe/Berlin',
});
const all = (series: Recurrence, max = 1_000) =>
  occurrencesOf(series, { after: null, until: far, max });

describe('a series', () => {
  const weekly = berlin('FREQ=WEEKLY;UNTIL=20261106T235959Z');

  it('TIME-2 is at 19:00 in Berlin every week, across both changes of clocks', () => {
    const found = all(weekly);
    expect(found).toHaveLength(34);
    expect(found.every((local) => local.endsWith('T19:00'))).toBe(true);
    expect(found.at(-1)).toBe('2026-11-06T19:00');
  });

  it('TIME-2 is seen elsewhere at times that shift with Berlin’s clocks', () => {
    const utcHours = all(weekly).map((local) => [
      local.slice(0, 10),
      toInstant(local, 'Europe/Berlin').getUTCHours(),
    ]);
    expect(utcHours.find(([day]) => day === '2026-03-27')).toEqual(['2026-03-27', 18]);
    expect(utcHours.find(([day]) => day === '2026-04-03')).toEqual(['2026-04-03', 17]);
    expect(utcHours.find(([day]) => day === '2026-10-30')).toEqual(['2026-10-30', 18]);
  });

  it('keeps a weekly 02:30 its wall time, and moves only the night it is missing', () => {
    const found = all(berlin('FREQ=WEEKLY;COUNT=3', '2026-03-22T02:30'));
    expect(found).toEqual(['2026-03-22T02:30', '2026-03-29T02:30', '2026-04-05T02:30']);
    expect(
      found.map((local) => toInstant(local, 'Europe/Berlin').toISOString().slice(11, 16)),
    ).toEqual(['01:30', '01:30', '00:30']);
  });

  it.each([
    ['FREQ=WEEKLY;UNTIL=20260327', 2],
    ['FREQ=WEEKLY;UNTIL=20260327T180000Z', 2],
    ['FREQ=WEEKLY;UNTIL=20260327T175959Z', 1],
    ['FREQ=WEEKLY;UNTIL=20260327T190000', 2],
    ['FREQ=WEEKLY;COUNT=5', 5],
  ])('ends as %s says', (rule, count) => {
    expect(all(berlin(rule))).toHaveLength(count);
  });

  it('goes on after what is already there', () => {
    const rule = berlin('FREQ=DAILY');
    expect(
      occurrencesOf(rule, { after: '2026-03-20T19:00', until: '2026-03-23T00:00', max: 10 }),
    ).toEqual(['2026-03-21T19:00', '2026-03-22T19:00']);
    expect(all(rule, 3)).toHaveLength(3);
  });

  it('follows weekdays and days of the month', () => {
    expect(all(berlin('FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3'))).toEqual([
      '2026-03-24T19:00',
      '2026-03-26T19:00',
      '2026-03-31T19:00',
    ]);
    expect(all(berlin('FREQ=MONTHLY;BYDAY=-1FR;COUNT=2'))).toEqual([
      '2026-03-27T19:00',
      '2026-04-24T19:00',
    ]);
    expect(all(berlin('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29'), 1)).toEqual([]);
    expect(all(berlin('FREQ=MONTHLY;BYMONTHDAY=31;COUNT=2'))).toEqual([
      '2026-03-31T19:00',
      '2026-05-31T19:00',
    ]);
  });
});

describe('a rule', () => {
  it('has one spelling', () => {
    expect(normalRule(' rrule:freq=weekly;byday=mo ')).toBe('FREQ=WEEKLY;BYDAY=MO');
  });

  it.each([
    '',
    'hello',
    'FREQ=SECONDLY',
    'FREQ=HOURLY',
    'FREQ=WEEKLY;BYHOUR=3',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTHDAY=32',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=WEEKLY;BYDAY=2MO',
    'FREQ=MONTHLY;BYDAY=9MO',
    'FREQ=WEEKLY;WKST=1',
    'FREQ=WEEKLY;INTERVAL=0',
    'FREQ=WEEKLY;COUNT=1e9',
    'FREQ=WEEKLY;UNTIL=tomorrow',
    'FREQ=WEEKLY;DTSTART=20260101T000000Z',
    'FREQ=WEEKLY;COUNT=2\nDTSTART:20260101T000000Z',
    'FREQ=WEEKLY;',
  ])('is refused: %s', (rule) => {
    expect(() => normalRule(rule)).toThrow('invalid');
  });
});

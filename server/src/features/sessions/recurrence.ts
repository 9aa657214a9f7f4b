import { AppError } from '@jembatan/shared/errors';
import rrule, { type Options } from 'rrule';
import { fromWallDate, toLocal, wallDate } from './times.ts';

const { RRule } = rrule;

/** How a session repeats, in wall time: the rule knows no zones and no clock changes. */
export interface Recurrence {
  /** RFC 5545 without DTSTART. */
  readonly rrule: string;
  /** Wall time the rule counts from. */
  readonly localStart: string;
  readonly timeZone: string;
}

/** The part of a series that is asked for. */
export interface Window {
  /** Only later ones; null for all from the start. */
  readonly after: string | null;
  readonly until: string;
  readonly max: number;
}

const common = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY'];

/**
 * What a rule may say, by frequency. The time of day is the session's own; the
 * rest leaves out every combination that never happens, which the calculation
 * would otherwise look for until the year 9999.
 */
const allowedParts: Record<string, readonly string[]> = {
  DAILY: [...common, 'BYMONTH'],
  WEEKLY: [...common, 'BYMONTH'],
  MONTHLY: [...common, 'BYMONTHDAY', 'BYSETPOS'],
  YEARLY: [...common, 'BYMONTH', 'BYMONTHDAY'],
};

const untilShape = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;

/** The rule in one spelling; `invalid` for one that cannot be followed. */
export function normalRule(text: string): string {
  const rule = text
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase();
  const parts = rule.split(';').map((part) => part.split('='));
  const values = new Map(parts.map(([name = '', value = '']) => [name, value]));
  const allowed = allowedParts[values.get('FREQ') ?? ''] ?? [];
  const fits = parts.every(([name = '', value]) => allowed.includes(name) && Boolean(value));
  if (
    !fits ||
    !numbersFit(values) ||
    !weekdaysFit(values) ||
    !daysExist(values) ||
    !isReadable(rule)
  )
    throw invalidRule();
  return rule;
}

/** Wall times of the series inside the window, in order. */
export function occurrencesOf(series: Recurrence, { after, until, max }: Window): string[] {
  const dtstart = wallDate(series.localStart);
  const options: Partial<Options> = { ...RRule.parseString(withoutUntil(series.rrule)), dtstart };
  const end = wallDate(until);
  const last = untilOf(series);
  const rule = new RRule({ ...options, until: last && last < end ? last : end });
  const from = after === null ? dtstart : new Date(wallDate(after).getTime() + 1);
  return rule.between(from, end, true).slice(0, max).map(fromWallDate);
}

/** An UNTIL in UTC is an instant, a bare date lasts until its evening, both seen in the zone. */
function untilOf({ rrule: rule, timeZone }: Recurrence): Date | null {
  const [, year, month, day, hour, minute, second, utc] =
    untilShape.exec(/UNTIL=([^;]*)/.exec(rule)?.[1] ?? '') ?? [];
  if (!year) return null;
  const time = hour ? `${hour}:${minute}:${second}` : '23:59:59';
  const local = `${year}-${month}-${day}T${time}`;
  return wallDate(utc ? toLocal(new Date(`${local}Z`), timeZone) : local);
}

const withoutUntil = (rule: string) => rule.replace(/(^|;)UNTIL=[^;]*/, '').replace(/^;/, '');

function numbersFit(values: ReadonlyMap<string, string>): boolean {
  const within = (name: string, min: number, max: number) =>
    (values.get(name) ?? String(max)).split(',').every((text) => {
      const number = Number(text);
      return Number.isInteger(number) && number !== 0 && number >= min && number <= max;
    });
  const until = values.get('UNTIL');
  if (until !== undefined && !isDate(until)) return false;
  return (
    within('INTERVAL', 1, 100) &&
    within('COUNT', 1, 1_000) &&
    within('BYMONTH', 1, 12) &&
    within('BYMONTHDAY', -31, 31) &&
    within('BYSETPOS', -4, 4)
  );
}

/** `2MO` and `-1FR` count within a month, so they mean nothing in a week. */
function weekdaysFit(values: ReadonlyMap<string, string>): boolean {
  const counted = ['MONTHLY', 'YEARLY'].includes(values.get('FREQ') ?? '');
  const shape = counted ? /^(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/ : /^(MO|TU|WE|TH|FR|SA|SU)$/;
  const days = [...(values.get('BYDAY')?.split(',') ?? []), values.get('WKST') ?? 'MO'];
  return days.every((day) => shape.test(day));
}

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** 30 February is not a day of any year. */
function daysExist(values: ReadonlyMap<string, string>): boolean {
  const days = values.get('BYMONTHDAY')?.split(',').map(Number);
  const months = values.get('BYMONTH')?.split(',').map(Number);
  if (!days || !months) return true;
  const longest = Math.max(...months.map((month) => longestMonths[month - 1] ?? 0));
  return days.some((day) => Math.abs(day) <= longest);
}

function isDate(until: string): boolean {
  const [, year, month, day] = untilShape.exec(until) ?? [];
  return !Number.isNaN(Date.parse(`${year}-${month}-${day}T00:00:00Z`));
}

function isReadable(rule: string): boolean {
  try {
    return RRule.parseString(withoutUntil(rule)).freq !== undefined;
  } catch {
    return false;
  }
}

function invalidRule(): AppError {
  return new AppError('invalid', { issues: [{ path: 'rrule', code: 'invalid_format' }] });
}

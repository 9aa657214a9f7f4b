import { useI18n } from './use-text.ts';

/** Dates, numbers and names of things in the reader's language and zone. */
export interface Format {
  /** `19:00` in `zone`, the reader's own when absent. */
  time(instant: string, zone?: string): string;
  /** `Fri, 20 March`, with the year when it is not this one. */
  day(instant: string, zone?: string): string;
  dayAndTime(instant: string, zone?: string): string;
  /** `3 minutes ago`, `in 2 hours`, and a date beyond a week. */
  relative(instant: string, now?: number): string;
  number(value: number): string;
  list(parts: readonly string[]): string;
  /** `German`, `Jerman`, `Deutsch` for `de`. */
  language(tag: string): string;
  country(code: string): string;
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const weekSeconds = 7 * 86_400;

function relative(locale: string, instant: string, now: number): string | null {
  const seconds = Math.round((Date.parse(instant) - now) / 1_000);
  if (Math.abs(seconds) > weekSeconds) return null;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, 'second');
}

function nameOf(locale: string, type: 'language' | 'region', code: string): string {
  try {
    return new Intl.DisplayNames(locale, { type }).of(code) ?? code;
  } catch {
    // Not a code Intl knows: shown as it is.
    return code;
  }
}

function dayOptions(instant: string, zone?: string): Intl.DateTimeFormatOptions {
  const sameYear = new Date(instant).getFullYear() === new Date().getFullYear();
  return {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
    ...(zone ? { timeZone: zone } : {}),
  };
}

export function formatIn(locale: string, ownZone?: string): Format {
  const date = (instant: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, options).format(new Date(instant));
  const clock = (zone = ownZone): Intl.DateTimeFormatOptions => ({
    hour: '2-digit',
    minute: '2-digit',
    ...(zone ? { timeZone: zone } : {}),
  });
  const calendar = (instant: string, zone = ownZone) => dayOptions(instant, zone);
  return {
    time: (instant, zone) => date(instant, clock(zone)),
    day: (instant, zone) => date(instant, calendar(instant, zone)),
    dayAndTime: (instant, zone) => date(instant, { ...calendar(instant, zone), ...clock(zone) }),
    relative: (instant, now = Date.now()) =>
      relative(locale, instant, now) ?? date(instant, calendar(instant)),
    number: (value) => new Intl.NumberFormat(locale).format(value),
    list: (parts) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts),
    language: (tag) => nameOf(locale, 'language', tag),
    country: (code) => nameOf(locale, 'region', code),
  };
}

/** Intl in the reader's language. */
export function useFormat(): Format {
  const i18n = useI18n();
  return formatIn(i18n.language.value, i18n.zone.value);
}

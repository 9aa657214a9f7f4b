import { AppError } from '@jembatan/shared/errors';
import { Temporal } from 'temporal-polyfill';

/** Years a session may lie in; bounds what a repeating rule has to count through. */
const years = { min: 2000, max: 2100 };

const msPerMinute = 60_000;

/**
 * The instant of a wall time in a zone, as decision 0006 says: an hour that is
 * missing that day moves forward by the gap, a doubled hour means its first.
 */
export function toInstant(local: string, timeZone: string): Date {
  const wall = Temporal.PlainDateTime.from(local);
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  return new Date(zoned.epochMilliseconds);
}

/** The wall time of an instant in a zone, to the second. */
export function toLocal(instant: Date, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime());
  return print(zoned.toZonedDateTimeISO(timeZone).toPlainDateTime());
}

/** One spelling for each wall time; `invalid` for one that no calendar has, such as 30 February. */
export function normalLocal(local: string): string {
  const wall = parse(local);
  if (!wall || wall.year < years.min || wall.year > years.max) {
    throw new AppError('invalid', { issues: [{ path: 'localStart', code: 'invalid_format' }] });
  }
  return print(wall);
}

/** Moves a wall time by minutes of the wall clock, whatever the zone's clock changes. */
export function moveLocal(local: string, minutes: number): string {
  return print(Temporal.PlainDateTime.from(local).add({ minutes }));
}

/** Minutes of the wall clock from one wall time to another. */
export function wallMinutes(from: string, to: string): number {
  return (wallDate(to).getTime() - wallDate(from).getTime()) / msPerMinute;
}

/** The wall time as if it were UTC: for arithmetic that knows no zones. */
export function wallDate(local: string): Date {
  return new Date(`${local}Z`);
}

/** The way back from `wallDate`. */
export function fromWallDate(date: Date): string {
  return print(Temporal.PlainDateTime.from(date.toISOString().slice(0, 19)));
}

export function plusMinutes(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * msPerMinute);
}

function parse(local: string): Temporal.PlainDateTime | null {
  try {
    return Temporal.PlainDateTime.from(local);
  } catch {
    return null;
  }
}

/** Seconds are shown only where there are some. */
function print(wall: Temporal.PlainDateTime): string {
  return wall.toString({ smallestUnit: wall.second === 0 ? 'minute' : 'second' });
}

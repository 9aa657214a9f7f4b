import { AppError } from '@jembatan/shared/errors';
import type { sessionRoutes } from '@jembatan/shared/sessions.contract';
import type * as z from 'zod/mini';
import { normalRule, occurrencesOf, type Recurrence } from './recurrence.ts';
import type { Session, SessionChange } from './sessions.repository.ts';
import { fromWallDate, normalLocal, plusMinutes, toInstant, toLocal, wallDate } from './times.ts';

/** Days ahead for which a series has its occurrences. */
const aheadDays = 84;
/** Occurrences made at once; more follow with the daily look. */
const most = 100;
const msPerDay = 86_400_000;

export type SessionInput = z.output<typeof sessionRoutes.createSession.body>;
export type SessionChangeInput = z.output<typeof sessionRoutes.changeSession.body>;

/** When a session is: the truth and what follows from it. */
export type Timing = Pick<
  Session,
  'localStart' | 'timeZone' | 'durationMinutes' | 'startsAt' | 'endsAt'
>;

type TimeInput = Pick<SessionInput, 'startsAt' | 'localStart'>;

export function timingOf(
  kind: Session['kind'],
  {
    localStart,
    timeZone,
    durationMinutes,
  }: Pick<Timing, 'localStart' | 'timeZone' | 'durationMinutes'>,
): Timing {
  const startsAt = toInstant(localStart, timeZone);
  const endsAt = kind === 'standing' ? null : plusMinutes(startsAt, durationMinutes);
  return { localStart, timeZone, durationMinutes, startsAt, endsAt };
}

/** The first start that the input asks for, in its zone. */
export function plannedStart(input: SessionInput, timeZone: string, now: Date): string {
  if (input.kind === 'now') return toLocal(now, timeZone);
  const local = localOf(input, timeZone);
  if (local) return local;
  if (input.kind === 'standing') return toLocal(now, timeZone);
  throw new AppError('invalid', { issues: [{ path: 'startsAt', code: 'invalid_type' }] });
}

/** `localStart` wins over an instant; null when neither is given. */
export function localOf({ localStart, startsAt }: TimeInput, timeZone: string): string | null {
  if (localStart) return normalLocal(localStart);
  return startsAt ? normalLocal(toLocal(new Date(startsAt), timeZone)) : null;
}

/** The rule of a planned session, checked; null for one that does not repeat. */
export function ruleOf(input: SessionInput): string | null {
  if (input.rrule === undefined) return null;
  if (input.kind !== 'planned') {
    throw new AppError('invalid', { issues: [{ path: 'rrule', code: 'custom' }] });
  }
  return normalRule(input.rrule);
}

/** Rule times to become occurrences, and when to look again; null when there are no more. */
export interface Expansion {
  ruleStarts: string[];
  expandAt: Date | null;
}

/** The occurrences of the coming twelve weeks that are not there yet; of a new series at least the first. */
export function expand(series: Recurrence, after: string | null, now: Date): Expansion {
  const horizon = new Date(now.getTime() + aheadDays * msPerDay);
  const until = toLocal(horizon, series.timeZone);
  const soon = occurrencesOf(series, { after, until, max: most });
  const ruleStarts = soon.length === 0 && after === null ? firstOf(series) : soon;
  const expandAt = new Date(now.getTime() + (soon.length === most ? 0 : msPerDay));
  const last = ruleStarts.at(-1) ?? after;
  return { ruleStarts, expandAt: last !== null && goesOn(series, last) ? expandAt : null };
}

function firstOf(series: Recurrence): string[] {
  const until = yearsAfter(series.localStart, 10);
  return occurrencesOf(series, { after: null, until, max: 1 });
}

function goesOn(series: Recurrence, after: string): boolean {
  return occurrencesOf(series, { after, until: yearsAfter(after, 10), max: 1 }).length > 0;
}

function yearsAfter(local: string, years: number): string {
  const date = wallDate(local);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return fromWallDate(date);
}

/** What a change means for one session, its new times included. */
export function changeOf(
  session: Session,
  input: SessionChangeInput,
  moved: string,
): SessionChange {
  const { title, agenda, lobby } = input;
  const timing = timingOf(session.kind, {
    localStart: moved,
    timeZone: input.timeZone ?? session.timeZone,
    durationMinutes: input.durationMinutes ?? session.durationMinutes,
  });
  return {
    ...timing,
    ...(title !== undefined && { title: title.normalize('NFC') }),
    ...(agenda !== undefined && { agenda }),
    ...(lobby !== undefined && { lobby }),
    sequence: session.sequence + 1,
  };
}

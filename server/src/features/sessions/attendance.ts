import { AppError, forbidden } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import type { Page } from '@jembatan/shared/paging';
import type { PeopleById } from '@jembatan/shared/people.contract';
import type { attendance } from '@jembatan/shared/sessions.contract';
import type * as z from 'zod/mini';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import { canSeeAttendance } from '../../permissions/sessions.rules.ts';
import type { SessionAccess } from './sessions.access.ts';
import type { Stay, StaysRepository } from './stays.repository.ts';

export type AttendanceView = z.infer<typeof attendance>;

export interface AttendanceDeps {
  access: SessionAccess;
  stays: StaysRepository;
  clock: Clock;
  peopleById: (ids: Iterable<PersonId>) => Promise<PeopleById>;
}

export interface AttendanceQuery {
  limit: number;
  cursor?: string | undefined;
}

type Span = Pick<Stay, 'joinedAt' | 'leftAt'>;

/** One person's time in a room, over all stays and devices. */
export interface Attended {
  personId: PersonId;
  joinedAt: Date;
  leftAt: Date | null;
  seconds: number;
  stays: number;
}

/** Who was there and how long, by when they came first. */
export function createAttendance({ access, stays, clock, peopleById }: AttendanceDeps) {
  return async (
    actor: PersonActor,
    id: string,
    query: AttendanceQuery,
  ): Promise<Page<AttendanceView>> => {
    const { session, place } = await access.getVisibleSession(actor, id);
    if (!canSeeAttendance(actor, place, session)) throw forbidden('attendance');
    const all = attendedBy(await stays.listOfSession(session.id), clock.now());
    const start = query.cursor === undefined ? 0 : indexAfter(all, query.cursor);
    const page = cutPage(all.slice(start, start + query.limit + 1), query.limit, ({ personId }) => [
      personId,
    ]);
    const people = await peopleById(page.items.map(({ personId }) => personId));
    return { ...page, items: page.items.flatMap((one) => toView(one, people)) };
  };
}

/** In order of first coming. Time on two devices at once counts once. */
export function attendedBy(stays: readonly Stay[], now: Date): Attended[] {
  const byPerson = Map.groupBy(stays, ({ personId }) => personId);
  const all = [...byPerson].map(([personId, own]) => sumUp(personId, own, now));
  return all.sort((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime());
}

function sumUp(personId: PersonId, own: readonly Stay[], now: Date): Attended {
  const begins = own.map(({ joinedAt }) => joinedAt.getTime());
  const ends = own.map(({ leftAt }) => (leftAt ?? now).getTime());
  return {
    personId,
    joinedAt: new Date(Math.min(...begins)),
    leftAt: own.some(({ leftAt }) => leftAt === null) ? null : new Date(Math.max(...ends)),
    seconds: Math.floor(unionMs(own, now) / 1_000),
    stays: own.length,
  };
}

function unionMs(spans: readonly Span[], now: Date): number {
  const sorted = spans.toSorted((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime());
  let covered = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const { joinedAt, leftAt } of sorted) {
    const end = (leftAt ?? now).getTime();
    sum += Math.max(0, end - Math.max(covered, joinedAt.getTime()));
    covered = Math.max(covered, end);
  }
  return sum;
}

function indexAfter(all: readonly Attended[], cursor: string): number {
  const [last] = decodeCursor(cursor, 1);
  const index = all.findIndex(({ personId }) => personId === last);
  if (index < 0) throw new AppError('invalid', { issues: [{ path: 'cursor', code: 'custom' }] });
  return index + 1;
}

function toView(
  { personId, joinedAt, leftAt, seconds, stays }: Attended,
  people: PeopleById,
): AttendanceView[] {
  const person = people[personId];
  const times = { joinedAt: joinedAt.toISOString(), leftAt: leftAt?.toISOString() ?? null };
  return person ? [{ person, ...times, seconds, stays }] : [];
}

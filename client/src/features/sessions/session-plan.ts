import type { Call } from '@jembatan/shared/contract/route';
import type { SessionView, sessionRoutes } from '@jembatan/shared/sessions.contract';
import { instantOf, localOf, nextHalfHour } from '@jembatan/shared/zoned';

/** What the form holds, as a person typed it. */
export interface SessionPlan {
  readonly communityId: string;
  readonly title: string;
  readonly agenda: string;
  readonly kind: 'planned' | 'now' | 'standing';
  /** `2026-03-20` and `19:00`, on clocks in `timeZone`. */
  readonly date: string;
  readonly time: string;
  readonly timeZone: string;
  readonly durationMinutes: number;
  readonly weekly: boolean;
  /** Last day of a weekly session. */
  readonly until: string;
  readonly lobby: boolean;
}

const weekMs = 7 * 86_400_000;
/** A term: what a weekly session is planned for unless somebody says otherwise. */
const termWeeks = 12;

export const durations = [15, 30, 45, 60, 90, 120, 180] as const;

function dayLater(date: string, ms: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + ms).toISOString().slice(0, 10);
}

export function emptyPlan(communityId: string, timeZone: string, now = Date.now()): SessionPlan {
  const [date = '', time = ''] = nextHalfHour(now, timeZone).split('T');
  return {
    communityId,
    title: '',
    agenda: '',
    kind: 'planned',
    date,
    time,
    timeZone,
    durationMinutes: 60,
    weekly: false,
    until: dayLater(date, termWeeks * weekMs),
    lobby: false,
  };
}

export function planOf(session: SessionView): SessionPlan {
  const { title, agenda, timeZone, durationMinutes, lobby, communityId, kind } = session;
  const [date = '', time = ''] = localOf(session.startsAt, timeZone).split('T');
  return {
    ...emptyPlan(communityId, timeZone),
    title,
    agenda,
    kind,
    date,
    time,
    durationMinutes,
    lobby,
  };
}

/** The instant the plan means; null while date or time are not complete. */
export function startOf({ date, time, timeZone }: SessionPlan): string | null {
  return instantOf(`${date}T${time}`, timeZone);
}

function ruleOf({ until, timeZone }: SessionPlan): string {
  const end = instantOf(`${until}T23:59`, timeZone) ?? `${until}T23:59:59.000Z`;
  return `FREQ=WEEKLY;UNTIL=${end.replace(/[-:]|\.\d+/g, '')}`;
}

type NewSession = Call<typeof sessionRoutes.createSession>['body'];
type SessionChange = Call<typeof sessionRoutes.changeSession>['body'];

/** The plan as the server takes it. */
export function toNewSession(plan: SessionPlan): NewSession {
  const { communityId, kind, title, agenda, timeZone, durationMinutes, lobby } = plan;
  const base = { communityId, kind, title, agenda, timeZone, lobby };
  if (kind !== 'planned') return { ...base, durationMinutes };
  const localStart = `${plan.date}T${plan.time}`;
  return { ...base, durationMinutes, localStart, ...(plan.weekly ? { rrule: ruleOf(plan) } : {}) };
}

export function toSessionChange(plan: SessionPlan): SessionChange {
  const { kind, title, agenda, timeZone, durationMinutes, lobby } = plan;
  if (kind !== 'planned') return { title, agenda, lobby };
  return {
    title,
    agenda,
    lobby,
    timeZone,
    durationMinutes,
    localStart: `${plan.date}T${plan.time}`,
  };
}

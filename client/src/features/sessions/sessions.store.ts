import type { SessionView } from '@jembatan/shared/sessions.contract';
import { dayKey } from '@jembatan/shared/zoned';

/** Standing sessions first (they have no day), then by start. */
function bySchedule(a: SessionView, b: SessionView): number {
  return Date.parse(a.startsAt) - Date.parse(b.startsAt) || a.id.localeCompare(b.id);
}

/**
 * Pure: a list and news of one session of it. News does not say what this
 * reader may do, so that stays as the server told it last.
 */
export function applySession(list: readonly SessionView[], news: SessionView): SessionView[] {
  const old = list.find((session) => session.id === news.id);
  const merged = mergeSession(old, news);
  return [...list.filter((session) => session.id !== news.id), merged].sort(bySchedule);
}

/** Pure: one session and news of it. */
export function mergeSession(old: SessionView | undefined, news: SessionView): SessionView {
  return news.can || !old?.can ? news : { ...news, can: old.can };
}

export interface SessionDay {
  /** `2026-03-20` in the reader's zone. */
  readonly key: string;
  readonly sessions: readonly SessionView[];
}

/** The days of a calendar in the reader's zone; what was cancelled or is over is left out. */
export function daysOf(list: readonly SessionView[], zone: string): SessionDay[] {
  const days = new Map<string, SessionView[]>();
  for (const session of list) {
    if (session.kind === 'standing' || session.state === 'ended' || session.state === 'cancelled')
      continue;
    const key = dayKey(session.startsAt, zone);
    days.set(key, [...(days.get(key) ?? []), session]);
  }
  return [...days]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, sessions]) => ({ key, sessions }));
}

/** Sessions without end: always there to be entered. */
export function standingOf(list: readonly SessionView[]): SessionView[] {
  return list.filter(
    (session) =>
      session.kind === 'standing' && session.state !== 'cancelled' && session.state !== 'ended',
  );
}

/** What is live now, and what comes next. */
export function nowAndNext(
  list: readonly SessionView[],
  now: number,
): { live: SessionView[]; next: SessionView | undefined } {
  const live = list.filter((session) => session.state === 'live');
  const next = list.find(
    (session) =>
      session.state === 'planned' &&
      session.kind !== 'standing' &&
      Date.parse(session.startsAt) >= now,
  );
  return { live, next };
}

/** Whether the reader may go in, as far as is known. */
export function isOpen(session: SessionView): boolean {
  return session.state !== 'ended' && session.state !== 'cancelled' && session.can?.join !== false;
}

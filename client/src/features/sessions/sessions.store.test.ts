import { type SessionView, session } from '@jembatan/shared/sessions.contract';
import { describe, expect, it } from 'vitest';
import { applySession, daysOf, nowAndNext, standingOf } from './sessions.store.ts';

function made(change: Record<string, unknown> & { id: string }): SessionView {
  const id = (letter: string) => letter.repeat(24);
  return session.parse({
    communityId: id('c'),
    communityName: 'Bridge class',
    title: 'Reading hour',
    agenda: '',
    kind: 'planned',
    state: 'planned',
    startsAt: '2026-03-20T12:00:00Z',
    endsAt: null,
    localStart: '2026-03-20T19:00',
    timeZone: 'Asia/Jakarta',
    durationMinutes: 60,
    seriesId: null,
    rrule: null,
    host: { id: id('e'), displayName: 'Sari', handle: 'sari' },
    threadId: id('d'),
    lobby: false,
    inRoom: 0,
    ...change,
    id: id(change.id),
  });
}

const can = { join: true, host: true, edit: true, end: true, attendance: true };

describe('sessions as a calendar', () => {
  it('old list + news = fresh list, and keeps what the reader may do', () => {
    const before = [made({ id: 'a', can }), made({ id: 'b', startsAt: '2026-03-21T12:00:00Z' })];
    const moved = made({ id: 'a', startsAt: '2026-03-22T12:00:00Z', inRoom: 2, state: 'live' });
    const after = applySession(before, moved);
    expect(after.map((one) => one.id[0])).toEqual(['b', 'a']);
    expect(after[1]).toEqual({ ...moved, can });
    expect(applySession(after, moved)).toEqual(after);
  });

  it('puts a session on the day it has for the reader', () => {
    const late = made({ id: 'a', startsAt: '2026-03-20T23:30:00Z' });
    expect(daysOf([late], 'Europe/London').map((day) => day.key)).toEqual(['2026-03-20']);
    expect(daysOf([late], 'Asia/Tokyo').map((day) => day.key)).toEqual(['2026-03-21']);
  });

  it('shows neither ended nor cancelled ones, and standing ones apart', () => {
    const list = [
      made({ id: 'a', state: 'ended' }),
      made({ id: 'b', state: 'cancelled' }),
      made({ id: 'c', kind: 'standing' }),
    ];
    expect(daysOf(list, 'UTC')).toEqual([]);
    expect(standingOf(list).map((one) => one.id[0])).toEqual(['c']);
  });

  it('knows what is live and what comes next', () => {
    const list = [
      made({ id: 'a', state: 'live' }),
      made({ id: 'b', startsAt: '2026-03-20T11:00:00Z' }),
      made({ id: 'c', startsAt: '2026-03-20T15:00:00Z' }),
    ];
    const { live, next } = nowAndNext(list, Date.parse('2026-03-20T12:30:00Z'));
    expect(live.map((one) => one.id[0])).toEqual(['a']);
    expect(next?.id[0]).toBe('c');
  });
});

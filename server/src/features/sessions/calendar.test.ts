import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type CalendarEntry, toCalendarFile } from './calendar.ts';
import { plusMinutes, toInstant } from './times.ts';

function entry(change: Partial<CalendarEntry> = {}): CalendarEntry {
  const startsAt = toInstant('2026-03-20T19:00', 'Asia/Jakarta');
  return {
    uid: 'a@hub.jembatan',
    title: 'Meeting',
    description: '',
    url: 'https://hub.example/sessions/a',
    startsAt,
    endsAt: plusMinutes(startsAt, 60),
    timeZone: 'Asia/Jakarta',
    sequence: 0,
    cancelled: false,
    changedAt: new Date('2026-03-01T08:00:00Z'),
    ...change,
  };
}

function read(file: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(file));
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

describe('a calendar file', () => {
  it.each(['Asia/Jakarta', 'Europe/Berlin', 'Asia/Kathmandu', 'UTC'])(
    'TIME-1 gives the same instant for 19:00 in %s to a strict reader',
    (timeZone) => {
      const startsAt = toInstant('2026-03-20T19:00', timeZone);
      const [event] = read(
        toCalendarFile({
          name: 'c',
          entries: [entry({ startsAt, timeZone, endsAt: plusMinutes(startsAt, 45) })],
        }),
      );
      expect(event?.startDate.toJSDate()).toEqual(startsAt);
      expect(event?.startDate.zone).toBe(ICAL.Timezone.utcTimezone);
      expect(event?.duration.toSeconds()).toBe(45 * 60);
    },
  );

  it('gives every text back as it was', () => {
    const title = 'Kelas; "9b", a\\b: ยินดีต้อนรับ 👩‍🏫 '.repeat(6).trim();
    const description = 'first line\nsecond, line\n\nBEGIN:VEVENT\nrtl: שלום';
    const [event, ...more] = read(
      toCalendarFile({ name: title, entries: [entry({ title, description })] }),
    );
    expect(more).toEqual([]);
    expect(event?.summary).toBe(title);
    expect(event?.description).toBe(description);
  });

  it('takes no line of its own from a text', () => {
    const file = toCalendarFile({
      name: 'n',
      entries: [entry({ title: 'a\r\nATTENDEE:x', description: '\u0000\u0007bell' })],
    });
    expect(file).not.toMatch(/^ATTENDEE/m);
    expect(read(file)[0]?.description).toBe('  bell');
  });

  it('folds lines at 75 octets, never inside a character', () => {
    const file = toCalendarFile({
      name: 'n',
      entries: [entry({ title: 'ก'.repeat(200), description: '🎓'.repeat(100) })],
    });
    const lines = file.split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(file).not.toContain('\uFFFD');
  });

  it('says what changed and what was cancelled', () => {
    const [event] = read(
      toCalendarFile({ name: 'n', entries: [entry({ sequence: 3, cancelled: true })] }),
    );
    expect(event?.sequence).toBe(3);
    expect(event?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(event?.uid).toBe('a@hub.jembatan');
  });

  it('leaves out the end of what has none', () => {
    expect(toCalendarFile({ name: 'n', entries: [entry({ endsAt: null })] })).not.toContain(
      'DTEND',
    );
  });
});

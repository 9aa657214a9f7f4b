/** One meeting as a calendar file tells it. */
export interface CalendarEntry {
  /** Stable for ever, whatever changes. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Where the session has its page. */
  readonly url: string;
  readonly startsAt: Date;
  /** Null: no end, as for a standing room. */
  readonly endsAt: Date | null;
  /** The zone it was planned in, for readers; the instants are UTC. */
  readonly timeZone: string;
  /** Higher with each change, so that calendars believe the newer one. */
  readonly sequence: number;
  readonly cancelled: boolean;
  readonly changedAt: Date;
}

export interface Calendar {
  readonly name: string;
  readonly entries: readonly CalendarEntry[];
}

/** Octets of a line before it is folded (RFC 5545, 3.1). */
const lineOctets = 75;

/**
 * An iCalendar file. Every time is an instant in UTC, which means the same in
 * every zone and needs no zone's definition (TIME-1).
 */
export function toCalendarFile({ name, entries }: Calendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Jembatan//Sessions//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...entries.flatMap(toEvent),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

function toEvent(entry: CalendarEntry): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `DTSTAMP:${utc(entry.changedAt)}`,
    `LAST-MODIFIED:${utc(entry.changedAt)}`,
    `SEQUENCE:${entry.sequence}`,
    `STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `DTSTART:${utc(entry.startsAt)}`,
    ...(entry.endsAt ? [`DTEND:${utc(entry.endsAt)}`] : []),
    `SUMMARY:${escapeText(entry.title)}`,
    ...(entry.description ? [`DESCRIPTION:${escapeText(entry.description)}`] : []),
    `URL:${entry.url}`,
    `X-JEMBATAN-TIMEZONE:${escapeText(entry.timeZone)}`,
    'END:VEVENT',
  ];
}

function utc(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** Text values keep their characters; control characters other than the line break have no place in them. */
function escapeText(text: string): string {
  return (
    text
      .replaceAll(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
      .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
      .replaceAll(/[\\;,]/g, '\\$&')
      .replaceAll('\n', '\\n')
  );
}

/** Breaks after at most 75 octets, never inside a character. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > lineOctets) {
      parts.push(part);
      part = '';
      // The space that marks the continuation counts.
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}

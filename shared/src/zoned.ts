const minuteMs = 60_000;
const dayMs = 86_400_000;

function partsIn(zone: string, instant: number): Record<string, number> {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
}

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
function offsetMs(zone: string, instant: number): number {
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = partsIn(zone, instant);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1_000) * 1_000;
}

/**
 * The instant at which clocks in `zone` show `local` (`2026-03-20T19:00`), as
 * the server will read it: an hour that is skipped moves forward, of an hour
 * that comes twice the first counts. Null for text that is no time.
 */
export function instantOf(local: string, zone: string): string | null {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return null;
  const before = offsetMs(zone, wall - dayMs);
  const after = offsetMs(zone, wall + dayMs);
  // The offset of the day before is the first of a doubled hour, and moves a missing one forward.
  const fits = [before, after].find((offset) => offsetMs(zone, wall - offset) === offset) ?? before;
  return new Date(wall - fits).toISOString();
}

/** What clocks in `zone` show at an instant, as `2026-03-20T19:00`. */
export function localOf(instant: string, zone: string): string {
  const at = Date.parse(instant);
  return new Date(at + offsetMs(zone, at)).toISOString().slice(0, 16);
}

/** `2026-03-20` in the zone: the key of a day in a calendar. */
export function dayKey(instant: string, zone: string): string {
  return localOf(instant, zone).slice(0, 10);
}

/** The zone of this device; `useOwnZone` is the one to show times in. */
export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every zone this browser knows, by name. */
export function allZones(): readonly string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
}

/** `Berlin` for `Europe/Berlin`: what people call a zone. */
export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** The next full half hour at least ten minutes from `now`, as wall time of the zone. */
export function nextHalfHour(now: number, zone: string): string {
  const step = 30 * minuteMs;
  return localOf(new Date(Math.ceil((now + 10 * minuteMs) / step) * step).toISOString(), zone);
}

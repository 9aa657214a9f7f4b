import { instantOf, localOf } from '@jembatan/shared/zoned';

/** Times to be reminded at that need no form. */
export type QuickMoment = 'inAnHour' | 'thisEvening' | 'tomorrow' | 'nextWeek';

const hour = 3_600_000;
const day = 24 * hour;

/** A wall time of the day some days from now, in a zone. */
function at(
  zone: string,
  now: number,
  { days, time }: { days: number; time: string },
): string | null {
  return instantOf(
    `${localOf(new Date(now + days * day).toISOString(), zone).slice(0, 10)}T${time}`,
    zone,
  );
}

/** The moments there are now, in the reader's zone, as instants; the evening only before it. */
export function quickMoments(zone: string, now = Date.now()): [QuickMoment, string][] {
  const all: [QuickMoment, string | null][] = [
    ['inAnHour', new Date(now + hour).toISOString()],
    ['thisEvening', at(zone, now, { days: 0, time: '18:00' })],
    ['tomorrow', at(zone, now, { days: 1, time: '08:00' })],
    ['nextWeek', at(zone, now, { days: 7, time: '08:00' })],
  ];
  return all.flatMap(([name, instant]): [QuickMoment, string][] =>
    instant === null || (name === 'thisEvening' && Date.parse(instant) <= now + hour)
      ? []
      : [[name, instant]],
  );
}

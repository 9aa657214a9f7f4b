import { limits } from '@jembatan/shared/limits';

const dayMs = 86_400_000;

/** A text that arrives this long after it was written, or sooner, was simply sent. */
const onTheWayMs = 60_000;

/**
 * When a text was written, where that is worth saying: it arrived more than a
 * minute later. The time comes from the writer's own clock, so it is shown and
 * decides nothing; one in the future, or older than a draft lives, is a clock
 * that is wrong, and no reason to refuse a text.
 */
export function writtenEarlier(writtenAt: string | undefined, now: Date): Date | null {
  if (writtenAt === undefined) return null;
  const written = new Date(writtenAt);
  const ageMs = now.getTime() - written.getTime();
  return ageMs > onTheWayMs && ageMs <= limits.draftDays * dayMs ? written : null;
}

import type { Clock } from '../../kernel/clock.ts';
import type { BallotsRepository } from './ballots.repository.ts';
import type { Poll } from './polls.repository.ts';
import { countRunoff, type Runoff } from './runoff.ts';

/** Counts that are remembered. */
const remembered = 200;
/** With more voters than these, a count may be some milliseconds old: counting reads every ballot. */
const large = { voters: 1_000, staleMs: 2_000 } as const;

interface Counted {
  version: number;
  at: number;
  runoff: Promise<Runoff>;
}

/** Counts every ballot of a ranked poll. */
export async function countNow(ballots: BallotsRepository, { id, options }: Poll): Promise<Runoff> {
  const rankings = await ballots.rankings(id);
  return countRunoff(
    options.map((option) => option.id),
    rankings,
  );
}

/** The count of a ranked poll as it stands; null for others. Many who ask at once share one count. */
export function createRunoffs({ ballots, clock }: { ballots: BallotsRepository; clock: Clock }) {
  const counts = new Map<string, Counted>();

  const isFresh = ({ version, at }: Counted, poll: Poll, now: number) =>
    version === poll.version || (poll.voters > large.voters && now - at < large.staleMs);

  function remember(poll: Poll, at: number): Promise<Runoff> {
    const runoff = countNow(ballots, poll);
    counts.delete(poll.id);
    counts.set(poll.id, { version: poll.version, at, runoff });
    const oldest = counts.keys().next().value;
    if (counts.size > remembered && oldest) counts.delete(oldest);
    runoff.catch(() => counts.delete(poll.id));
    return runoff;
  }

  return async (poll: Poll): Promise<Runoff | null> => {
    if (poll.kind !== 'ranked') return null;
    if (poll.final) return poll.final;
    const now = clock.now().getTime();
    const known = counts.get(poll.id);
    return known && isFresh(known, poll, now) ? known.runoff : remember(poll, now);
  };
}

/** So many ballots name these options, the dearest first. */
export interface Ranking {
  readonly order: readonly string[];
  readonly ballots: number;
}

type Counts = Record<string, number>;

export interface Runoff {
  /** Ballots per option that is still in, one entry per round. */
  rounds: Counts[];
  /** One, or several whom nothing parts; none without ballots. */
  winners: string[];
}

/**
 * Instant run-off over options in the order of the poll. Each round, every ballot counts for the
 * dearest of its options that is still in; whoever has more than half of the ballots that still
 * count wins, else the weakest goes. Ties are parted by the round before, then the one before
 * that; where no round parts them, all that is left shares the win, or else the option
 * further down in the poll goes.
 */
export function countRunoff(options: readonly string[], rankings: readonly Ranking[]): Runoff {
  const rounds: Counts[] = [];
  let left = [...options];
  if (rankings.length === 0) return { rounds, winners: [] };
  for (;;) {
    const counts = countRound(left, rankings);
    rounds.push(counts);
    const alive = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const first = left.find((option) => of(counts, option) * 2 > alive);
    if (first !== undefined) return { rounds, winners: [first] };
    const weakest = weakestOf(left, rounds);
    if (weakest.length === left.length) return { rounds, winners: left };
    const gone = weakest.at(-1);
    left = left.filter((option) => option !== gone);
  }
}

const of = (counts: Counts | undefined, option: string) => counts?.[option] ?? 0;

function countRound(left: readonly string[], rankings: readonly Ranking[]): Counts {
  const counts: Counts = Object.fromEntries(left.map((option) => [option, 0]));
  for (const { order, ballots } of rankings) {
    const choice = order.find((option) => option in counts);
    if (choice !== undefined) counts[choice] = of(counts, choice) + ballots;
  }
  return counts;
}

/** Those with the fewest votes now; among these, those with the fewest a round before; and so on. */
function weakestOf(left: readonly string[], rounds: readonly Counts[]): string[] {
  let weakest = [...left];
  for (const counts of rounds.toReversed()) {
    const fewest = Math.min(...weakest.map((option) => of(counts, option)));
    weakest = weakest.filter((option) => of(counts, option) === fewest);
  }
  return weakest;
}

import { describe, expect, it } from 'vitest';
import { countRunoff } from './runoff.ts';

/** `ab` is a ballot that names a, then b. */
const count = (options: string, ballots: Record<string, number>) =>
  countRunoff(
    [...options],
    Object.entries(ballots).map(([order, n]) => ({ order: [...order], ballots: n })),
  );

describe('instant run-off', () => {
  it('gives the win to who has more than half at once', () => {
    expect(count('abc', { abc: 3, bca: 2 })).toEqual({
      rounds: [{ a: 3, b: 2, c: 0 }],
      winners: ['a'],
    });
  });

  it('moves the ballots of the weakest to their next choice', () => {
    expect(count('abc', { a: 4, bc: 3, cb: 2 })).toEqual({
      rounds: [
        { a: 4, b: 3, c: 2 },
        { a: 4, b: 5 },
      ],
      winners: ['b'],
    });
  });

  it('counts no ballot whose options are all gone', () => {
    expect(count('abc', { a: 2, b: 2, c: 1 }).rounds[1]).toEqual({ a: 2, b: 2 });
  });

  it('parts a tie of the weakest by the round before, and by the place in the poll where no round does', () => {
    // Nothing parts c and d: d, further down, goes.
    const { rounds, winners } = count('abcd', { a: 5, b: 3, cb: 2, dc: 2 });
    expect(rounds[1]).toEqual({ a: 5, b: 3, c: 4 });
    expect(winners).toEqual(['a']);
    // Level in the second round: a led in the first.
    const parted = count('abc', { a: 4, b: 3, c: 2, cb: 1 });
    expect(parted.rounds).toEqual([{ a: 4, b: 3, c: 3 }, { a: 4, b: 4 }, { a: 4 }]);
    expect(parted.winners).toEqual(['a']);
  });

  it('lets options share the win that no round parts', () => {
    expect(count('ab', { a: 2, b: 2 }).winners).toEqual(['a', 'b']);
    expect(count('abc', { a: 1, b: 1, c: 1 }).winners).toEqual(['a', 'b', 'c']);
  });

  it('names nobody without ballots', () => {
    expect(count('ab', {})).toEqual({ rounds: [], winners: [] });
  });
});

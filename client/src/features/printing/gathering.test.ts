import { describe, expect, it } from 'vitest';
import { fitting, mostPosts } from './gathering.ts';

describe('a range to print', () => {
  it('is the whole thread where one page holds it, and a part of it otherwise', () => {
    expect(fitting({ from: 1, to: mostPosts }, 12)).toEqual({ from: 1, to: 12 });
    expect(fitting({ from: 1, to: 9_000 }, 5_000)).toEqual({ from: 1, to: 2_000 });
    expect(fitting({ from: 4_900, to: 9_000 }, 5_000)).toEqual({ from: 4_900, to: 5_000 });
  });

  it('is brought into the thread and into order', () => {
    expect(fitting({ from: 0, to: 5 }, 12)).toEqual({ from: 1, to: 5 });
    expect(fitting({ from: 9, to: 5 }, 12)).toEqual({ from: 9, to: 9 });
    expect(fitting({ from: 40, to: 60 }, 12)).toEqual({ from: 12, to: 12 });
  });
});

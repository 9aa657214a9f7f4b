import { describe, expect, it } from 'vitest';
import { piecesOf } from './snippet.ts';

/** `a[b]c` for `b` marked. */
const show = (text: string, marks: [number, number][]) =>
  piecesOf({ text, marks })
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');

describe('marks in a snippet', () => {
  it('TXT-3 stand where the words are, in scripts without spaces as well', () => {
    expect(show('来週は交換授業', [[3, 5]])).toBe('来週は[交換]授業');
    expect(
      show('a water b water', [
        [10, 15],
        [2, 7],
      ]),
    ).toBe('a [water] b [water]');
  });

  it('lose nothing when they overlap or leave the text', () => {
    expect(
      show('abcdef', [
        [1, 4],
        [2, 9],
      ]),
    ).toBe('a[bcd][ef]');
    expect(show('abc', [[5, 9]])).toBe('abc');
    expect(show('', [])).toBe('');
  });
});

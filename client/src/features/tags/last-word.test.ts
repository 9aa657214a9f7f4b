import { describe, expect, it } from 'vitest';
import { lastWord, withTag } from './last-word.ts';

describe('a field of tags', () => {
  it.each([
    ['', '', ''],
    ['wat', '', 'wat'],
    ['river, wat', 'river,', 'wat'],
    ['river, ', 'river,', ''],
    ['ماء، هو', 'ماء،', 'هو'],
    ['水、#空', '水、', '空'],
    ['🌊; 🐟', '🌊;', '🐟'],
  ])('%j is typed after %j: %j', (text, head, word) => {
    expect(lastWord(text)).toEqual({ head, word });
  });

  it.each([
    ['wat', 'water', 'water, '],
    ['river, wat', 'water', 'river, water, '],
    ['ماء، هو', 'هواء', 'ماء، هواء, '],
  ])('%j takes in a tag', (text, name, whole) => {
    expect(withTag(text, name)).toBe(whole);
  });
});

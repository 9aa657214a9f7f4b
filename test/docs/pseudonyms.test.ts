import { readFileSync } from 'node:fs';
import { englishPseudonym, pseudonymParts, pseudonymWords } from '@jembatan/shared/pseudonyms';
import { expect, test } from 'vitest';

const numbers = Array.from({ length: pseudonymWords * 3 }, (_, number) => number);

test('each number is a name of its own, counted from the second round on', () => {
  const names = numbers.map(englishPseudonym);
  expect(new Set(names).size).toBe(numbers.length);
  expect(names.every((name) => !name.includes('undefined'))).toBe(true);
  expect(pseudonymParts(pseudonymWords + 2)).toEqual({ word: 2, count: 2 });
  expect(englishPseudonym(pseudonymWords)).toBe(`${englishPseudonym(0)} 2`);
});

test.each(['en', 'id', 'de', 'ar'])('%s has a word for each', (language) => {
  const file = new URL(`../../shared/locales/${language}/pseudonyms.json`, import.meta.url);
  const { word } = JSON.parse(readFileSync(file, 'utf8')) as { word: Record<string, string> };
  expect(Object.keys(word)).toHaveLength(pseudonymWords);
  expect(new Set(Object.values(word)).size).toBe(pseudonymWords);
  if (language === 'en')
    for (const [number, text] of Object.entries(word))
      expect(englishPseudonym(Number(number))).toBe(text);
});

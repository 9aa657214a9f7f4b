import { describe, expect, it } from 'vitest';
import { foldCase, foldHandle, isHandle, normalizeHandle } from './handles.ts';

const good = [
  'Zoë',
  '佐藤',
  'สมหญิง',
  'a.b',
  'jean-luc',
  'x_1',
  'محمد',
  'דוד',
  'नमिता',
  'អ៊ុក',
  'ኃይሌ',
  '٣ب',
  'Ω',
];
const bad = [
  '',
  '.a',
  'a.',
  'a-',
  '_a',
  'a_',
  'a..b',
  'a b',
  'a@b',
  '🎉',
  '\u0301a',
  'a\u202eb',
  'a\u200bb',
  'ㅤ',
  'a\u3164',
  'a\n',
  '<b>',
  'a/b',
];

describe('isHandle', () => {
  it.each(good)('TXT-2 takes %s', (handle) => {
    expect(isHandle(normalizeHandle(handle))).toBe(true);
  });

  it.each(bad)('refuses %j', (handle) => {
    expect(isHandle(handle)).toBe(false);
  });

  it('counts characters, not UTF-16 units, and stops at 40', () => {
    expect(isHandle('𠮷'.repeat(40))).toBe(true);
    expect(isHandle('𠮷'.repeat(41))).toBe(false);
    expect(isHandle('a'.repeat(100_000))).toBe(false);
  });

  it('refuses piles of marks', () => {
    expect(isHandle(normalizeHandle(`q${'\u0317'.repeat(12)}`))).toBe(false);
  });
});

describe('foldHandle', () => {
  it.each([
    ['Zoë', 'ZOE\u0308'],
    ['Straße', 'STRASSE'],
    ['ΟΔΟΣ', 'οδος'],
    ['İnci', 'inci'],
    ['ｚｏë', 'Zoë'],
    ['علی\u200cرضا', 'علیرضا'],
    ['ﾊﾅｺ', 'ハナコ'],
    ['한', '\u1112\u1161\u11ab'],
  ])('%s and %s are one', (one, other) => {
    expect(foldHandle(one)).toBe(foldHandle(other));
  });

  it('keeps apart what reads apart', () => {
    expect(new Set(['Zoë', 'Zoe', 'a.b', 'axb', '佐藤', '佐籐'].map(foldHandle)).size).toBe(6);
  });

  it('is stable', () => {
    for (const handle of good) expect(foldCase(foldHandle(handle))).toBe(foldHandle(handle));
  });
});

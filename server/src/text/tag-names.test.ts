import { describe, expect, it } from 'vitest';
import { isTag, normalTag, tagKey, tagLook } from './tag-names.ts';

describe('names of tags', () => {
  it.each([
    ['Ökologie', 'okologie'],
    ['Climate  Change', 'climate-change'],
    ['climate_change', 'CLIMATE-change'],
    ['Ｃｌｕｂ', 'club'],
    ['#Wasser', 'wasser'],
    ['مُوسِيقى', 'موسيقي'],
    ['क्षेत्र', 'क्षे\u200dत्र'],
    ['۱۲', '12'],
  ])('%s and %s are one tag', (one, other) => {
    expect(tagKey(one)).toBe(tagKey(other));
  });

  it.each([
    'a',
    'ภาษา',
    '水',
    'c++',
    'c#',
    '<b>x',
    'ab 12',
    '🇮🇩',
    'می\u200cخواهم',
    '👩‍🏫',
    'x-ray',
  ])('%s is a name', (name) => {
    expect(isTag(normalTag(name))).toBe(true);
    expect(tagKey(name)).not.toBe('');
  });

  it.each([
    ['turns the writing', 'abc\u202egnp'],
    ['isolates', 'a\u2066b'],
    ['hides', 'wa\u200bter'],
    ['hides softly', 'wa\u00adter'],
    ['fills without a letter', '\u3164'],
    ['piles marks', `a${'\u0301\u0316'.repeat(9)}`],
    ['mixes letters', 'wаter'],
    ['says nothing', '---'],
    ['is empty', ''],
    ['is a control sign', 'a\u0007'],
  ])('one that %s is none', (_what, name) => {
    expect(isTag(normalTag(name))).toBe(false);
  });

  it('look the same in other letters', () => {
    expect(tagLook(tagKey('сосо'))).toBe(tagLook(tagKey('coco')));
    expect(tagLook(tagKey('вода'))).not.toBe(tagLook(tagKey('voda')));
  });
});

import { limits } from '@jembatan/shared/limits';
import { describe, expect, it } from 'vitest';
import { handleFromName, isHandle, numberedHandle } from './handles.ts';

describe('handleFromName', () => {
  it.each([
    ['Zoë', 'Zoë'],
    ['佐藤', '佐藤'],
    ['สมหญิง', 'สมหญิง'],
    ['Zoë  Krämer-Öz', 'Zoë_Krämer_Öz'],
    ["O'Brien", 'O_Brien'],
    ['محمد علي', 'محمد_علي'],
    ['علی\u200cرضا', 'علیرضا'],
    ['नमिता राव', 'नमिता_राव'],
    ['\u202eanna\u202c 🎉', 'anna'],
    ['<img src=q onerror=boom()>', 'img_src_q_onerror_boom'],
    ['🎉', null],
    ['ㅤ', null],
    ['', null],
  ])('TXT-2 %j becomes %j', (name, handle) => {
    expect(handleFromName(name)).toBe(handle);
  });

  it('always gives a handle that the grammar takes, with room for a number', () => {
    const names = [
      'a'.repeat(90),
      'ก็'.repeat(60),
      `q${'\u0317'.repeat(60)}`,
      'Ｗｉｄｅ '.repeat(20),
      'ﷺ',
      'ﬁ',
      '①②',
      'x_',
      '.-.',
      '_',
    ];
    for (const name of names) {
      const handle = handleFromName(name);
      if (handle === null) continue;
      expect(isHandle(handle), name).toBe(true);
      const later = numberedHandle(handle, 9_998);
      expect(isHandle(later), later).toBe(true);
      expect([...later].length).toBeLessThanOrEqual(limits.handle);
    }
  });

  it('numbers from two', () => {
    expect([0, 1, 2].map((attempt) => numberedHandle('anna', attempt))).toEqual([
      'anna',
      'anna_2',
      'anna_3',
    ]);
  });
});

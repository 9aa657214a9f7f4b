import { describe, expect, test } from 'vitest';
import { type Block, differenceOf } from './difference.ts';

const textOf = (blocks: readonly Block[], without: 'added' | 'removed') =>
  blocks
    .flatMap(({ pieces }) => pieces)
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

/** `[-removed-]{+added+}` in what stayed. */
const said = (before: string, after: string, lang = 'en') =>
  differenceOf(before, after, lang)
    .flatMap(({ pieces }) => pieces)
    .map(({ kind, text }) =>
      kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`,
    )
    .join('');

describe('the difference of two texts', () => {
  test.each([
    ['a word', 'en', 'The rain is cold.', 'The rain is warm.', 'The rain is [-cold-]{+warm+}.'],
    ['two words at once', 'en', 'a red fox', 'a blue bird', 'a [-red fox-]{+blue bird+}'],
    ['Chinese', 'zh', '今天下雨很冷', '今天下雪很冷', '今天[-下雨-]{+下雪+}很冷'],
    ['Japanese', 'ja', '私は学校に行く', '私は病院に行く', '私は[-学校-]{+病院+}に行く'],
    ['Thai', 'th', 'ฝนตกหนักวันนี้', 'ฝนตกหนักเมื่อวาน', 'ฝนตกหนัก[-วันนี้-]{+เมื่อวาน+}'],
    ['Arabic', 'ar', 'المطر بارد', 'المطر دافئ', 'المطر [-بارد-]{+دافئ+}'],
    ['a line more', 'en', 'one\ntwo', 'one\nand\ntwo', 'one\n{+and\n+}two'],
    ['nothing', 'en', 'one', 'one', 'one'],
    ['from nothing', 'und', '', 'one', '{+one+}'],
    ['to nothing', 'und', 'one', '', '[-one-]'],
  ])('says %s', (...[, lang, before, after, expected]) => {
    expect(said(before, after, lang)).toBe(expected);
  });

  test('loses no letter of either, whatever they are', () => {
    const texts = ['', 'a\r\nb', 'x\n\n\ny', '👩‍👩‍👧 one', 'e\u0301 two\n', '\n', '🏳️‍🌈\ttabs'];
    for (const before of texts)
      for (const after of texts) {
        const blocks = differenceOf(before, after, 'und');
        expect([textOf(blocks, 'added'), textOf(blocks, 'removed')]).toEqual([before, after]);
      }
  });

  test('of two long texts that have nothing in common is there at once', () => {
    const noise = (seed: number) =>
      Array.from({ length: 6_000 }, (_, n) => ((n * seed) % 7_919).toString(36)).join(' ');
    const [before, after] = [noise(31).slice(0, 40_000), noise(37).slice(0, 40_000)];
    const start = performance.now();
    const blocks = differenceOf(before, after, 'en');
    expect(performance.now() - start).toBeLessThan(4_000);
    expect([textOf(blocks, 'added'), textOf(blocks, 'removed')]).toEqual([before, after]);
  });
});

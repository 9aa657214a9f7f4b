import { describe, expect, it } from 'vitest';
import { slugOf } from './slug.ts';

describe('slugOf', () => {
  it.each([
    ['ยินดีต้อนรับ', 'ยินดีต้อนรับ'],
    ['ようこそ 2026', 'ようこそ-2026'],
    ['🎉', ''],
    ['❤️', ''],
    ['👩‍👩‍👧', ''],
    ['1️⃣', '1'],
    ['Hello,   World!', 'hello-world'],
    ['Ｆｕｌｌ　Ｗｉｄｔｈ', 'full-width'],
    ['Straße & Ärger', 'straße-ärger'],
    ['E\u0301cole', 'école'],
    ['नमस्ते दुनिया', 'नमस्ते-दुनिया'],
    ['မင်္ဂလာပါ', 'မင်္ဂလာပါ'],
    ['مرحبا بالعالم!', 'مرحبا-بالعالم'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['\u202eevil\u202c', 'evil'],
    ['<img src=q onerror=boom()>', 'img-src-q-onerror-boom'],
    ['../../etc/passwd', 'etc-passwd'],
    ['  --  ', ''],
    ['ㅤ', ''],
  ])('TXT-1 %j becomes %j', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  it('TXT-1 has at most 60 code points and ends at a whole letter', () => {
    for (const title of [
      'ยินดีต้อนรับ'.repeat(20),
      'word '.repeat(40),
      '한글'.repeat(50),
      '𠮷'.repeat(90),
      'ក្រុម'.repeat(40),
    ]) {
      const slug = slugOf(title);
      const length = [...slug].length;
      expect(length).toBeLessThanOrEqual(60);
      expect(length).toBeGreaterThan(25);
      expect(encodeURIComponent(slug)).not.toContain('%EF%BF%BD');
      expect(slug).not.toMatch(/-$/);
      const lettersOf = (text: string) =>
        [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
      const letters = lettersOf(slug);
      expect(lettersOf(title.replace(/ /g, '-')).slice(0, letters.length)).toEqual(letters);
    }
  });

  it('is stable', () => {
    for (const title of ['ยินดีต้อนรับ', 'Hello World', 'نص عربي', 'ｶﾞｷﾞ'])
      expect(slugOf(slugOf(title))).toBe(slugOf(title));
  });

  it('can be written into an address and read back', () => {
    const slug = slugOf('ようこそ 2026 ยินดี');
    expect(decodeURIComponent(new URL(`https://example.org/t/1/${slug}`).pathname)).toBe(
      `/t/1/${slug}`,
    );
  });
});

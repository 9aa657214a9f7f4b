import { describe, expect, it } from 'vitest';
import { beginningOf, snippetOf } from './snippet.ts';
import { queryTerms } from './terms.ts';

function marked(text: string, query: string): string[] {
  const snippet = snippetOf(text, queryTerms(query));
  return snippet.marks.map(([from, to]) => snippet.text.slice(from, to));
}

describe('snippetOf', () => {
  it.each([
    ['来週は交換授業があります', '交換', ['交換']],
    ['ชมรมภาษาพบกันวันศุกร์', 'ภาษา', ['ภาษา']],
    ['Buku untuk anak-anak, anak', 'anak', ['anak', 'anak', 'anak']],
    ['Buku untuk Anak-Anak, anak', 'anak-anak', ['Anak-Anak']],
    ['학생들이', '학생', ['학생']],
    ['جاء والمعلمون', 'المعلمون', ['المعلمون']],
    ['Liebe Schüler:innen', 'schuler', ['Schüler']],
    ['Die Straße', 'strasse', ['Straße']],
    ['axb a.b', 'a.b', ['a.b']],
    ['annabel anna', 'Anna', ['anna']],
    ['E\u0301cole ﬁn ｶﾞｲﾄﾞ', 'école fin ガイド', ['E\u0301cole', 'ﬁn', 'ｶﾞｲﾄﾞ']],
    ['សិទ្ធិ\u200bមនុស្ស', 'សិទ្ធិមនុស្ស', ['សិទ្ធិ\u200bមនុស្ស']],
    ['مُدَرِّس', 'مدرس', ['مُدَرِّس']],
    ['party 🎉!', '🎉', ['🎉']],
    ['nothing here', 'zebra', []],
    ['<b>x</b>', 'x', ['x']],
  ])('TXT-3 in %j the query %j marks %j', (text, query, words) => {
    expect(marked(text, query)).toEqual(words);
  });

  it('shows the place of the match in a long text, with its surroundings', () => {
    const text = `${'lorem ipsum '.repeat(500)} the needle stands here ${'dolor sit '.repeat(500)}`;
    const snippet = snippetOf(text, queryTerms('needle'));
    expect(snippet.text.length).toBeLessThanOrEqual(222);
    expect(snippet.text).toMatch(/^…\S.*the needle stands here.*…$/);
    expect(marked(text, 'needle')).toEqual(['needle']);
  });

  it('prefers the place with the most matches', () => {
    const text = `one ${'x '.repeat(300)} one two three ${'x '.repeat(300)}`;
    expect(snippetOf(text, queryTerms('one two three')).text).toContain('one two three');
  });

  it('never cuts a letter, in any script', () => {
    for (const unit of ['ក្រុម', 'ที่', 'नमस्ते', '👩‍👩‍👧', '한국', '𠮷', 'e\u0301\u0302', 'மொழி']) {
      for (const extra of [0, 1, 2, 3, 5]) {
        const text = `${'x'.repeat(extra)}${unit.repeat(150)}`;
        const snippet = snippetOf(text, queryTerms('zebra')).text.replace(/^…|…$/g, '');
        const letters = (part: string) =>
          [...new Intl.Segmenter().segment(part)].map(({ segment }) => segment);
        expect(letters(text).slice(0, letters(snippet).length)).toEqual(letters(snippet));
        const short = beginningOf(text, 50).replace(/…$/, '');
        expect(letters(text).slice(0, letters(short).length)).toEqual(letters(short));
      }
    }
  });

  it('costs no more than the text is long', () => {
    const hostile = [
      'a'.repeat(40_000),
      'a '.repeat(20_000),
      `a${'\u0301'.repeat(40_000)}`,
      '語'.repeat(40_000),
    ];
    for (const text of hostile) {
      const { marks } = snippetOf(text, queryTerms('a 語語'));
      expect(marks.length).toBeLessThanOrEqual(200);
    }
  });
});

describe('beginningOf', () => {
  it('keeps short texts and marks cut ones', () => {
    expect(beginningOf(' a\n\nb ')).toBe('a b');
    expect(beginningOf('abc def ghi', 6)).toBe('abc d…');
    expect(beginningOf('')).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import { foldForSearch } from './fold.ts';
import { queryTerms, termsOf } from './terms.ts';

/** Whether the query finds the text. */
function finds(query: string, text: string): boolean {
  const { all } = queryTerms(query);
  const terms = new Set(termsOf(text));
  return all.length > 0 && all.every((term) => terms.has(term));
}

describe('terms', () => {
  it.each([
    ['交換', '来週は交換授業があります'],
    ['授業があり', '来週は交換授業があります'],
    ['气候', '我们明天讨论气候变化'],
    ['ภาษา', 'ชมรมภาษาพบกันวันศุกร์'],
    ['anak', 'Buku untuk anak-anak'],
    ['anak-anak', 'Buku untuk anak-anak'],
    ['buku anak-anak', 'Buku untuk anak-anak'],
    ['학생', '학생들이 왔어요'],
    ['책', '책을 읽어요'],
    ['المعلمون', 'جاء والمعلمون'],
    ['معلمون', 'المعلمون والطلاب'],
    ['الطلاب', 'المعلمون والطلاب'],
    ['المدرسة', 'ذهبت للمدرسة'],
    ['מורים', 'והמורים באו'],
    ['Schüler', 'Liebe Schüler:innen!'],
    ['schuler', 'Liebe Schüler*innen!'],
    ['SCHÜLER:INNEN', 'Liebe Schüler:innen!'],
    ['สิทธิ', 'มนุษย์ทุกคนมีสิทธิ'],
    ['ສິດ', 'ມະນຸດມີສິດ'],
    ['សិទ្ធិមនុស្ស', 'សេចក្តីប្រកាសសិទ្ធិ\u200bមនុស្ស'],
    ['လူ့အခွင့်', 'လူ့\u200bအခွင့်\u200bအရေး'],
    ['水', '喝水'],
    ['ようこそ', 'ﾖｳｺｿ ようこそ'],
    ['ガイド', 'ｶﾞｲﾄﾞ'],
    ['ΟΔΟΣ', 'η οδός'],
    ['ёлка', 'Елка'],
    ["п'ять", 'п’ять яблук'],
    ['naive', 'naïve café'],
    ['INCI', 'İnci'],
    ['ısı', 'ISI'],
    ['strasse', 'Straße'],
    ['lodz', 'Łódź'],
    ['ecole', "à l'école"],
    ['l’école', "à l'école"],
    ['dont', "don't"],
    ['email', 'my e-mail'],
    ['کتاب', 'كتاب'],
    ['علی', 'علي'],
    ['مُدَرِّس', 'مدرس'],
    ['خواهم', 'می\u200cخواهم'],
    ['שלום', 'שָׁלוֹם'],
    ['צהל', 'צה"ל'],
    ['2026', '٢٠٢٦ و २०२७'],
    ['2027', '٢٠٢٦ و २०२७'],
    ['नमस्ते', 'नमस्ते दुनिया'],
    ['ሰላም', 'ሰላም፡ለሁሉም'],
    ['தமிழ்', 'தமிழ் மொழி'],
    ['10:30', 'at 10:30 sharp'],
    ['10', 'at 10:30 sharp'],
    ['a.b', 'user a.b wrote'],
    ['b.c', 'user a.b.c wrote'],
    ['会议', 'Web会议'],
    ['3月', '3月10日'],
    ['🎉', 'party 🎉!'],
    ['𠮷野', '𠮷野家'],
  ])('TXT-3 %j finds %j', (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ['a.b', 'axb'],
    ['a.b', 'a b'],
    ['a.b', 'ab'],
    ['anak-anak', 'seorang anak'],
    ['-anak', 'buku'],
    ['мой', 'мои'],
    ['कि', 'की'],
    ['気候', '气候'],
    ['10:30', '10:31'],
    ['ولد', 'لدى'],
  ])('LOAD-2 %j does not find %j', (query, text) => {
    expect(finds(query, text)).toBe(false);
  });

  it('LOAD-2 takes any text as plain words', () => {
    expect(
      ['(', '[', '*', '\\', '', '   ', '-', '"', '\u202e'].map((query) => queryTerms(query).all),
    ).toEqual(Array(9).fill([]));
    expect(queryTerms('$ne').all).toEqual(['ne']);
    expect(queryTerms('(x+x+)+y').all).toEqual(['x', 'y']);
    expect(finds('a'.repeat(10_000), `so ${'a'.repeat(10_000)}`)).toBe(true);
    expect(finds('a'.repeat(10_000), 'a')).toBe(false);
    expect(queryTerms('語'.repeat(10_000)).all).toEqual(['語語']);
  });

  it('finds a word of the middle in every script it is in', () => {
    const texts = [
      '世界人权宣言鉴于对人类家庭所有成员',
      'การยอมรับศักดิ์ศรีประจำตัว',
      'ការទទួលស្គាល់សេចក្ដីថ្លៃថ្នូរ',
      '모든 인간은 태어날 때부터 자유로우며',
      'すべての人間は、生れながらにして',
    ];
    for (const text of texts) {
      for (let from = 0; from < text.length - 4; from += 1) {
        const part = text.slice(from, from + 4);
        if (!/\p{L}/u.test(part)) continue;
        expect(finds(part, text), part).toBe(true);
      }
    }
  });

  it('has a bounded number of terms of bounded length, useful ones first', () => {
    const many = Array.from({ length: 9_000 }, (_, index) => `w${index}-x${index}`).join(' ');
    expect(termsOf(many)).toHaveLength(4_000);
    const long = termsOf(`${'x'.repeat(40_000)} ${'a-'.repeat(20_000)}`);
    for (const term of long) expect([...term].length).toBeLessThanOrEqual(64);
    expect(queryTerms(many).all.length).toBeLessThanOrEqual(24);
  });

  it('says the words and the phrase of a query', () => {
    expect(queryTerms('  Über   交換 授業 a.b ')).toMatchObject({
      needles: ['uber', '交換', '授業', 'a.b'],
      phrase: 'uber 交換 授業 a.b',
    });
  });
});

describe('foldForSearch', () => {
  it('is stable', () => {
    for (const text of [
      'Straße İnci ΟΔΟΣ',
      'أُستاذة ۱۲۳',
      'שָׁלוֹם',
      'ｶﾞｲﾄﾞ',
      'Łódź й ё',
      '한글',
      'ก็',
      'x\u200by',
    ]) {
      expect(foldForSearch(foldForSearch(text))).toBe(foldForSearch(text));
    }
  });

  it('knows the digits of every script', () => {
    let checked = 0;
    for (let code = 0; code < 0xac00; code += 1) {
      const character = String.fromCodePoint(code);
      if (!/\p{Nd}/u.test(character)) continue;
      expect(foldForSearch(character), code.toString(16)).toMatch(/^[0-9]$/);
      checked += 1;
    }
    expect(checked).toBeGreaterThan(300);
    expect(foldForSearch('٩०๙')).toBe('909');
  });
});

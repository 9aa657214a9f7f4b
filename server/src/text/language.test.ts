import { describe, expect, it } from 'vitest';
import { languageOf } from './language.ts';

describe('languageOf', () => {
  it.each([
    ['来週は交換授業があります', [], 'ja'],
    ['我们明天讨论气候变化', [], 'zh'],
    ['我們明天討論氣候變化', ['en', 'zh-Hant'], 'zh-Hant'],
    ['ชมรมภาษาพบกันวันศุกร์', ['de'], 'th'],
    ['학생들이 왔어요', [], 'ko'],
    ['ສະບາຍດີ', [], 'lo'],
    ['សួស្តី', [], 'km'],
    ['မင်္ဂလာပါ', [], 'my'],
    ['שלום לכולם', ['yi'], 'yi'],
    ['שלום לכולם', [], 'he'],
    ['Καλημέρα', [], 'el'],
    ['வணக்கம்', [], 'ta'],
    ['Buku untuk anak-anak yang ada di kelas ini', ['id', 'en'], 'id'],
    ['This is what we have for the class', ['id', 'en'], 'en'],
    ['This is what we have for the class', ['id'], 'en'],
    ['Das ist nicht für die Schule', [], 'de'],
    ['Wir treffen uns morgen', ['de'], 'de'],
    ['Это не для школы, а для нас', [], 'ru'],
    ['هذا الدرس في المدرسة مع كل الطلاب', ['fa', 'ar'], 'ar'],
    ['این درس در مدرسه با همه است', [], 'fa'],
    ['यह स्कूल में है और हम यहाँ हैं', [], 'hi'],
    ['ይህ ትምህርት ቤት ነው እና እኛ', [], 'am'],
  ])('%s by an author of %j is %s', (text, languages, language) => {
    expect(languageOf(text, languages)).toBe(language);
  });

  it.each([
    ['ok', []],
    ['Kelas 7 Jakarta', ['id', 'en']],
    ['123 🎉', ['de']],
    ['', ['de']],
    ['x', ['de']],
    ['abc абв ابج', []],
    ['مرحبا', []],
    ['ᏣᎳᎩ hello WebRTC schule', []],
  ])('%j by an author of %j is nobody’s guess', (text, languages) => {
    expect(languageOf(text, languages)).toBe('und');
  });

  it('does not mind malformed tags or endless texts', () => {
    expect(languageOf('Hallo', ['!!', 'x'])).toBe('und');
    expect(languageOf('the and of to is that '.repeat(100_000))).toBe('en');
  });
});

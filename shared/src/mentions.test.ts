import { describe, expect, it } from 'vitest';
import { foldHandle } from './handles.ts';
import { findMentions, insertMention, mentionBeingTyped, resolveMentions } from './mentions.ts';

const handles = [
  'Zoë',
  '佐藤',
  '佐藤さん',
  'สมหญิง',
  'a.b',
  'anna',
  'אורי',
  'أحمد',
  'नमिता',
  'សុខា',
  'မောင်',
  '민수',
  'ኃይሌ',
  'தமிழ்',
  'علیرضا',
];
const people = new Map(handles.map((handle) => [foldHandle(handle), handle]));

/** The mentions as they stand in the text. */
function mentioned(text: string): string[] {
  return resolveMentions(findMentions(text), people).map(({ start, end }) =>
    text.slice(start, end),
  );
}

describe('findMentions', () => {
  it('TXT-2 names three people and leaves the punctuation outside', () => {
    expect(mentioned('@Zoë, @佐藤、@สมหญิง.')).toEqual(['@Zoë', '@佐藤', '@สมหญิง']);
  });

  it('TXT-2 finds every kind of script at the end of a sentence and in brackets', () => {
    for (const handle of handles) {
      for (const text of [
        `@${handle}.`,
        `(@${handle})`,
        `“@${handle}”`,
        `@${handle}:`,
        `@${handle}…`,
        `— @${handle}!`,
        `@${handle}`,
        `@${handle}_`,
      ]) {
        expect(mentioned(text), text).toEqual([`@${handle}`]);
      }
    }
  });

  it('TXT-2 does not care for case, composition, width or joiners', () => {
    expect(mentioned('@ZOE\u0308 @zoë ＠Zoë @ＺＯË @علی\u200cرضا')).toHaveLength(5);
  });

  it('takes the longest handle that exists in scripts without spaces', () => {
    expect(mentioned('@佐藤さんへ')).toEqual(['@佐藤さん']);
    expect(mentioned('@佐藤へ')).toEqual(['@佐藤']);
    expect(mentioned('谢谢@佐藤今天来')).toEqual(['@佐藤']);
    expect(mentioned('ขอบคุณ@สมหญิงมาก')).toEqual(['@สมหญิง']);
    expect(mentioned('@민수가')).toEqual(['@민수']);
    expect(mentioned('@annaさん')).toEqual(['@anna']);
  });

  it('does not cut names of scripts with spaces', () => {
    expect(mentioned('@annabel @Zoëy @ኃይሌን @annas')).toEqual([]);
  });

  it('ends a name at a dot or hyphen when the whole does not exist', () => {
    expect(mentioned('@a.b @anna.Then @anna-nak @a.b.')).toEqual([
      '@a.b',
      '@anna',
      '@anna',
      '@a.b',
    ]);
  });

  it('takes Arabic and Hebrew one-letter words before the name', () => {
    expect(mentioned('شكرا ل@أحمد و@أحمد')).toHaveLength(2);
    expect(mentioned('תודה ל@אורי')).toHaveLength(1);
    expect(mentioned('كتاب@أحمد')).toEqual([]);
  });

  it.each([
    'mail@anna',
    'mail@anna.example',
    'имя@anna',
    '用户@anna.公司',
    'x_@anna',
    '@@anna',
    'a+@anna',
    '@ anna',
    '@',
    'é@anna',
  ])('leaves %s alone', (text) => {
    expect(mentioned(text)).toEqual([]);
  });

  it('bounds what one site may ask for', () => {
    const text = `@${'佐'.repeat(40_000)} @${'a'.repeat(40_000)}`;
    const candidates = findMentions(text).flatMap((site) => site.candidates);
    expect(candidates).toHaveLength(40);
  });

  it('keeps positions of the text as it was written', () => {
    const text = '🎉 @ZOE\u0308!';
    const [mention] = resolveMentions(findMentions(text), people);
    expect(mention).toEqual({ start: 3, end: 8, person: 'Zoë' });
  });
});

describe('the composer', () => {
  it('knows the name before the caret', () => {
    expect(mentionBeingTyped('hi @', 4)).toEqual({ start: 3, query: '' });
    expect(mentionBeingTyped('hi @สม', 6)).toEqual({ start: 3, query: 'สม' });
    expect(mentionBeingTyped('こんにちは@佐', 7)).toEqual({ start: 5, query: '佐' });
    expect(mentionBeingTyped('me@exa', 6)).toBeNull();
    expect(mentionBeingTyped('@zoe done', 9)).toBeNull();
  });

  it('TXT-2 a name picked from the list is found like one typed by hand', () => {
    for (const handle of handles) {
      const picked = insertMention('a @x b', { start: 2, caret: 4 }, handle);
      expect(picked).toEqual({ text: `a @${handle} b`, caret: handle.length + 4 });
      expect(mentioned(picked.text)).toEqual([`@${handle}`]);
      expect(
        mentioned(`${insertMention('@x', { start: 0, caret: 2 }, handle).text}さんへ`),
      ).toEqual([`@${handle}`]);
    }
  });
});

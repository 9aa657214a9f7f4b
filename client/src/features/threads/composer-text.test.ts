import { describe, expect, it } from 'vitest';
import {
  describeImage,
  imageMarkdown,
  insertBlock,
  insertLink,
  insertSpoiler,
  insertTable,
  insertWords,
  type Selected,
  toggleAround,
  toggleCode,
  toggleLines,
  toggleMath,
} from './composer-text.ts';

/** `a[b]c` is the text `abc` with `b` selected. */
function sel(marked: string): Selected {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  return { text: marked.replace(/[⟦⟧]/g, ''), start, end };
}

function show({ text, start, end }: Selected): string {
  return `${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`;
}

describe('marks', () => {
  it('go around the selection and come off again, in any script', () => {
    for (const word of ['word', 'كلمة', 'ภาษา']) {
      const bold = toggleAround(sel(`a ⟦${word}⟧ b`), '**');
      expect(show(bold)).toBe(`a **⟦${word}⟧** b`);
      expect(show(toggleAround(bold, '**'))).toBe(`a ⟦${word}⟧ b`);
    }
  });

  it('go before every line and come off again', () => {
    const list = toggleLines(sel('x\no⟦ne\ntw⟧o\ny'), '- ');
    expect(list.text).toBe('x\n- one\n- two\ny');
    expect(toggleLines(list, '- ').text).toBe('x\none\ntwo\ny');
    expect(show(toggleLines(sel('⟦⟧'), '> '))).toBe('> ⟦⟧');
  });
});

describe('code', () => {
  it('is inline for one line and a block for several', () => {
    expect(show(toggleCode(sel('run ⟦ls⟧')))).toBe('run `⟦ls⟧`');
    expect(toggleCode(sel('⟦a\nb⟧')).text).toBe('```\na\nb\n```\n\n');
  });

  it('has a longer fence than any inside', () => {
    expect(toggleCode(sel('⟦```\na\n```⟧')).text).toBe('````\n```\na\n```\n````\n\n');
  });
});

describe('links and pictures', () => {
  it('leave the address to be typed, or the words when the address was selected', () => {
    expect(show(insertLink(sel('see ⟦this⟧')))).toBe('see [this](⟦https://⟧)');
    expect(show(insertLink(sel('⟦https://example.org⟧')))).toBe('[⟦⟧](https://example.org)');
  });

  it('stand in a block of their own', () => {
    expect(show(insertBlock(sel('one⟦⟧two'), 'X'))).toBe('one\n\nX\n\n⟦⟧two');
    expect(show(insertBlock(sel('⟦⟧'), 'X'))).toBe('X\n\n⟦⟧');
  });

  it('FMT-3 a description cannot end its brackets, and is changed in place', () => {
    const picture = imageMarkdown('/files/1', 'a ] [ \\ <img src=q onerror=boom()>');
    expect(picture).toBe('![a \\] \\[ \\\\ <img src=q onerror=boom()>](/files/1)');
    const text = `before ${picture} ![other](/files/2) after`;
    expect(describeImage(text, '/files/1', 'a bridge')).toBe(
      'before ![a bridge](/files/1) ![other](/files/2) after',
    );
    expect(describeImage('nothing', '/files/1', 'x')).toBe('nothing');
  });
});

describe('what a line alone cannot hold', () => {
  it('a table begins with its first heading selected', () => {
    expect(show(insertTable(sel('a⟦⟧'), 'Column'))).toBe(
      'a\n\n| ⟦Column⟧ | Column |\n| --- | --- |\n|  |  |\n\n',
    );
  });

  it('a spoiler takes the selected lines in', () => {
    expect(show(insertSpoiler(sel('⟦one\ntwo⟧')))).toBe(':::spoiler\none\ntwo⟦⟧\n:::\n\n');
  });

  it('a formula of one line stands in the line, one of several on its own', () => {
    expect(show(toggleMath(sel('so ⟦x^2⟧')))).toBe('so $⟦x^2⟧$');
    expect(toggleMath(sel('⟦a\nb⟧')).text).toBe('$$\na\nb\n$$\n\n');
  });

  it('words go in place of what was typed', () => {
    expect(show(insertWords(sel('a ⟦:tad⟧ b'), '🎉'))).toBe('a 🎉⟦⟧ b');
  });
});

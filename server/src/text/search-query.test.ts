import { describe, expect, it } from 'vitest';
import { hasPhrases, needsNoFolding, parseSearch, simplified } from './search-query.ts';

describe('what is typed into a search', () => {
  it('TXT-3 a hyphen inside a word is no sign, one before a word is', () => {
    expect(parseSearch('anak-anak')).toMatchObject({
      unwanted: [],
      wanted: { all: ['anak-anak'] },
    });
    expect(parseSearch('buku -anak')).toMatchObject({
      unwanted: [['anak']],
      wanted: { all: ['buku'] },
    });
    expect(parseSearch('buku - anak').unwanted).toEqual([]);
  });

  it('phrases stand in quotation marks of any language', () => {
    for (const typed of ['"rote Lampe"', '„rote Lampe“', '«rote Lampe»', '“rote Lampe”'])
      expect(parseSearch(typed).phrases, typed).toEqual(['rote lampe']);
    expect(parseSearch('「交換 授業」').phrases).toEqual(['交換 授業']);
    expect(parseSearch('-"rote Lampe"').unwanted).toEqual([['rote', 'lampe']]);
  });

  it('operators are taken out, unknown ones are words', () => {
    expect(parseSearch('author:budi tag:"Our club" water')).toMatchObject({
      said: { author: 'budi', tag: 'Our club' },
      wanted: { all: ['water'] },
    });
    expect(parseSearch('foo:bar 10:30').said).toEqual({});
    expect(parseSearch('10:30').wanted.all).toEqual(['10:30']);
    expect(parseSearch('constructor:x __proto__:y').said).toEqual({});
  });

  it('beginnings need two letters, or one that is a word', () => {
    expect(parseSearch('Vulk*').beginnings).toEqual(['vulk']);
    expect(parseSearch('火*').beginnings).toEqual(['火']);
    expect(parseSearch('v* *').beginnings).toEqual([]);
  });

  it('every text is a search', () => {
    for (const typed of ['', '-', '"', '""', '-""', '*', '-*', ':', 'author:', '"a', '\u0000'])
      expect(() => parseSearch(typed), typed).not.toThrow();
  });

  it('a phrase is whole words together', () => {
    expect(hasPhrases('Die rote, Lampe', ['rote lampe'])).toBe(true);
    expect(hasPhrases('rote Lampen', ['rote lampe'])).toBe(false);
    expect(hasPhrases('来週は交換授業', ['交換授業'])).toBe(true);
  });
});

it('letters that are left unfolded would fold to themselves', () => {
  const wrong: string[] = [];
  // Of Han and Hangul, which are thousands alike, some.
  for (let code = 0; code <= 0xffff; code += code < 0x3100 ? 1 : 61) {
    const letter = String.fromCharCode(code).toLowerCase();
    if (!needsNoFolding(letter)) continue;
    const plain = letter.replace(/[^\p{L}\p{N}\p{M}]/u, ' ').trim();
    if (simplified(letter) !== plain) wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
});

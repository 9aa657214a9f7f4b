const maxLength = 60;

/** A letter or digit with its marks; marks without a letter and invisible characters are dropped. */
const word = /(?:[[\p{L}\p{N}]--\p{DI}](?:[\p{M}--[\p{DI}\p{Me}]]|[\u200c\u200d](?=\p{L}))*)+/gv;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * The readable part of an address, from a title in any script: lower case, words joined by `-`,
 * at most 60 code points and never cut inside a letter. Empty when the title has no letter or
 * digit; the address then goes without it.
 */
export function slugOf(title: string): string {
  const words =
    title
      .slice(0, maxLength * 20)
      .normalize('NFKC')
      .toLowerCase()
      .match(word) ?? [];
  const slug = words.join('-').normalize('NFC');
  return [...slug].length <= maxLength ? slug : cut(slug);
}

/** Whole words if the last one leaves at least half; otherwise whole graphemes. */
function cut(slug: string): string {
  let kept = '';
  let length = 0;
  for (const { segment } of graphemes.segment(slug)) {
    length += [...segment].length;
    if (length > maxLength) break;
    kept += segment;
  }
  const lastWord = slug[kept.length] === '-' ? kept.length : kept.lastIndexOf('-');
  const wholeWords = kept.slice(0, Math.max(0, lastWord));
  return (wholeWords.length > kept.length / 2 ? wholeWords : kept).replace(/-+$/, '');
}

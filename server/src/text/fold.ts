import { foldCase } from '@jembatan/shared/handles';

/**
 * Scripts written without spaces between words, or with endings hung on them: Han, Kana, Hangul,
 * Thai, Lao, Khmer, Burmese and their relatives. Searched by pairs of characters.
 */
export const unspacedScripts = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tale}\p{scx=Talu}\p{scx=Lana}\p{scx=Tavt}\p{scx=Java}\p{scx=Bali}`;

const unspacedBreak = new RegExp(
  String.raw`(?<=[${unspacedScripts}])\u200b|\u200b(?=[${unspacedScripts}])`,
  'gu',
);
/** All that cannot be seen, but for the non-joiner, which parts words in Persian. */
const invisible = /[\p{DI}--[\u200c]]/gv;
/** In these scripts marks colour a letter; elsewhere they are letters. */
const marked = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])(\p{M}+)/gu;
const arabicMarks =
  /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff]/g;
const hebrewMarks = /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]/g;
const digit = /\p{Nd}/gu;

const letters: Record<string, string> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  // Arabic alef, ya, kaf and ha in the forms of Arabic, Persian, Urdu and Kurdish keyboards.
  '\u0671': '\u0627',
  '\u0649': '\u064a',
  '\u06cc': '\u064a',
  '\u06d0': '\u064a',
  '\u06a9': '\u0643',
  '\u0629': '\u0647',
  '\u06c1': '\u0647',
  '\u06c3': '\u0647',
  '\u06d5': '\u0647',
  '\u06be': '\u0647',
  '\u2010': '-',
  '\u2011': '-',
  '\u05be': '-',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  ʻ: "'",
  '`': "'",
  '´': "'",
  '′': "'",
  '׳': "'",
  '״': "'",
  '·': "'",
};
const letter = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu');

/** First digits of the scripts that have their own; each is followed by the other nine. */
const zeros = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
  0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
  0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
];

/** What most texts have none of; asking first is far cheaper than looking for each. */
const perhapsInvisible =
  /\u034f|\u180b|\ufe0f|[\u17b4\u17b5]|[\u180c-\u180f]|[\ufe00-\ufe0e]|[\u00ad\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufff8\ud800-\udfff]/;
const perhapsSemitic = /[\u0590-\u08ff]/;
const beyondAscii = /[^\0-\x7f]/;

/** Whether each letter folds by itself, to one. */
export const isAscii = (text: string) => !beyondAscii.test(text);

/**
 * The form in which texts and queries are compared: width, case, accents of Latin, Greek and
 * Cyrillic, vowel points of Arabic and Hebrew, forms of Arabic letters, digits of any script,
 * apostrophes and hyphens made one, invisible characters gone. Not for display.
 */
export function foldForSearch(text: string): string {
  if (isAscii(text)) return text.toLowerCase().replaceAll('`', "'");
  const cased = foldCase(text);
  const seen = perhapsInvisible.test(cased) ? withoutInvisible(cased) : cased;
  const bare = withoutPoints(withoutAccents(seen.normalize('NFD'))).normalize('NFC');
  return bare
    .replace(letter, (character) => letters[character] ?? character)
    .replace(/(?<=[א-ת])"(?=[א-ת])/g, "'")
    .replace(digit, asciiDigit);
}

const withoutInvisible = (text: string) =>
  text.replace(unspacedBreak, '').replaceAll('\u200b', ' ').replace(invisible, '');

const withoutAccents = (text: string) =>
  text.replace(marked, (_, base: string, marks: string) =>
    base === 'и' && marks.startsWith('\u0306') ? 'й' : base,
  );

const withoutPoints = (text: string) =>
  perhapsSemitic.test(text) ? text.replace(arabicMarks, '').replace(hebrewMarks, '') : text;

/** Words come again and again, and folding one is dear: those seen lately are kept. */
const keptWords = 20_000;
/** UTF-16 units of the longest word kept; longer ones are sentences without spaces. */
const longestKept = 24;

/** A function of words that remembers what it answered. Nothing it answers may reach over a space. */
export function rememberingWords(make: (word: string) => string): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    if (word.length > longestKept) return make(word);
    const before = known.get(word);
    if (before !== undefined) return before;
    if (known.size >= keptWords) known.clear();
    const made = make(word);
    known.set(word, made);
    return made;
  };
}

function asciiDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const zero = zeros.findLast((first) => first <= code);
  return zero !== undefined && code - zero < 10 ? String(code - zero) : character;
}

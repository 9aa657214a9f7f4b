import { foldForSearch, rememberingWords, unspacedScripts } from './fold.ts';
import { type QueryTerms, queryTerms } from './terms.ts';

/** Operators that may be typed; what follows the colon is theirs, in quotes where it has spaces. */
const searchOperators = [
  'author',
  'space',
  'tag',
  'kind',
  'lang',
  'has',
  'is',
  'after',
  'before',
  'order',
] as const;
export type SearchOperator = (typeof searchOperators)[number];

/** What somebody typed, taken apart. */
export interface SearchQuery {
  /** Words and the words of phrases: a text is found when it has all of their terms. */
  wanted: QueryTerms;
  /** The same as they were typed, without signs: to rank by. */
  text: string;
  /** Texts that must stand together as they are, simplified. */
  phrases: string[];
  /** Beginnings of words, folded. */
  beginnings: string[];
  /** None of these: each is the terms of one word or phrase, found when it has all of them. */
  unwanted: string[][];
  /** What operators said, the last of each. */
  said: Partial<Record<SearchOperator, string>>;
}

/** More of either says nothing new, and each costs. */
const maxPhrases = 8;
const maxUnwanted = 12;
const maxBeginnings = 2;

const quotes = '"“”„«»「」『』';
const token = new RegExp(
  `(?<sign>-?)(?:(?<name>[a-z]+):)?(?:[${quotes}](?<phrase>[^${quotes}]*)[${quotes}]|(?<word>[^\\s${quotes}]+))`,
  'gu',
);
/** A beginning of one letter is most of the hub, but in scripts where a letter is a word. */
const beginning = /^(?:[\p{L}\p{N}\p{M}]{2,}|\p{Script=Han})$/u;

/**
 * Takes apart what was typed: words, `"phrases"`, `-without`, `begin*` and operators such as
 * `author:budi`. A hyphen within a word is part of it, an unknown operator is a word, and a sign
 * with nothing after it is nothing: every text is a search.
 */
export function parseSearch(typed: string): SearchQuery {
  const words: string[] = [];
  const query: Omit<SearchQuery, 'wanted' | 'text'> = {
    ...{ phrases: [], beginnings: [], unwanted: [], said: {} },
  };
  for (const found of typed.slice(0, 1_000).matchAll(token)) {
    const at = found.index;
    const opens = at === 0 || /\s/u.test(typed[at - 1] ?? '');
    takeToken({ ...found.groups, opens }, query, words);
  }
  return { ...query, text: words.join(' '), wanted: queryTerms(words.join('\n')) };
}

interface Token {
  sign?: string | undefined;
  name?: string | undefined;
  phrase?: string | undefined;
  word?: string | undefined;
  /** It stands at the beginning of a word: only there is a hyphen a sign. */
  opens: boolean;
}

function takeToken(
  { sign, name, phrase, word, opens }: Token,
  query: Omit<SearchQuery, 'wanted' | 'text'>,
  words: string[],
): void {
  const text = phrase ?? word ?? '';
  if (name && opens && !sign && isOperator(name)) {
    query.said[name] = text;
    return;
  }
  const whole = name ? `${name}:${text}` : text;
  if (sign && opens) {
    exclude(whole, query.unwanted);
    return;
  }
  if (phrase !== undefined) addPhrase(whole, query.phrases);
  const stem = phrase === undefined && whole.endsWith('*') ? folded(whole.slice(0, -1)) : '';
  const begins = beginning.test(stem) && query.beginnings.length < maxBeginnings;
  if (begins) query.beginnings.push(stem);
  else words.push(whole);
}

const isOperator = (name: string): name is SearchOperator =>
  searchOperators.some((one) => one === name);

function exclude(text: string, unwanted: string[][]): void {
  const { all } = queryTerms(text);
  if (all.length > 0 && unwanted.length < maxUnwanted) unwanted.push(all);
}

/** A phrase of one word is that word. */
function addPhrase(text: string, phrases: string[]): void {
  const phrase = simplified(text);
  if (phrase.length > 1 && phrases.length < maxPhrases) phrases.push(phrase);
}

const folded = (text: string) => foldForSearch(text).trim();

const noLetters = /[^\p{L}\p{N}\p{M}]+/gu;

const simplifiedWord = rememberingWords((word) =>
  foldForSearch(word).replace(noLetters, ' ').trim(),
);

/** Folded, with one space for everything that is no letter: to compare phrases by. */
export function simplified(text: string): string {
  const words: string[] = [];
  for (const word of text.split(/[ \n]+/)) {
    const simple = simplifiedWord(word);
    if (simple !== '') words.push(simple);
  }
  return words.join(' ');
}

/**
 * Texts in small letters of which every letter is folded already: ASCII, Cyrillic without й and ё,
 * Han, Kana, Hangul, and punctuation that is no letter before folding nor after.
 */
const isFolded =
  /^[\0-\x7f\u00a1\u00ab\u00bb\u00bf\u0430-\u0438\u043a-\u044f\u2010-\u2016\u2018-\u2023\u2026\u2030-\u203a\u3001-\u3004\u3008-\u301b\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff0f\uff1a-\uff20]*$/;

/** Whether `simplified` needs no folding for such a text. */
export const needsNoFolding = (lowered: string): boolean => isFolded.test(lowered);

/** Whether a text has all the phrases, as whole words where words have spaces. */
export function hasPhrases(text: string, phrases: readonly string[]): boolean {
  // Most texts that have a phrase have it as it is; folding is dear, and this runs over thousands.
  const plain = ` ${text.toLowerCase()} `;
  if (phrases.every((phrase) => stands(plain, phrase))) return true;
  const within = needsNoFolding(plain) ? plain.replace(noLetters, ' ') : ` ${simplified(text)} `;
  return phrases.every((phrase) => stands(within, phrase));
}

const unspacedLetter = new RegExp(`[${unspacedScripts}]`, 'u');

const stands = (within: string, phrase: string) =>
  within.includes(unspacedLetter.test(phrase) ? phrase : ` ${phrase} `);

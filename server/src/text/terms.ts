import { affixed, withoutArticle } from './affixes.ts';
import { foldForSearch, unspacedScripts } from './fold.ts';

/** Stored with the terms; raise it when the same text would give other terms. */
export const searchVersion = 1;

/** Terms of one text. The longest honest texts stay below; what is beyond cannot be found. */
const maxTerms = 4_000;
/** Code points of the longest beginning of a name that is a term. */
const maxPrefix = 16;
/** A query narrows by at most so many terms. */
const maxQueryTerms = 24;
/** Code points of one term, on both sides alike. */
const maxTermLength = 64;
/** A query is plain text; more of it than this says nothing new. */
const maxQuery = 1_000;

const chunk = /[\p{L}\p{N}\p{M}]+(?:[.:\-_'\u200c][\p{L}\p{N}\p{M}]+)*|\p{Extended_Pictographic}/gu;
const joint = /[.:\-_]/;
const apostrophe = /['\u200c]/;
const run = new RegExp(`[${unspacedScripts}]+|[^${unspacedScripts}]+`, 'gu');
const unspaced = new RegExp(`[${unspacedScripts}]`, 'u');

export interface QueryTerms {
  /** A text is found when it has all of these; with none of them nothing is found. */
  all: string[];
  /** The query's words and runs, folded: to mark and to rank. */
  needles: string[];
  /** The whole query, folded, words joined by single spaces. */
  phrase: string;
}

/**
 * The terms by which a text is found, most useful first: words as they are, pairs of characters in
 * scripts without spaces, parts of joined words, words without the small words Arabic and Hebrew
 * write onto them, single characters.
 */
export function termsOf(text: string): string[] {
  const terms = new Set<string>();
  const lesser = new Set<string>();
  for (const [found] of foldForSearch(text).matchAll(chunk)) {
    addChunk(found, terms, lesser);
    if (terms.size >= maxTerms) break;
  }
  for (const term of lesser) {
    if (terms.size >= maxTerms) break;
    terms.add(term);
  }
  return [...terms].slice(0, maxTerms);
}

/** Terms of a name, with the beginnings of its words: for lists that narrow while one types. */
export function prefixTermsOf(name: string): string[] {
  const terms = termsOf(name);
  const beginnings = terms.flatMap((term) => {
    const characters = [...term].slice(0, maxPrefix);
    return characters.map((_, index) => characters.slice(0, index + 1).join(''));
  });
  return [...new Set([...terms, ...beginnings])];
}

/**
 * What a query asks for. Any text is a query: signs are separators, never operators. Joined words
 * are found joined only: `a.b` does not mean `axb`, nor `anak-anak` every `anak`.
 */
export function queryTerms(query: string): QueryTerms {
  const folded = foldForSearch(query.slice(0, maxQuery));
  const all = new Set<string>();
  const needles = new Set<string>();
  for (const [found] of folded.matchAll(chunk)) {
    const segments = segmentsOf(found);
    for (const term of pairsOf(found, segments)) all.add(term);
    const unpaired = segments.filter((_, index) => !isPaired(segments, index));
    for (const term of unpaired.flatMap((segment) => [...wordTerms(segment)]))
      all.add(withoutArticle(term));
    for (const part of segments.length > 1 ? [found] : runsOf(segments[0] ?? ''))
      needles.add(cut(part));
  }
  return {
    all: [...all].slice(0, maxQueryTerms),
    needles: [...needles].slice(0, maxQueryTerms),
    phrase: folded.replace(/\s+/g, ' ').trim(),
  };
}

function addChunk(found: string, terms: Set<string>, lesser: Set<string>): void {
  const segments = segmentsOf(found);
  for (const segment of segments) for (const word of wordTerms(segment)) terms.add(word);
  for (const pair of pairsOf(found, segments)) terms.add(pair);
  if (segments.length > 2) lesser.add(cut(found));
  if (found.includes('-')) lesser.add(cut(segments.join('')));
  for (const part of found.split(apostrophe).length > 1 ? found.split(/[.:\-_'\u200c]/) : []) {
    for (const word of wordTerms(part)) lesser.add(word);
  }
  for (const part of segments.flatMap(runsOf)) {
    for (const variant of unspaced.test(part) ? part : affixed(part)) lesser.add(cut(variant));
  }
}

/** The pieces between joints, apostrophes dropped: `l'ami` is `lami` on both sides. */
function segmentsOf(found: string): string[] {
  return found.split(joint).map((segment) => segment.replace(/['\u200c]/g, ''));
}

function runsOf(word: string): string[] {
  return word.match(run) ?? [];
}

/** A word of a spaced script, or the pairs of characters of a run of another. */
function wordTerms(word: string): string[] {
  return runsOf(word).flatMap((part) => (unspaced.test(part) ? pairs(part) : [cut(part)]));
}

function pairs(part: string): string[] {
  const characters = [...part];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => (characters[index] ?? '') + character);
}

/** Neighbours with the joint between them: `anak-anak`, `10:30`, `a.b`, `b.c`. */
function pairsOf(found: string, segments: string[]): string[] {
  const joints = found.match(/[.:\-_]/g) ?? [];
  return joints.flatMap((sign, index) => {
    const [left = '', right = ''] = segments.slice(index, index + 2);
    return canPair(left, right) ? [cut(left + sign + right)] : [];
  });
}

/** In scripts without spaces a piece has no end of its own, so pairs would not meet. */
function canPair(left: string, right: string): boolean {
  return left !== '' && right !== '' && !unspaced.test(left) && !unspaced.test(right);
}

function isPaired(segments: string[], index: number): boolean {
  const [before, here, after] = [segments[index - 1], segments[index] ?? '', segments[index + 1]];
  return (
    (before !== undefined && canPair(before, here)) || (after !== undefined && canPair(here, after))
  );
}

function cut(term: string): string {
  return term.length <= maxTermLength ? term : [...term].slice(0, maxTermLength).join('');
}

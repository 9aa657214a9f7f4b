import { foldForSearch, isAscii, unspacedScripts } from './fold.ts';
import type { QueryTerms } from './terms.ts';

/** Plain text around a match, and where the match is, in UTF-16 units: `[from, to)` in order. */
export interface Snippet {
  text: string;
  marks: [number, number][];
}

/** UTF-16 units of a snippet, and of what stands before its first match. */
const width = 220;
const lead = 50;
const maxMarks = 200;

/** A letter with its marks, or a syllable of Jamo: what folds by itself. */
const cluster = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+|\P{M}?[\p{M}\uff9e\uff9f]*/gu;
const wordPart = /[\p{L}\p{N}\p{M}]/u;
const unspaced = new RegExp(`[${unspacedScripts}]`, 'u');
/** Scripts that write small words onto the front of others. */
const prefixing = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The part of a text that shows why it was found; its beginning when there is nothing to mark. */
export function snippetOf(text: string, query: Pick<QueryTerms, 'needles'>): Snippet {
  const flat = text.replace(/\s+/g, ' ').trim();
  const marks = marksOf(flat, query.needles);
  const [from, to] = windowOf(flat, marks);
  const [before, after] = [from > 0 ? '…' : '', to < flat.length ? '…' : ''];
  return {
    text: before + flat.slice(from, to) + after,
    marks: marks.flatMap(([start, end]) =>
      shift([start, end], { from, to, by: before.length - from }),
    ),
  };
}

/** The beginning of a text in at most `length` UTF-16 units, cut at a letter and marked as cut. */
export function beginningOf(text: string, length = width): string {
  const flat = text
    .slice(0, length * 4)
    .replace(/\s+/g, ' ')
    .trim();
  if (flat.length <= length) return flat;
  return `${flat.slice(0, boundaryBefore(flat, length - 1)).trimEnd()}…`;
}

interface Folded {
  text: string;
  /** For each unit of the folded text, where its letter starts in the original; one more for the end. */
  starts: number[];
}

function foldWithOffsets(text: string): Folded {
  if (isAscii(text)) {
    const units = Array.from({ length: text.length + 1 }, (_, index) => index);
    return { text: foldForSearch(text), starts: units };
  }
  const known = new Map<string, string>();
  const starts: number[] = [];
  let folded = '';
  for (const { 0: letter, index } of text.matchAll(cluster)) {
    if (letter === '') continue;
    const piece = known.get(letter) ?? (letter === '\u200b' ? '' : foldForSearch(letter));
    known.set(letter, piece);
    for (let unit = 0; unit < piece.length; unit += 1) starts.push(index);
    folded += piece;
  }
  starts.push(text.length);
  return { text: folded, starts };
}

function marksOf(text: string, needles: readonly string[]): [number, number][] {
  const folded = foldWithOffsets(text);
  const found = needles.flatMap((needle) => placesOf(folded, needle));
  found.sort(([one], [other]) => one - other);
  const merged: [number, number][] = [];
  for (const [start, end] of found) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

function placesOf(folded: Folded, needle: string): [number, number][] {
  const places: [number, number][] = [];
  let at = folded.text.indexOf(needle);
  while (at >= 0 && places.length < maxMarks) {
    const end = at + needle.length;
    const [start, stop] = [folded.starts[at] ?? 0, nextLetter(folded, end)];
    if (isWord(folded.text, at, needle)) places.push([start, stop]);
    at = folded.text.indexOf(needle, end);
  }
  return places;
}

/** Where the letter after this unit starts; a letter that folds to two is marked as a whole. */
function nextLetter({ starts }: Folded, end: number): number {
  const last = starts[end - 1] ?? 0;
  let next = end;
  while (starts[next] === last) next += 1;
  return starts[next] ?? last;
}

/** In scripts with spaces only whole words match, with what Arabic and Hebrew write before them. */
function isWord(text: string, at: number, needle: string): boolean {
  const [first = '', last = ''] = [[...needle][0], [...needle].at(-1)];
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
  const after = String.fromCodePoint(text.codePointAt(at + needle.length) ?? 32);
  const opens =
    unspaced.test(first) ||
    prefixing.test(first) ||
    unspaced.test(before) ||
    !wordPart.test(before);
  return opens && (unspaced.test(last) || unspaced.test(after) || !wordPart.test(after));
}

/** The window with the most matches, the first of them if there are several. */
function windowOf(text: string, marks: readonly [number, number][]): [number, number] {
  let [best, most] = [marks[0]?.[0] ?? 0, 0];
  for (const [index, [start]] of marks.entries()) {
    let count = index;
    while ((marks[count]?.[1] ?? Number.POSITIVE_INFINITY) <= start + width - lead) count += 1;
    if (count - index > most) [best, most] = [start, count - index];
  }
  const from = wordStart(text, Math.max(0, Math.min(best - lead, text.length - width)));
  const to = from + width >= text.length ? text.length : boundaryBefore(text, from + width);
  return [from, to];
}

/** The next start of a word if it is near, otherwise of a letter. */
function wordStart(text: string, from: number): number {
  if (from === 0) return 0;
  const space = text.indexOf(' ', from);
  return space >= 0 && space - from < lead / 2 ? space + 1 : boundaryBefore(text, from);
}

/** The last place at or before `at` where no letter is cut. */
function boundaryBefore(text: string, at: number): number {
  const from = Math.max(0, at - 60);
  let boundary = from;
  for (const { index } of graphemes.segment(text.slice(from, at + 30))) {
    if (from + index > at) break;
    boundary = from + index;
  }
  return boundary;
}

function shift(
  mark: [number, number],
  window: { from: number; to: number; by: number },
): [number, number][] {
  const start = Math.max(mark[0], window.from);
  const end = Math.min(mark[1], window.to);
  return start < end ? [[start + window.by, end + window.by]] : [];
}

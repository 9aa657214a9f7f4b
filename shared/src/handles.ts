import { limits } from './limits.ts';

/** Joiners that shape letters in Persian, Urdu and Indic scripts; they never tell two handles apart. */
const joiners = /[\u200c\u200d]/g;

/**
 * Letters, digits and marks of any script; `_`, `.` and `-` inside, one at a time and never at
 * the end. Nothing that cannot be seen, nothing that turns the writing direction.
 */
const grammar =
  /^(?:[[\p{L}\p{N}]--\p{DI}])(?:[[\p{L}\p{N}\p{M}]--[\p{DI}\p{Me}]]|_|[.\-](?=[\p{L}\p{N}_]))*$/v;

/** More marks on one letter than any script needs are there to spill over other lines. */
const pileOfMarks = /\p{M}{7}/u;

/**
 * Case folding for comparing, in any script: `ß` with `SS`, `ς` with `σ`, `İ` and `ı` with `i`.
 * Not for display.
 */
export function foldCase(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replace(/ς/g, 'σ')
    .replace(/i\u0307/g, 'i')
    .normalize('NFKC');
}

/** A handle as it is kept and shown: compatibility forms made one, joiners dropped, case as typed. */
export function normalizeHandle(text: string): string {
  return text.replace(joiners, '').normalize('NFKC');
}

/** The form by which handles are unique and found. Equal for everything that reads the same. */
export function foldHandle(text: string): string {
  return foldCase(normalizeHandle(text));
}

/** Whether the text, normalized, can be a handle. */
export function isHandle(text: string): boolean {
  return (
    text === normalizeHandle(text) &&
    lengthFits(text) &&
    grammar.test(text) &&
    endsWell(text) &&
    !pileOfMarks.test(text)
  );
}

function lengthFits(text: string): boolean {
  const { length } = [...text.slice(0, limits.handle * 2 + 1)];
  return length > 0 && length <= limits.handle;
}

function endsWell(text: string): boolean {
  return !text.endsWith('_');
}

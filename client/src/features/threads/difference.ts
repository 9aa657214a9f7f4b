import { diffArrays } from 'diff';

/** A stretch of text, and whether both versions have it. */
export interface Piece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Lines that both versions have, or that were changed together. */
export interface Block {
  readonly isSame: boolean;
  readonly pieces: readonly Piece[];
}

/** Beyond so many changes one does not look for what stayed: all of it is new. */
const mostChanges = { lines: 2_000, words: 1_200 };

interface Change<T> {
  readonly value: readonly T[];
  readonly added: boolean;
  readonly removed: boolean;
}

function compare<T>(before: T[], after: T[], maxEditLength: number): readonly Change<T>[] {
  return (
    diffArrays(before, after, { maxEditLength }) ?? [
      { value: before, added: false, removed: true },
      { value: after, added: true, removed: false },
    ]
  );
}

const kindOf = ({ added, removed }: Pick<Change<string>, 'added' | 'removed'>): Piece['kind'] =>
  added ? 'added' : removed ? 'removed' : 'same';

const linesOf = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Words of any language, with the signs and spaces between them. */
function wordsOf(text: string, lang: string): string[] {
  const locale = lang === 'und' ? undefined : lang;
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

const isBlank = (text: string) => text.trim() === '';

/**
 * One space between two changed words is changed with them: `a b` for `c d` reads as one change,
 * not as two.
 */
function joined(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    if (removed) out.push({ kind: 'removed', text: removed });
    if (added) out.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  pieces.forEach(({ kind, text }, index) => {
    const next = pieces[index + 1];
    const between = removed !== '' && added !== '' && next !== undefined && next.kind !== 'same';
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (between && isBlank(text)) {
      removed += text;
      added += text;
    } else {
      flush();
      out.push({ kind, text });
    }
  });
  flush();
  return out;
}

function changedBlock(before: string, after: string, lang: string): Block {
  const found = compare(wordsOf(before, lang), wordsOf(after, lang), mostChanges.words);
  const pieces = found.map((one) => ({ kind: kindOf(one), text: one.value.join('') }));
  return { isSame: false, pieces: joined(pieces) };
}

/**
 * What became of a text, line by line and in changed lines word by word. Words are what the
 * language says: those of Chinese, Japanese or Thai have no spaces between them.
 */
export function differenceOf(before: string, after: string, lang: string): Block[] {
  const blocks: Block[] = [];
  let old = '';
  let fresh = '';
  const flush = () => {
    if (old || fresh) blocks.push(changedBlock(old, fresh, lang));
    old = '';
    fresh = '';
  };
  for (const change of compare(linesOf(before), linesOf(after), mostChanges.lines)) {
    const text = change.value.join('');
    const kind = kindOf(change);
    if (kind === 'removed') old += text;
    else if (kind === 'added') fresh += text;
    else {
      flush();
      blocks.push({ isSame: true, pieces: [{ kind, text }] });
    }
  }
  flush();
  return blocks;
}

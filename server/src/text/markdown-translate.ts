import { readLine, type TranslatableLine } from './translatable-line.ts';

/** Stretches of HTML in, the same number of stretches in another language out. */
export type TranslateAll = (html: readonly string[]) => Promise<readonly string[]>;

/** What stands before the words of a line: quotes, list marks, headings, boxes to tick, notes. */
const before =
  /^\s*(?:>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+|#{1,6}[ \t]+|\[[ xX]\][ \t]+|\[\^[^\]\s]{1,60}\]:[ \t]*)*\s*/;
const quoteMarks = /^(?:[ \t]*>[ \t]?)*/;
const fence = /^[ \t]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}|~{3,}|\$\$)/;
const listItem = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/;
const tableRule = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

interface Fence {
  mark: string;
  quoted: boolean;
}

/** A piece of the text: to be kept as it is, or to be translated. */
type Piece = string | TranslatableLine;

/**
 * Markdown in another language: its form, code, maths, addresses, pictures and people stay as they
 * are; only words are handed to `translate`. Where the answer has lost a mark, the words between
 * the marks are asked for again, one by one.
 */
export async function translateMarkdown(source: string, translate: TranslateAll): Promise<string> {
  const pieces = piecesOf(source);
  const lines = pieces.filter((piece) => typeof piece !== 'string');
  const translated = await translate(lines.map(({ html }) => html));
  const restored = lines.map((line, index) => line.restore(translated[index] ?? ''));
  const damaged = lines.filter((_, index) => restored[index] === null);
  const runs = await translate(damaged.flatMap((line) => line.runs));
  const rest = [...runs];
  const repaired = new Map(
    damaged.map((line) => [line, line.rebuild(rest.splice(0, line.runs.length))]),
  );
  const words = new Map(lines.map((line, index) => [line, restored[index] ?? repaired.get(line)]));
  return pieces.map((piece) => (typeof piece === 'string' ? piece : words.get(piece))).join('');
}

function piecesOf(source: string): Piece[] {
  const pieces: Piece[] = [];
  const lines = source.split('\n');
  let open: Fence | null = null;
  let inList = false;
  for (const [index, line] of lines.entries()) {
    if (index > 0) pieces.push('\n');
    const [quotes = ''] = quoteMarks.exec(line) ?? [];
    const rest = line.slice(quotes.length);
    const previous = lines[index - 1] ?? '';
    if (open?.quoted && quotes === '') open = null;
    if (open) {
      if (closes(rest, open.mark)) open = null;
      pieces.push(line);
      continue;
    }
    open = opensFence(rest, quotes !== '');
    if (listItem.test(rest)) inList = true;
    else if (/^\S/.test(rest)) inList = false;
    const isCode = !inList && /^(?: {4}|\t)/.test(rest) && previous.trim() === '';
    if (open || isCode) pieces.push(line);
    else addWords(pieces, line, isInTable(lines, index));
  }
  return pieces;
}

function opensFence(rest: string, quoted: boolean): Fence | null {
  const mark = fence.exec(rest)?.[1];
  if (!mark) return null;
  const isWhole = mark === '$$' && rest.trim().length > 2 && rest.trimEnd().endsWith('$$');
  return isWhole ? null : { mark, quoted };
}

function closes(rest: string, mark: string): boolean {
  const line = rest.trim();
  if (mark === '$$') return line.endsWith('$$');
  return line.startsWith(mark) && line.replaceAll(mark[0] ?? '', '') === '';
}

/** A row of a table has a rule somewhere above it, without a blank line between. */
function isInTable(lines: readonly string[], index: number): boolean {
  if (!lines[index]?.includes('|')) return false;
  if (tableRule.test(lines[index + 1] ?? '') && lines[index + 1]?.includes('-')) return true;
  for (let at = index - 1; at >= Math.max(0, index - 200); at -= 1) {
    const line = lines[at] ?? '';
    if (!line.includes('|')) return false;
    if (tableRule.test(line)) return true;
  }
  return false;
}

function addWords(pieces: Piece[], line: string, inTable: boolean): void {
  if (!/\p{L}/u.test(line) || /^[ \t]*:::/.test(line)) return void pieces.push(line);
  const [start = ''] = before.exec(line) ?? [];
  pieces.push(start);
  const words = line.slice(start.length);
  const cells = inTable ? words.split(/((?<!\\)\|)/) : [words];
  for (const cell of cells) {
    if (!/\p{L}/u.test(cell)) pieces.push(cell);
    else addTrimmed(pieces, cell);
  }
}

/** Spaces around the words are form, the two at the end of a line among them. */
function addTrimmed(pieces: Piece[], text: string): void {
  const words = text.trim();
  const start = text.indexOf(words);
  pieces.push(text.slice(0, start), readLine(words), text.slice(start + words.length));
}

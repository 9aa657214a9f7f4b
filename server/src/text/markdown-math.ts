import type { MarkdownIt as Engine, StateBlock, StateInline } from 'markdown-it';

/** TeX longer than this is no formula. */
const maxTex = 2_000;
/** Lines a formula of its own may take. */
const maxLines = 100;

const dollar = 0x24;

/**
 * `$x^2$` inside a line and `$$` around lines of their own. TeX stays text in the HTML, so that it
 * reads without script and is found; the page draws it. Prices are left alone: a formula begins and
 * ends with something that is no space, and no digit follows it.
 */
export function addMath(md: Engine): void {
  md.inline.ruler.before('escape', 'math', inlineMath);
  md.block.ruler.before('fence', 'math_block', blockMath, {
    alt: ['paragraph', 'blockquote', 'list'],
  });
}

function inlineMath(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src.charCodeAt(pos) !== dollar) return false;
  const mark = src.charCodeAt(pos + 1) === dollar ? '$$' : '$';
  const end = endOfMath(src, { from: pos + mark.length, to: posMax, mark });
  if (end < 0) return skipMark(state, { mark, silent });
  if (!silent) {
    const token = state.push('math_inline', 'code', 0);
    token.content = src.slice(pos + mark.length, end).trim();
    token.markup = mark;
  }
  state.pos = end + mark.length;
  return true;
}

/** Two dollars that open nothing are text as one, or the second would look for an end again. */
function skipMark(
  state: StateInline,
  { mark, silent }: { mark: string; silent: boolean },
): boolean {
  if (mark.length === 1) return false;
  if (!silent) state.pending += mark;
  state.pos += mark.length;
  return true;
}

interface Stretch {
  from: number;
  to: number;
  mark: string;
}

/** Where the closing mark stands, or -1. Only the next dollar can be it: no search twice. */
function endOfMath(src: string, { from, to, mark }: Stretch): number {
  const limit = Math.min(to, from + maxTex);
  let at = src.indexOf('$', from);
  while (at > 0 && src[at - 1] === '\\') at = src.indexOf('$', at + 1);
  if (at <= from || at + mark.length > limit) return -1;
  const tex = src.slice(from, at);
  if (tex.trim() === '' || /\n\s*\n/.test(tex)) return -1;
  if (mark === '$$') return src[at + 1] === '$' ? at : -1;
  const isTight = !/^\s|\s$/.test(tex);
  return isTight && !/[\d$]/.test(src[at + 1] ?? '') ? at : -1;
}

function blockMath(...[state, startLine, endLine, silent]: BlockPlace): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const first = lineOf(state, startLine);
  if (!first.startsWith('$$')) return false;
  const end = lastLine(state, startLine, endLine);
  if (end === null) return false;
  if (silent) return true;
  const lines = state.getLines(startLine, end + 1, state.blkIndent, false).trim();
  const token = state.push('math_block', 'pre', 0);
  token.content = lines.slice(2, -2).trim();
  token.map = [startLine, end + 1];
  state.line = end + 1;
  return true;
}

type BlockPlace = [state: StateBlock, startLine: number, endLine: number, silent: boolean];

/** The line that ends with the closing mark; null where there is none near enough. */
function lastLine(state: StateBlock, startLine: number, endLine: number): number | null {
  const first = lineOf(state, startLine);
  if (first.length > 4 && first.endsWith('$$'))
    return first.slice(2, -2).includes('$$') ? null : startLine;
  if (first.length > 2 && first.indexOf('$$', 2) >= 0) return null;
  let size = first.length;
  for (let line = startLine + 1; line < Math.min(endLine, startLine + maxLines); line += 1) {
    const text = lineOf(state, line);
    size += text.length;
    if (size > maxTex || (state.sCount[line] ?? 0) < state.blkIndent) return null;
    if (text.endsWith('$$')) return text.indexOf('$$') === text.length - 2 ? line : null;
  }
  return null;
}

function lineOf(state: StateBlock, line: number): string {
  const from = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return state.src.slice(from, Math.min(state.eMarks[line] ?? from, from + maxTex)).trimEnd();
}

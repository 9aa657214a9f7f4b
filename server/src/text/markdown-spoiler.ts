import type { MarkdownIt as Engine, StateBlock } from 'markdown-it';

type Place = [state: StateBlock, startLine: number, endLine: number, silent: boolean];

const opens = /^:{3,}[ \t]*spoiler(?:[ \t]+(.{1,200}))?[ \t]*$/i;
const closes = /^:{3,}[ \t]*$/;

/**
 * `:::spoiler What is behind` … `:::`: opens at a press, also without script. Spoilers nest; one
 * that nobody closed ends with what holds it.
 */
export function addSpoilers(md: Engine): void {
  md.block.ruler.before('fence', 'spoiler', spoiler, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}

function spoiler(...[state, startLine, endLine, silent]: Place): boolean {
  const found = opens.exec(lineOf(state, startLine));
  if (!found) return false;
  if (silent) return true;
  const end = lastLine(state, startLine, endLine);
  const { parentType, lineMax } = state;
  state.lineMax = end;
  const open = state.push('spoiler_open', 'details', 1);
  open.map = [startLine, end];
  addSummary(state, { title: found[1]?.trim() ?? '', line: startLine });
  state.md.block.tokenize(state, startLine + 1, end);
  state.push('spoiler_close', 'details', -1);
  Object.assign(state, { parentType, lineMax });
  state.line = end < endLine ? end + 1 : end;
  return true;
}

/** Without a title of its own the reader's browser or the page names it. */
function addSummary(state: StateBlock, { title, line }: { title: string; line: number }): void {
  if (title === '') return;
  state.push('summary_open', 'summary', 1).attrs = [['dir', 'auto']];
  const inline = state.push('inline', '', 0);
  inline.content = title;
  inline.map = [line, line + 1];
  inline.children = [];
  state.push('summary_close', 'summary', -1);
}

function lastLine(state: StateBlock, startLine: number, endLine: number): number {
  let depth = 1;
  let fence = '';
  for (let line = startLine + 1; line < endLine; line += 1) {
    if (!state.isEmpty(line) && (state.sCount[line] ?? 0) < state.blkIndent) return line;
    const text = lineOf(state, line);
    fence = fenceAfter(fence, text);
    if (fence !== '') continue;
    if (opens.test(text)) depth += 1;
    else if (closes.test(text)) depth -= 1;
    if (depth === 0) return line;
  }
  return endLine;
}

/** The mark of the code block a line stands in, or '' outside. */
function fenceAfter(fence: string, text: string): string {
  const mark = /^(?:`{3,}|~{3,})/.exec(text)?.[0];
  if (mark === undefined) return fence;
  if (fence === '') return mark;
  return mark.startsWith(fence) && mark === text ? '' : fence;
}

function lineOf(state: StateBlock, line: number): string {
  const from = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  if (!/[:`~]/.test(state.src[from] ?? '')) return '';
  return state.src.slice(from, Math.min(state.eMarks[line] ?? from, from + 300)).trimEnd();
}

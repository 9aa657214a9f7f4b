import MarkdownIt, { type MarkdownIt as Engine, type StateBlock } from 'markdown-it';

/** Levels of blocks: a quote is one, a list two. */
const maxLevel = 20;
/** Block tokens of one text; an honest long post has some hundreds. */
const maxTokens = 6_000;
const maxCells = 2_000;
const maxColumns = 20;

type Place = [state: StateBlock, startLine: number, endLine: number, silent: boolean];

/**
 * Keeps a text of hostile shape from costing more than a long one: what lies too deep, or comes
 * after too many blocks, is one paragraph, and a giant table is text. No word is lost.
 */
export function boundBlocks(md: Engine): void {
  md.block.ruler.before('table', 'bounds', stopAtBounds);
  const [table] = new MarkdownIt('zero').enable('table').block.ruler.getRules('');
  if (!table) throw new Error('markdown-it has no rule for tables');
  md.block.ruler.at('table', (...place: Place) => fits(place) && table(...place), {
    alt: ['paragraph', 'reference'],
  });
}

function stopAtBounds(...[state, startLine, endLine, silent]: Place): boolean {
  const fine = state.level < maxLevel && state.tokens.length < maxTokens;
  if (silent || fine) return false;
  const paragraph = state.push('paragraph_open', 'p', 1);
  paragraph.map = [startLine, endLine];
  const inline = state.push('inline', '', 0);
  inline.content = state.getLines(startLine, endLine, state.blkIndent, false).trim();
  inline.map = [startLine, endLine];
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
  state.line = endLine;
  return true;
}

/** Looks at the ruler line of a table before its cells are made. */
function fits([state, startLine, endLine]: Place): boolean {
  if (startLine + 1 >= endLine) return false;
  const ruler = lineOf(state, startLine + 1);
  if (!/^[|:-][|:\-\s]*$/.test(ruler)) return false;
  const columns = ruler.split('|').length;
  if (columns > maxColumns) return false;
  const maxRows = Math.floor(maxCells / columns);
  for (let line = startLine; line < endLine; line += 1) {
    if (state.isEmpty(line)) return true;
    if (line - startLine > maxRows) return false;
  }
  return true;
}

function lineOf(state: StateBlock, line: number): string {
  const from = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return state.src.slice(from, Math.min(state.eMarks[line] ?? from, from + 400));
}

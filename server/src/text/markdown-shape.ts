import type { Token } from 'markdown-it';

/** Emphasis inside emphasis; what lies deeper shows its markup. */
const maxEmphasis = 12;
const emphasis = /^(?:strong|em|s)_(?:open|close)$/;

/** Fits parsed Markdown into a page: headings below the page's own, alignment as a fact, no depth. */
export function shapeBlocks(tokens: Token[]): void {
  for (const token of tokens) {
    if (token.type.startsWith('heading_')) lowerHeading(token);
    if (token.type === 'th_open' || token.type === 'td_open') alignCell(token);
    for (const child of token.children ?? []) flattenEmphasis(child);
  }
}

function lowerHeading(token: Token): void {
  token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 2)}`;
}

/** Styles in attributes are refused by the page's content policy. */
function alignCell(token: Token): void {
  const align = /^text-align:(left|right|center)$/.exec(String(token.attrGet('style') ?? ''))?.[1];
  token.attrs = align ? [['data-align', align]] : null;
}

function flattenEmphasis(token: Token): void {
  if (!emphasis.test(token.type) || token.level < maxEmphasis) return;
  Object.assign(token, { type: 'text', tag: '', nesting: 0, content: token.markup });
}

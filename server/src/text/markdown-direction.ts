import type { Token } from 'markdown-it';

const leaves = new Set(['paragraph_open', 'heading_open', 'th_open', 'td_open', 'summary_open']);
const containers = new Set([
  'blockquote_open',
  'bullet_list_open',
  'ordered_list_open',
  'list_item_open',
  'table_open',
  'spoiler_open',
]);
const strong = /\p{L}/u;
const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Mandaic}\p{Script=Samaritan}\p{Script=Hanifi_Rohingya}]/u;

/**
 * Gives every block the direction of its own text. `dir="auto"` does not look into children that
 * have a direction, so a container whose text starts right to left says so itself.
 */
export function directBlocks(tokens: Token[]): void {
  const open: (Token | null)[] = [];
  for (const token of tokens) {
    if (leaves.has(token.type) && !token.hidden) token.attrSet('dir', 'auto');
    if (containers.has(token.type)) token.attrSet('dir', 'auto');
    if (token.nesting === 1) open.push(containers.has(token.type) ? token : null);
    if (token.nesting === -1) open.pop();
    if (token.type === 'inline') settle(open, token);
  }
}

/** The first strong letter of a container settles its direction. */
function settle(open: (Token | null)[], inline: Token): void {
  const letter = firstStrong(inline);
  if (letter === undefined) return;
  for (const [index, container] of open.entries()) {
    if (container && rightToLeft.test(letter)) container.attrSet('dir', 'rtl');
    if (container) open[index] = null;
  }
}

function firstStrong(inline: Token): string | undefined {
  for (const child of inline.children ?? []) {
    const letter = child.type === 'text' ? strong.exec(child.content)?.[0] : undefined;
    if (letter !== undefined) return letter;
  }
  return undefined;
}

import highlighter from 'highlight.js/lib/common';
import type { Token } from 'markdown-it';
import { escapeHtml } from './sanitize.ts';

/** Characters of code in one text that are coloured; grammars are not fast on everything. */
const maxCode = 12_000;

/** Code as HTML with classes for its parts; null when the language is unknown or it is too long. */
export function highlightCode(code: string, language: string): string | null {
  if (code.length > maxCode || !highlighter.getLanguage(language)) return null;
  try {
    return highlighter.highlight(code, { language, ignoreIllegals: true }).value;
  } catch {
    // A grammar that fails on odd code: it reads without colours.
    return null;
  }
}

/** The language a block of code says it is in. */
export function languageOfCode(token: Token | undefined): string | undefined {
  return /^[\w+#.-]{1,30}/.exec(token?.info.trim() ?? '')?.[0];
}

/** Colours the blocks of one text until their budget is used up. */
export function colourBlocks(tokens: Token[]): void {
  let left = maxCode;
  for (const token of tokens) {
    const language = token.type === 'fence' ? languageOfCode(token)?.toLowerCase() : undefined;
    if (!language || token.content.length > left) continue;
    left -= token.content.length;
    const html = highlightCode(token.content, language);
    if (html !== null) token.meta = { html };
  }
}

/** A block of code as safe HTML, with colours where it has some. */
export function codeHtml(token: Token | undefined): string {
  const html: unknown = token?.meta?.html;
  return typeof html === 'string' ? html : escapeHtml(token?.content ?? '');
}

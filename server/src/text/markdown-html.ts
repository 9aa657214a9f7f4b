import type { RendererRule } from 'markdown-it';
import { fileAddress, isWebAddress } from './addresses.ts';
import { mentionHtml, personOf } from './markdown-mentions.ts';
import { inlineWords } from './markdown-text.ts';
import { escapeHtml } from './sanitize.ts';

/**
 * Uploads only. A picture elsewhere would tell its server who reads, and when,
 * children among them: it becomes a link, or its description inside a link.
 */
const image: RendererRule = (tokens, index) => {
  const source = String(tokens[index]?.attrGet('src') ?? '');
  const alt = escapeHtml(inlineWords(tokens[index]?.children ?? []));
  if (fileAddress.test(source))
    return `<img src="${escapeHtml(source)}" alt="${alt}" loading="lazy" decoding="async">`;
  const isLinked = tokens[index - 1]?.type === 'link_open';
  if (isLinked || !isWebAddress(source)) return alt;
  const address = escapeHtml(source);
  return `<a href="${address}" rel="nofollow ugc noopener">${alt || address}</a>`;
};

const code: RendererRule = (tokens, index) => {
  const token = tokens[index];
  const language = /^[\w+#.-]{1,30}/.exec(token?.info.trim() ?? '')?.[0];
  const mark = language ? ` class="language-${escapeHtml(language)}"` : '';
  return `<pre dir="ltr"><code${mark}>${escapeHtml(token?.content ?? '')}</code></pre>\n`;
};

const inlineCode: RendererRule = (tokens, index) =>
  `<code dir="ltr">${escapeHtml(tokens[index]?.content ?? '')}</code>`;

const mention: RendererRule = (tokens, index) => {
  const token = tokens[index];
  const person = token && personOf(token);
  return person ? mentionHtml(person) : escapeHtml(token?.content ?? '');
};

const link: RendererRule = (tokens, index) =>
  `<a href="${escapeHtml(String(tokens[index]?.attrGet('href') ?? ''))}" rel="nofollow ugc noopener">`;

/** How tokens become HTML where it differs from plain CommonMark. */
export const htmlRules: Record<string, RendererRule> = {
  image,
  fence: code,
  code_block: code,
  code_inline: inlineCode,
  mention,
  link_open: link,
};

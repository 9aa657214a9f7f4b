import type { RendererRule, Token } from 'markdown-it';
import { fileAddress, isWebAddress } from './addresses.ts';
import { codeHtml, languageOfCode } from './highlight.ts';
import { callingHtml, mentionHtml, personOf } from './markdown-mentions.ts';
import { noteOf } from './markdown-notes.ts';
import { linkToWhole } from './markdown-pictures.ts';
import { inlineWords } from './markdown-text.ts';
import { escapeHtml } from './sanitize.ts';

/** Its place on the page and its smaller versions, as far as they are known (markdown-pictures.ts). */
const sizeOf = (token: Token) =>
  ['width', 'height', 'srcset', 'sizes']
    .map((name) => [name, token.attrGet(name)] as const)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`)
    .join('');

/**
 * Uploads only. A picture elsewhere would tell its server who reads, and when,
 * children among them: it becomes a link, or its description inside a link.
 */
const image: RendererRule = (tokens, index) => {
  const token = tokens[index];
  const source = String(token?.attrGet('src') ?? '');
  const alt = escapeHtml(inlineWords(token?.children ?? []));
  if (token && fileAddress.test(source)) {
    const address = escapeHtml(source);
    const html = `<img src="${address}"${sizeOf(token)} alt="${alt}" loading="lazy" decoding="async">`;
    return linkToWhole(token, { address, image: html, alt });
  }
  const isLinked = tokens[index - 1]?.type === 'link_open';
  if (isLinked || !isWebAddress(source)) return alt;
  const address = escapeHtml(source);
  return `<a href="${address}" rel="nofollow ugc noopener">${alt || address}</a>`;
};

const code: RendererRule = (tokens, index) => {
  const token = tokens[index];
  const language = languageOfCode(token);
  const mark = language ? ` class="language-${escapeHtml(language)}"` : '';
  return `<pre dir="ltr"><code${mark}>${codeHtml(token)}</code></pre>\n`;
};

const inlineCode: RendererRule = (tokens, index) =>
  `<code dir="ltr">${escapeHtml(tokens[index]?.content ?? '')}</code>`;

const mention: RendererRule = (tokens, index) => {
  const token = tokens[index];
  const person = token && personOf(token);
  return person ? mentionHtml(person) : escapeHtml(token?.content ?? '');
};

const calling: RendererRule = (tokens, index) => callingHtml(tokens[index]?.content ?? '');

const link: RendererRule = (tokens, index) =>
  `<a href="${escapeHtml(String(tokens[index]?.attrGet('href') ?? ''))}" rel="nofollow ugc noopener">`;

const inlineMath: RendererRule = (tokens, index) => {
  const token = tokens[index];
  const mark = token?.markup === '$$' ? 'math math-wide' : 'math';
  return `<code class="${mark}" dir="ltr">${escapeHtml(token?.content ?? '')}</code>`;
};

const blockMath: RendererRule = (tokens, index) =>
  `<pre dir="ltr"><code class="math math-wide">${escapeHtml(tokens[index]?.content ?? '')}</code></pre>\n`;

const time: RendererRule = (tokens, index) => {
  const token = tokens[index];
  const attribute = (name: string) => `${name}="${escapeHtml(String(token?.attrGet(name) ?? ''))}"`;
  const attributes = ['datetime', 'title', 'data-zone'].map(attribute).join(' ');
  return `<time ${attributes}>${escapeHtml(token?.content ?? '')}</time>`;
};

/** The post's number takes the place of `~`, so that ids are unique on a page of many posts. */
const noteReference: RendererRule = (tokens, index) => {
  const { number } = noteOf(tokens[index]);
  const isFirst = tokens[index]?.meta?.nth === 1;
  const id = isFirst ? ` id="note~${number}-r"` : '';
  return `<sup${id}><a href="#note~${number}">${number}</a></sup>`;
};

const noteOpen: RendererRule = (tokens, index) => `<li id="note~${noteOf(tokens[index]).number}">`;

const noteBack: RendererRule = (tokens, index) => {
  const { number, references } = noteOf(tokens[index]);
  return references > 0 ? ` <sup><a href="#note~${number}-r">↩</a></sup>` : '';
};

/** A wide table scrolls inside its own box. */
const tableOpen: RendererRule = (...[tokens, index, options, , renderer]) =>
  `<div class="table-box">${renderer.renderToken(tokens, index, options)}`;

/** How tokens become HTML where it differs from plain CommonMark. */
export const htmlRules: Record<string, RendererRule> = {
  image,
  fence: code,
  code_block: code,
  code_inline: inlineCode,
  mention,
  calling,
  link_open: link,
  math_inline: inlineMath,
  math_block: blockMath,
  time,
  note_reference: noteReference,
  note_open: noteOpen,
  note_back: noteBack,
  notes_open: () => '<ol class="notes">\n',
  table_open: tableOpen,
  table_close: () => '</table></div>\n',
};

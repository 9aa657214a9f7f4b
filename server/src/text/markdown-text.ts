import type { Token } from 'markdown-it';
import { fileAddress } from './addresses.ts';
import { type MentionedPerson, personOf } from './markdown-mentions.ts';

export interface Collected {
  mentions: MentionedPerson[];
  quoted: MentionedPerson[];
  links: string[];
  files: string[];
  text: string;
  excerpt: string;
}

const maxLinks = 50;

/** What the rest of the hub wants to know of a text: words, people, addresses. */
export function collect(tokens: Token[]): Collected {
  const all: string[] = [];
  const own: string[] = [];
  const mentions = new Map<string, MentionedPerson>();
  const quoted = new Map<string, MentionedPerson>();
  let quotes = 0;
  let spoilers = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'blockquote_open') quotes += 1;
    if (token.type === 'blockquote_close') quotes -= 1;
    if (token.type === 'spoiler_open') spoilers += 1;
    if (token.type === 'spoiler_close') spoilers -= 1;
    const words = wordsOf(token);
    if (words !== '') all.push(words);
    // What is behind a press is not told beforehand by a snippet.
    if (words !== '' && quotes === 0 && spoilers === 0) own.push(words);
    const people = (token.children ?? []).map(personOf).filter((person) => person !== null);
    if (quotes === 0) for (const person of people) mentions.set(person.id, person);
    const opener =
      quotes === 1 && opensQuote(tokens, index) ? personOf(token.children?.[0] ?? token) : null;
    if (opener) quoted.set(opener.id, opener);
  }
  const text = all.join('\n');
  return {
    mentions: [...mentions.values()],
    quoted: [...quoted.values()],
    ...addressesOf(tokens),
    text,
    excerpt: own.join('\n') || text,
  };
}

/** Whether this is the first line of a quote. */
function opensQuote(tokens: Token[], index: number): boolean {
  return tokens[index]?.type === 'inline' && tokens[index - 2]?.type === 'blockquote_open';
}

function wordsOf(token: Token): string {
  if (['fence', 'code_block', 'math_block'].includes(token.type)) return token.content.trim();
  if (token.type !== 'inline') return '';
  return inlineWords(token.children ?? []).trim();
}

/** The words of a line, descriptions of pictures included. */
export function inlineWords(children: Token[]): string {
  return children
    .map((child) => {
      if (child.type === 'softbreak' || child.type === 'hardbreak') return '\n';
      return child.type === 'image' ? inlineWords(child.children ?? []) : child.content;
    })
    .join('');
}

function addressesOf(tokens: Token[]): { links: string[]; files: string[] } {
  const links = new Set<string>();
  const files = new Set<string>();
  for (const child of tokens.flatMap((token) => token.children ?? [])) {
    const address = String(child.attrGet(child.type === 'image' ? 'src' : 'href') ?? '');
    if (child.type === 'link_open' && /^https?:/i.test(address)) links.add(address);
    const file = fileAddress.exec(address)?.[1];
    if (file) files.add(file);
  }
  return { links: [...links].slice(0, maxLinks), files: [...files] };
}

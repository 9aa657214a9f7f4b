import type { Drawn } from '@jembatan/shared/reading';
import type { PageHead } from '../features/publishing/index.ts';

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export interface PageParts {
  head: PageHead;
  drawn: Drawn | null;
  styles: readonly string[];
  /** Of the hub, without a slash at its end. */
  origin: string;
  /** It stays as it was drawn: the client would show a part of it in its place. */
  stays: boolean;
}

/** The shell of the client with the page in it, until the client itself takes over. */
export function fillShell(shell: string, parts: PageParts): string {
  const { drawn } = parts;
  const headed = shell.replace(/<title>[^<]*<\/title>/, () => headHtml(parts));
  if (!drawn) return headed;
  const marks = parts.stays ? ' class="stays"' : '';
  const page = headed
    .replace(/<html [^>]*>/, () => `<html lang="${drawn.language}" dir="${drawn.direction}">`)
    .replace(
      '<div id="app"></div>',
      () => `<div id="served"${marks}>${drawn.html}</div><div id="app" hidden></div>`,
    );
  return parts.stays ? page.replaceAll(clientScripts, '') : page;
}

/** What starts the client, as its build writes it into the shell. */
const clientScripts = /<script type="module"[^>]*><\/script>|<link rel="modulepreload"[^>]*>/g;

function headHtml({ head, styles, origin }: PageParts): string {
  const title = escapeHtml(head.title);
  const address = (path: string) => escapeHtml(origin + encodeURI(path));
  const link = (rel: string, path: string | null) =>
    path === null ? '' : `<link rel="${rel}" href="${address(path)}">`;
  return [
    `<title>${title} · Jembatan</title>`,
    // Relative: the same page whatever name the hub is reached by.
    `<link rel="canonical" href="${escapeHtml(encodeURI(head.canonicalPath))}">`,
    link('prev', head.prev),
    link('next', head.next),
    `<link rel="alternate" type="application/atom+xml" title="${title}" href="${address(head.feedPath)}">`,
    ...styles.map((style) => `<link rel="stylesheet" href="${style}">`),
    `<meta name="description" content="${escapeHtml(head.description)}">`,
    ...openGraph(head, address),
    structuredData(head),
  ].join('');
}

/** https://ogp.me: what others show of a link. */
function openGraph(head: PageHead, address: (path: string) => string): string[] {
  const property = (name: string, content: string) =>
    `<meta property="og:${name}" content="${content}">`;
  return [
    property('title', escapeHtml(head.title)),
    property('description', escapeHtml(head.description)),
    property('type', head.type),
    property('site_name', 'Jembatan'),
    property('url', address(head.canonicalPath)),
    property('image', head.image ? address(head.image) : address('/icons/icon-512.png')),
  ];
}

/** Data, no script: but nothing in it may end the element it stands in. */
function structuredData({ structured }: PageHead): string {
  if (!structured) return '';
  const json = JSON.stringify(structured).replaceAll('<', '\\u003c');
  return `<script type="application/ld+json">${json}</script>`;
}

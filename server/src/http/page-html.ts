import type { Drawn } from '@jembatan/shared/reading';
import type { PageHead } from '../features/publishing/index.ts';
import { encodePath } from '../kernel/encode-path.ts';

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export interface PageParts {
  head: PageHead;
  drawn: Drawn | null;
  styles: readonly string[];
  /** Of the hub, without a slash at its end. */
  origin: string;
  /**
   * `stays`: as it was drawn, for the client would show a part of it in its place. `strangers`: those
   * who are signed in see another page at this address, and this one never.
   */
  mark: 'stays' | 'strangers' | null;
}

/** The shell of the client with the page in it, until the client itself takes over. */
export function fillShell(shell: string, parts: PageParts): string {
  const { drawn } = parts;
  const headed = shell.replace(/<title>[^<]*<\/title>/, () => headHtml(parts));
  if (!drawn) return headed;
  const marks = parts.mark ? ` class="${parts.mark}"` : '';
  const page = headed
    .replace(/<html [^>]*>/, () => `<html lang="${drawn.language}" dir="${drawn.direction}">`)
    .replace(
      '<div id="app"></div>',
      () => `<div id="served"${marks}>${drawn.html}</div><div id="app" hidden></div>`,
    );
  return parts.mark === 'stays' ? page.replaceAll(clientScripts, '') : page;
}

/** What starts the client, as its build writes it into the shell. */
const clientScripts = /<script type="module"[^>]*><\/script>|<link rel="modulepreload"[^>]*>/g;

const hubName = 'Jembatan';

function headHtml({ head, drawn, styles, origin }: PageParts): string {
  const title = escapeHtml(head.title ?? drawn?.about?.title ?? hubName);
  const description = escapeHtml(head.description ?? drawn?.about?.description ?? '');
  const address = (path: string) => escapeHtml(origin + encodePath(path));
  const link = (rel: string, path: string | null) =>
    path === null ? '' : `<link rel="${rel}" href="${address(path)}">`;
  return [
    `<title>${title === hubName ? '' : `${title} · `}${hubName}</title>`,
    // Relative: the same page whatever name the hub is reached by.
    `<link rel="canonical" href="${escapeHtml(encodePath(head.canonicalPath))}">`,
    link('prev', head.prev),
    link('next', head.next),
    ...(head.feedPath === null
      ? []
      : [
          `<link rel="alternate" type="application/atom+xml" title="${title}" href="${address(head.feedPath)}">`,
        ]),
    ...(head.speaks ? inLanguages(drawn, address) : []),
    ...styles.map((style) => `<link rel="stylesheet" href="${style}">`),
    `<meta name="description" content="${description}">`,
    ...openGraph({ title, description, head }, address),
    structuredData(head),
  ].join('');
}

/** https://developers.google.com/search/docs/specialty/international: the same page in other words. */
function inLanguages(drawn: Drawn | null, address: (path: string) => string): string[] {
  const link = (tag: string, path: string) =>
    `<link rel="alternate" hreflang="${tag}" href="${address(path)}">`;
  const spoken = drawn?.about?.languages ?? [];
  return [...spoken.map((tag) => link(tag, `/?lang=${tag}`)), link('x-default', '/')];
}

interface Card {
  /** Escaped already. */
  title: string;
  description: string;
  head: PageHead;
}

/** https://ogp.me: what others show of a link. */
function openGraph(
  { title, description, head }: Card,
  address: (path: string) => string,
): string[] {
  const property = (name: string, content: string) =>
    `<meta property="og:${name}" content="${content}">`;
  return [
    property('title', title),
    property('description', description),
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

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import express, { type Response, type Router } from 'express';
import type { Logger } from '../kernel/logger.ts';
import { packedFiles } from './packed-files.ts';

/** What a page's address leads to, for a visitor: a title and the canonical address, or nothing to be said. */
export interface PublicPage {
  title: string;
  description: string;
  /** Path with the slug. */
  canonicalPath: string;
}

export interface PageDeps {
  router: Router;
  /** Folder of the built client. */
  clientDir: string;
  /** Looks a thread or community up as a visitor; null when missing or not public: no difference is shown. */
  findPublic: (kind: 'thread' | 'community', id: string) => Promise<PublicPage | null>;
  logger: Logger;
}

const hashed = { immutable: true, maxAge: '365d', index: false } as const;
/** Whatever stands where the slug belongs leads to the right one, also what is no text at all. */
const addresses = [
  [/^\/t\/([0-9a-f]{24})(?:\/.*)?$/, 'thread'],
  // Pages of a community have their own names below its id.
  [
    /^\/c\/([0-9a-f]{24})(?:\/(?!(?:members|invites|requests|groups|spaces|sessions|settings|moderation|new)$)[^/]*)?$/,
    'community',
  ],
] as const;

const queryOf = (url: string) => (url.includes('?') ? url.slice(url.indexOf('?')) : '');

/** Serves the client, and the addresses of its pages. */
export function mountPages({ router, clientDir, findPublic, logger }: PageDeps): void {
  const shell = loadShell(clientDir, logger);
  router.use(
    '/assets',
    packedFiles(join(clientDir, 'assets')),
    express.static(join(clientDir, 'assets'), hashed),
    (_req, res) => void res.status(404).end(),
  );
  router.use(express.static(clientDir, { index: false, maxAge: '1h' }));
  for (const [path, kind] of addresses) {
    router.get(path, async (req, res, next) => {
      const page = await findPublic(kind, String(req.params[0]));
      if (!page) return next();
      const canonical = encodeURI(page.canonicalPath);
      if (req.path !== canonical)
        return void res.redirect(302, canonical + queryOf(req.originalUrl));
      send(res, withHead(shell, page), 200);
    });
  }
  router.get('/{*path}', (req, res, next) => {
    if (!req.accepts('html')) return next();
    send(res, shell, isKnownPage(req.path) ? 200 : 404);
  });
}

const knownPages =
  /^\/(?:$|(?:c|t|sessions|people|invite|communities|spaces|s)(?:\/|$)|(?:search|moderation|notifications|live|me|sign-in|sign-up|admin-link|forums|welcome)(?:\/|$))/;
const privatePages = /^\/(?:c|t)\//;

/** Threads and communities that are not public get the same neutral shell as missing ones. */
function isKnownPage(path: string): boolean {
  return knownPages.test(path) && !privatePages.test(path);
}

function send(res: Response, html: string, status: number): void {
  res.status(status).set('Cache-Control', 'no-cache').type('html').send(html);
}

function loadShell(clientDir: string, logger: Logger): string {
  const file = resolve(clientDir, 'index.html');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  logger.warn({}, 'the client is not built: pages are empty');
  return '<!doctype html><meta charset="utf-8"><title>Jembatan</title>';
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function withHead(shell: string, page: PublicPage): string {
  const title = escapeHtml(page.title);
  const head = `<title>${title} · Jembatan</title><link rel="canonical" href="${escapeHtml(encodeURI(page.canonicalPath))}"><meta name="description" content="${escapeHtml(page.description)}"><meta property="og:title" content="${title}">`;
  return shell.replace(/<title>[^<]*<\/title>/, () => head);
}

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import express, { type Request, type Response, type Router } from 'express';
import type { Kind, Part, PublicPage, Publishing } from '../features/publishing/index.ts';
import { encodePath } from '../kernel/encode-path.ts';
import type { Logger } from '../kernel/logger.ts';
import { mountFeeds } from './feeds.ts';
import { originOf, queryOf } from './origin.ts';
import { packedFiles } from './packed-files.ts';
import { fillShell } from './page-html.ts';
import { loadReader, type Reader } from './reader.ts';
import { sendPacked } from './send-packed.ts';
import { wantedLanguages } from './wanted-languages.ts';

export interface PageDeps {
  router: Router;
  /** Folder of the built client. */
  clientDir: string;
  publishing: Publishing;
  publicUrl: string | null;
  logger: Logger;
}

const hashed = { immutable: true, maxAge: '365d', index: false } as const;
/** The hub's own pages; who is signed in sees others there. */
const hubPages: [string, Kind][] = [
  ['/', 'start'],
  ['/communities', 'communities'],
];
/** Whatever stands where the slug belongs leads to the right one, also what is no text at all. */
const addresses: [RegExp, Kind][] = [
  [/^\/t\/([0-9a-f]{24})(?:\/.*)?$/, 'thread'],
  // Pages of a forum and of a community have their own names below its id.
  [/^\/spaces\/([0-9a-f]{24})(?:\/(?!(?:threads|settings)(?:\/|$))[^/]*)?$/, 'space'],
  [
    /^\/c\/([0-9a-f]{24})(?:\/(?!(?:members|invites|requests|groups|spaces|sessions|settings|moderation|new)$)[^/]*)?$/,
    'community',
  ],
  [/^\/communities\/([0-9a-f]{24})\/tags\/([^/]+)$/, 'tag'],
];

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

const partOf = ({ query, params }: Request): Part => ({
  page: textOf(query.page),
  after: textOf(query.after),
  print: 'print' in query,
  tag: textOf(params[1]) ?? textOf(query.tag),
});

/** Serves the client, and the addresses of its pages. */
export function mountPages({ router, clientDir, logger, ...deps }: PageDeps): void {
  const shell = loadShell(clientDir, logger);
  const reader = loadReader(clientDir, logger);
  router.use(
    '/assets',
    packedFiles(join(clientDir, 'assets')),
    express.static(join(clientDir, 'assets'), hashed),
    (_req, res) => void res.status(404).end(),
  );
  router.use(express.static(clientDir, { index: false, maxAge: '1h' }));
  mountFeeds({ router, ...deps });
  const send = createPublicSender({ shell, reader, publicUrl: deps.publicUrl });
  for (const [path, kind] of addresses) {
    router.get(path, async (req, res, next) => {
      const page = await deps.publishing.findPage(kind, String(req.params[0]), partOf(req));
      if (!page) return next();
      const canonical = encodePath(page.path);
      if (req.path !== canonical)
        return void res.redirect(302, canonical + queryOf(req.originalUrl));
      await send(req, res, page);
    });
  }
  for (const [path, kind] of hubPages) {
    router.get(path, async (req, res, next) => {
      // The app opens here even while nothing can be read: it says so itself.
      const page = await deps.publishing.findPage(kind, '', partOf(req)).catch((err: unknown) => {
        logger.warn({ err, path }, 'a page is sent empty');
        return null;
      });
      if (!page) return next();
      await send(req, res, page);
    });
  }
  router.get('/{*path}', async (req, res, next) => {
    if (!req.accepts('html')) return next();
    const status = isKnownPage(req.path) ? 200 : 404;
    await sendPacked(req, res, { text: shell, type: 'html', status });
  });
}

interface SenderDeps {
  shell: string;
  reader: Promise<Reader | null>;
  publicUrl: string | null;
}

/** A public page reads as it comes, in the reader's language; then the client takes over. */
function createPublicSender({ shell, reader, publicUrl }: SenderDeps) {
  return async (req: Request, res: Response, { reading, head }: PublicPage): Promise<void> => {
    const drawer = await reader;
    const drawn = drawer && (await drawer.draw(reading, wantedLanguages(req, res)));
    const styles = drawer?.stylesOf(reading) ?? [];
    const spoken =
      head.speaks && drawn && drawn.language === req.query.lang ? drawn.language : null;
    const text = fillShell(shell, {
      // Asked for by its own address, it is a page of its own.
      head: spoken ? { ...head, canonicalPath: `${head.canonicalPath}?lang=${spoken}` } : head,
      ...{ drawn, styles, mark: markOf(reading), origin: originOf(req, publicUrl) },
    });
    await sendPacked(req, res, { text, type: 'html', vary: 'Accept-Language, Cookie' });
  };
}

function markOf(reading: PublicPage['reading']): 'stays' | 'strangers' | null {
  if (reading.kind === 'start' || reading.kind === 'communities') return 'strangers';
  return reading.kind === 'thread' && reading.whole ? 'stays' : null;
}

const knownPages =
  /^\/(?:$|(?:c|t|sessions|people|invite|communities|spaces|s)(?:\/|$)|(?:search|moderation|notifications|live|me|print|sign-in|sign-up|admin-link|forums|welcome)(?:\/|$))/;
const privatePages = /^\/(?:c|t)\//;

/** Threads and communities that are not public get the same neutral shell as missing ones. */
function isKnownPage(path: string): boolean {
  return knownPages.test(path) && !privatePages.test(path);
}

function loadShell(clientDir: string, logger: Logger): string {
  const file = resolve(clientDir, 'index.html');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  logger.warn({}, 'the client is not built: pages are empty');
  return '<!doctype html><meta charset="utf-8"><title>Jembatan</title>';
}

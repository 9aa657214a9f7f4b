import type { Request, Router } from 'express';
import type { PlaceKind, Publishing } from '../features/publishing/index.ts';
import { encodePath } from '../kernel/encode-path.ts';
import { originOf, queryOf } from './origin.ts';
import { sendPacked } from './send-packed.ts';

export interface FeedRoutes {
  router: Router;
  publishing: Pick<Publishing, 'findFeed' | 'sitemap'>;
  publicUrl: string | null;
}

const feeds: [RegExp, PlaceKind][] = [
  [/^\/feeds\/t\/([0-9a-f]{24})$/, 'thread'],
  [/^\/feeds\/spaces\/([0-9a-f]{24})$/, 'space'],
  [/^\/feeds\/c\/([0-9a-f]{24})$/, 'community'],
  [/^\/feeds\/c\/([0-9a-f]{24})\/tags\/([^/]+)$/, 'tag'],
];

const listOf = (name: unknown) => (name === 'places' || name === 'tags' ? name : 'threads');

/** Feeds, and what search engines ask for before anything else. */
export function mountFeeds({ router, publishing, publicUrl }: FeedRoutes): void {
  const { sitemap } = publishing;
  const origin = (req: Request) => originOf(req, publicUrl);
  for (const [path, kind] of feeds)
    router.get(path, async (req, res, next) => {
      const { after } = req.query;
      const found = await publishing.findFeed(kind, String(req.params[0]), {
        ...{ origin: origin(req), after: typeof after === 'string' ? after : undefined },
        tag: req.params[1],
      });
      if (!found) return next();
      const { text } = found;
      const path = encodePath(found.path);
      // Another name of a tag leads to its first one.
      if (req.path !== path) return void res.redirect(302, path + queryOf(req.originalUrl));
      await sendPacked(req, res, { text, type: 'application/atom+xml' });
    });
  router.get('/sitemap.xml', async (req, res) => {
    const text = await sitemap.index(origin(req));
    await sendPacked(req, res, { text, type: 'application/xml' });
  });
  router.get('/sitemaps/hub.xml', async (req, res) => {
    await sendPacked(req, res, { text: sitemap.hub(origin(req)), type: 'application/xml' });
  });
  router.get(/^\/sitemaps\/(places|threads|tags)-(\d{1,10})\.xml$/, async (req, res, next) => {
    const text = await sitemap[listOf(req.params[0])](Number(req.params[1]), origin(req));
    if (text === null) return next();
    await sendPacked(req, res, { text, type: 'application/xml' });
  });
  router.get('/robots.txt', async (req, res) => {
    const text = `User-agent: *\nDisallow: /api/\nDisallow: /files/\nDisallow: /sign-in\nSitemap: ${origin(req)}/sitemap.xml\n`;
    await sendPacked(req, res, { text, type: 'text/plain' });
  });
}

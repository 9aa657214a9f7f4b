import type { Request, Router } from 'express';
import type { PlaceKind, Publishing } from '../features/publishing/index.ts';
import { originOf } from './origin.ts';
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
];

/** Feeds, and what search engines ask for before anything else. */
export function mountFeeds({ router, publishing, publicUrl }: FeedRoutes): void {
  const { sitemap } = publishing;
  const origin = (req: Request) => originOf(req, publicUrl);
  for (const [path, kind] of feeds)
    router.get(path, async (req, res, next) => {
      const { after } = req.query;
      const text = await publishing.findFeed(kind, String(req.params[0]), {
        ...{ origin: origin(req), after: typeof after === 'string' ? after : undefined },
      });
      if (text === null) return next();
      await sendPacked(req, res, { text, type: 'application/atom+xml' });
    });
  router.get('/sitemap.xml', async (req, res) => {
    const text = await sitemap.index(origin(req));
    await sendPacked(req, res, { text, type: 'application/xml' });
  });
  router.get('/sitemaps/hub.xml', async (req, res) => {
    await sendPacked(req, res, { text: sitemap.hub(origin(req)), type: 'application/xml' });
  });
  router.get(/^\/sitemaps\/(places|threads)-(\d{1,10})\.xml$/, async (req, res, next) => {
    const of = req.params[0] === 'places' ? sitemap.places : sitemap.threads;
    const text = await of(Number(req.params[1]), origin(req));
    if (text === null) return next();
    await sendPacked(req, res, { text, type: 'application/xml' });
  });
  router.get('/robots.txt', async (req, res) => {
    const text = `User-agent: *\nDisallow: /api/\nDisallow: /files/\nDisallow: /sign-in\nSitemap: ${origin(req)}/sitemap.xml\n`;
    await sendPacked(req, res, { text, type: 'text/plain' });
  });
}

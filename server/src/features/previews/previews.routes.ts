import { forbidden, notFound } from '@jembatan/shared/errors';
import { previewRoutes } from '@jembatan/shared/previews.contract';
import type { Router } from 'express';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Place } from '../../permissions/facts.ts';
import { canChoosePreviews } from '../../permissions/previews.rules.ts';
import type { Threads } from '../threads/index.ts';
import type { PreviewsRepository } from './previews.repository.ts';

export interface PreviewRouteDeps {
  previews: PreviewsRepository;
  threads: Pick<Threads, 'previewing'>;
  getReadablePlace: (actor: Actor, communityId: string) => Promise<Place>;
  /** The hub makes previews. */
  on: boolean;
}

export function mountPreviews(router: RouteBinder, deps: PreviewRouteDeps): void {
  const { previews, threads, getReadablePlace, on } = deps;
  router.bind(previewRoutes.removePreview, ({ actor, params }) =>
    threads.previewing.removePreview(actor, params.id, params.preview),
  );
  router.bind(previewRoutes.getPreviewChoice, async ({ actor, params }) => {
    await getReadablePlace(actor, params.id);
    return { on, allowed: await previews.isAllowed(params.id) };
  });
  router.bind(previewRoutes.setPreviewChoice, async ({ actor, params, body }) => {
    if (!canChoosePreviews(actor, await getReadablePlace(actor, params.id))) throw forbidden();
    await previews.setAllowed(params.id, body.allowed);
    return { on, allowed: body.allowed };
  });
}

/** Pictures of previews, for whoever has their address, which nobody can guess. */
export function mountPictures(
  root: Router,
  { previews }: Pick<PreviewRouteDeps, 'previews'>,
): void {
  root.get('/files/previews/:name', async (req, res) => {
    req.routeName = '/files/previews/:name';
    const token = /^([\w-]{24})\.webp$/.exec(req.params.name)?.[1];
    const bytes = token ? await previews.findPicture(token) : null;
    if (!bytes) throw notFound('file');
    res.writeHead(200, {
      'Content-Type': 'image/webp',
      'Content-Length': bytes.length,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, max-age=31536000, immutable',
    });
    res.end(bytes);
  });
}

import { apiBase } from '@jembatan/shared/app.protocol';
import { AppError, notFound } from '@jembatan/shared/errors';
import { resumableId } from '@jembatan/shared/ids';
import { type ResumableView, resumableRoutes } from '@jembatan/shared/resumable.contract';
import type { RequestHandler, Response, Router } from 'express';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Limiter } from '../../platform/limiter.ts';
import { type Authenticate, requireUploader } from './receive.ts';
import type { ResumableService } from './resumable.service.ts';
import { ChecksumError, piecesOf } from './spool.ts';
import { announcedBy, checksumOf, describeTus, isSpoken, offsetOf, speakTus } from './tus.ts';

const { createResumable, getResumable, appendResumable, dropResumable } = resumableRoutes;

/** What is stored at a time while a part comes in: so much is lost at most when a server ends. */
const pieceBytes = 1_048_576;
/** The status of the protocol for a part whose sum is another one. */
const checksumStatus = 460;

export interface PartsReceiverDeps {
  service: ResumableService;
  authenticate: Authenticate;
  limiter: Limiter;
}

/**
 * Stands before the routes: says what is spoken, and takes parts in, since a
 * slow line may take longer than an answer. The route then concludes.
 */
export function mountPartsReceiver(api: Router, deps: PartsReceiverDeps): void {
  api.options([createResumable.path, getResumable.path], (_req, res) => {
    speakTus(res);
    describeTus(res);
    res.status(204).end();
  });
  api.use(createResumable.path, (req, res, next) => {
    speakTus(res);
    if (isSpoken(req, res)) next();
  });
  api.patch(appendResumable.path, createPartsReceiver(deps));
}

function createPartsReceiver({ service, authenticate, limiter }: PartsReceiverDeps) {
  const receive: RequestHandler = async (req, res, next) => {
    const actor = requireUploader(await authenticate(req.get('authorization')));
    await limiter.take(actor.id);
    if (!req.is('application/offset+octet-stream')) throw new AppError('unsupported-media');
    const id = resumableId.safeParse(req.params.id);
    if (!id.success) throw notFound('upload');
    const said = req.get('content-length');
    const pieces = piecesOf(req, { pieceBytes, checksum: checksumOf(req) });
    try {
      const bytes = said === undefined ? null : Number(said);
      await service.append(actor, id.data, { offset: offsetOf(req), bytes, pieces });
    } catch (error) {
      if (!(error instanceof ChecksumError)) throw error;
      res.status(checksumStatus).end();
      return;
    }
    if (req.complete) next();
  };
  return receive;
}

export function mountResumable(router: RouteBinder, service: ResumableService): void {
  router.bindRaw(createResumable, async ({ actor }, req, res) => {
    const view = await service.begin(actor, announcedBy(req));
    progress(res, view).location(`${apiBase}${createResumable.path}/${view.id}`);
    res.status(201).end();
    return undefined;
  });
  router.bindRaw(getResumable, async ({ actor, params }, _req, res) => {
    const view = await service.get(actor, params.id);
    progress(res, view);
    return view;
  });
  router.bindRaw(appendResumable, async ({ actor, params }, _req, res) => {
    progress(res, await service.conclude(actor, params.id));
    return undefined;
  });
  router.bind(dropResumable, ({ actor, params }) => service.drop(actor, params.id));
}

/** How far it is, in the protocol's headers. */
function progress(res: Response, { offset, length, expiresAt }: ResumableView): Response {
  return res.set({
    'Upload-Offset': String(offset),
    'Upload-Length': String(length),
    'Upload-Expires': new Date(expiresAt).toUTCString(),
    'Cache-Control': 'private, no-store',
  });
}

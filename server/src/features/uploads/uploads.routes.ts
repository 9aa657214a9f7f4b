import { notFound } from '@jembatan/shared/errors';
import { fileId } from '@jembatan/shared/ids';
import { uploadRoutes } from '@jembatan/shared/uploads.contract';
import type { Request, Response, Router } from 'express';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { BlobStore } from './blobs.store.ts';
import { contentDisposition } from './file-names.ts';
import { isShownInPlace, sentAs } from './file-types.ts';
import type { StoredFile } from './files.repository.ts';
import { requireArrival } from './receive.ts';
import type { UploadsService } from './uploads.service.ts';

export interface UploadRouteDeps {
  service: UploadsService;
  blobs: BlobStore;
  getReadableFile: (actor: Actor, id: string) => Promise<StoredFile>;
}

export function mountUploads(router: RouteBinder, deps: UploadRouteDeps): void {
  router.bindRaw(uploadRoutes.upload, ({ actor }, req) =>
    deps.service.store(actor, requireArrival(req)),
  );
  router.bindRaw(uploadRoutes.getFile, async ({ actor, params }, _req, res) => {
    send(res, await deps.getReadableFile(actor, params.id), deps.blobs);
    return undefined;
  });
}

export interface FilePageDeps extends Pick<UploadRouteDeps, 'blobs' | 'getReadableFile'> {
  /** Who the file cookie of a request belongs to. */
  actorOf: (req: Request) => Promise<Actor>;
}

/** Files at the root, for pictures in pages and for downloads: these send a cookie, no header. */
export function mountFiles(root: Router, { blobs, getReadableFile, actorOf }: FilePageDeps): void {
  root.get('/files/:id', async (req, res) => {
    req.routeName = '/files/:id';
    const id = fileId.safeParse(req.params.id);
    if (!id.success) throw notFound('file');
    send(res, await getReadableFile(await actorOf(req), id.data), blobs);
  });
}

/** Headers that leave a browser nothing to run, whatever the bytes are. */
function send(res: Response, file: StoredFile, blobs: BlobStore): void {
  const disposition = isShownInPlace(file.type) ? 'inline' : 'attachment';
  res.writeHead(200, {
    'Content-Type': sentAs(file.type),
    'Content-Length': file.bytes,
    'Content-Disposition': contentDisposition(disposition, withItsExtension(file)),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  });
  const bytes = blobs.open(file.blobId);
  bytes.once('error', (error) => res.destroy(error));
  res.once('close', () => bytes.destroy());
  bytes.pipe(res);
}

const extensions: Record<string, RegExp> = {
  'image/png': /\.png$/i,
  'image/jpeg': /\.jpe?g$/i,
  'image/webp': /\.webp$/i,
  'image/gif': /\.gif$/i,
};

/** A picture that was named as something else is saved as the picture it is. */
function withItsExtension({ name, type }: StoredFile): string {
  const wanted = extensions[type];
  return !wanted || wanted.test(name) ? name : `${name}.${type.slice('image/'.length)}`;
}

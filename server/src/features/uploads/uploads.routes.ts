import { notFound } from '@jembatan/shared/errors';
import { fileId } from '@jembatan/shared/ids';
import { uploadRoutes } from '@jembatan/shared/uploads.contract';
import type { Request, Response, Router } from 'express';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Span } from './blobs.store.ts';
import type { Blobs } from './blobs.ts';
import { contentDisposition } from './file-names.ts';
import type { FileRulesService } from './file-rules.service.ts';
import { isShownInPlace, sentAs } from './file-types.ts';
import type { StoredFile } from './files.repository.ts';
import { requireArrival } from './receive.ts';
import type { UploadsService } from './uploads.service.ts';

export interface UploadRouteDeps {
  service: UploadsService;
  rules: FileRulesService;
  blobs: Pick<Blobs, 'open'>;
  getReadableFile: (actor: Actor, id: string) => Promise<StoredFile>;
}

export function mountUploads(router: RouteBinder, deps: UploadRouteDeps): void {
  mountRules(router, deps.rules);
  router.bindRaw(uploadRoutes.upload, ({ actor }, req) =>
    deps.service.store(actor, requireArrival(req)),
  );
  router.bindRaw(uploadRoutes.getFile, async ({ actor, params }, req, res) => {
    await send(req, res, { file: await deps.getReadableFile(actor, params.id), blobs: deps.blobs });
    return undefined;
  });
}

function mountRules(router: RouteBinder, rules: FileRulesService): void {
  router.bind(uploadRoutes.getFileRules, ({ actor, params }) => rules.getRules(actor, params.id));
  router.bind(uploadRoutes.setFileRules, ({ actor, params, body }) =>
    rules.setRules(actor, params.id, body),
  );
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
    await send(req, res, { file: await getReadableFile(await actorOf(req), id.data), blobs });
  });
}

interface Sending {
  file: StoredFile;
  blobs: Pick<Blobs, 'open'>;
}

/**
 * The bytes, or the span that was asked for, so that a broken download goes on
 * where it stopped. The headers leave a browser nothing to run.
 */
async function send(req: Request, res: Response, { file, blobs }: Sending): Promise<void> {
  const disposition = isShownInPlace(file.type) ? 'inline' : 'attachment';
  const span = spanOf(req, file);
  if (span === 'outside') {
    res.writeHead(416, { 'Content-Range': `bytes */${file.bytes}` }).end();
    return;
  }
  const bytes = req.method === 'HEAD' ? null : await blobs.open(file.blob, span ?? undefined);
  res.writeHead(span ? 206 : 200, {
    'Content-Type': sentAs(file.type),
    'Content-Length': span ? span.end - span.start + 1 : file.bytes,
    'Accept-Ranges': 'bytes',
    ETag: etagOf(file),
    ...(span && { 'Content-Range': `bytes ${span.start}-${span.end}/${file.bytes}` }),
    'Content-Disposition': contentDisposition(disposition, withItsExtension(file)),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  });
  if (!bytes) return void res.end();
  bytes.once('error', (error) => res.destroy(error));
  res.once('close', () => bytes.destroy());
  bytes.pipe(res);
}

/** A file never changes: its id says which bytes these are. */
const etagOf = ({ id }: StoredFile) => `"${id}"`;

/** The one span asked for; null is all of it: of several spans, or of other bytes than these. */
function spanOf(req: Request, file: StoredFile): Span | 'outside' | null {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(req.get('range') ?? '');
  const [, from = '', to = ''] = asked ?? [];
  const condition = req.get('if-range');
  if (from + to === '' || (condition && condition !== etagOf(file))) return null;
  const last = file.bytes - 1;
  if (from === '') {
    const length = Math.min(Number(to), file.bytes);
    return length === 0 ? 'outside' : { start: file.bytes - length, end: last };
  }
  const [start, end] = [Number(from), to === '' ? last : Math.min(Number(to), last)];
  if (start > last) return 'outside';
  return end < start ? null : { start, end };
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

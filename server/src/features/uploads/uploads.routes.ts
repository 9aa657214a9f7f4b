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
import type { SentVersion, Variants } from './variants.ts';

export interface UploadRouteDeps {
  service: UploadsService;
  rules: FileRulesService;
  blobs: Pick<Blobs, 'open'>;
  variants: Pick<Variants, 'versionOf'>;
  getReadableFile: (actor: Actor, id: string) => Promise<StoredFile>;
}

export function mountUploads(router: RouteBinder, deps: UploadRouteDeps): void {
  mountRules(router, deps.rules);
  router.bindRaw(uploadRoutes.upload, ({ actor }, req) =>
    deps.service.store(actor, requireArrival(req)),
  );
  router.bindRaw(uploadRoutes.getFile, async ({ actor, params, query }, req, res) => {
    const file = await deps.getReadableFile(actor, params.id);
    await send(req, res, { ...deps, file, version: await deps.variants.versionOf(file, query.w) });
    return undefined;
  });
}

function mountRules(router: RouteBinder, rules: FileRulesService): void {
  router.bind(uploadRoutes.getFileRules, ({ actor, params }) => rules.getRules(actor, params.id));
  router.bind(uploadRoutes.setFileRules, ({ actor, params, body }) =>
    rules.setRules(actor, params.id, body),
  );
}

export interface FilePageDeps
  extends Pick<UploadRouteDeps, 'blobs' | 'variants' | 'getReadableFile'> {
  /** Who the file cookie of a request belongs to. */
  actorOf: (req: Request) => Promise<Actor>;
}

/** Files at the root, for pictures in pages and for downloads: these send a cookie, no header. */
export function mountFiles(root: Router, deps: FilePageDeps): void {
  root.get('/files/:id', async (req, res) => {
    req.routeName = '/files/:id';
    const id = fileId.safeParse(req.params.id);
    if (!id.success) throw notFound('file');
    const file = await deps.getReadableFile(await deps.actorOf(req), id.data);
    const asked = uploadRoutes.getFile.query.safeParse(req.query);
    // An address that a person changed by hand still shows the picture.
    const width = asked.success ? asked.data.w : undefined;
    await send(req, res, { ...deps, file, version: await deps.variants.versionOf(file, width) });
  });
}

const forAllElse = "default-src 'none'; sandbox";
/** A browser fits a picture that is opened by itself to the window by a style of its own. */
const forPictures = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

interface Sending {
  file: StoredFile;
  version: SentVersion;
  blobs: Pick<Blobs, 'open'>;
}

/**
 * The bytes, or the span that was asked for, so that a broken download goes on
 * where it stopped. The headers leave a browser nothing to run.
 */
async function send(req: Request, res: Response, sending: Sending): Promise<void> {
  const { file, version, blobs } = sending;
  const disposition = isShownInPlace(version.type) ? 'inline' : 'attachment';
  const etag = etagOf(sending);
  const span = spanOf(req, version.bytes, etag);
  if (span === 'outside') {
    res.writeHead(416, { 'Content-Range': `bytes */${version.bytes}` }).end();
    return;
  }
  const bytes = req.method === 'HEAD' ? null : await blobs.open(version.blob, span ?? undefined);
  const name = withItsExtension({ name: file.name, type: version.type });
  res.writeHead(span ? 206 : 200, {
    'Content-Type': sentAs(version.type),
    'Content-Length': span ? span.end - span.start + 1 : version.bytes,
    'Accept-Ranges': 'bytes',
    ETag: etag,
    ...(span && { 'Content-Range': `bytes ${span.start}-${span.end}/${version.bytes}` }),
    'Content-Disposition': contentDisposition(disposition, name),
    'Content-Security-Policy': disposition === 'inline' ? forPictures : forAllElse,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  });
  if (!bytes) return void res.end();
  bytes.once('error', (error) => res.destroy(error));
  res.once('close', () => bytes.destroy());
  bytes.pipe(res);
}

/** A file never changes: its id and the width of the version say which bytes these are. */
const etagOf = ({ file, version }: Sending) =>
  version.width === null ? `"${file.id}"` : `"${file.id}-${version.width}"`;

/** The one span asked for; null is all of it: of several spans, or of other bytes than these. */
function spanOf(req: Request, size: number, etag: string): Span | 'outside' | null {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(req.get('range') ?? '');
  const [, from = '', to = ''] = asked ?? [];
  const condition = req.get('if-range');
  if (from + to === '' || (condition && condition !== etag)) return null;
  const last = size - 1;
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'outside' : { start: size - length, end: last };
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
function withItsExtension({ name, type }: Pick<StoredFile, 'name' | 'type'>): string {
  const wanted = extensions[type];
  return !wanted || wanted.test(name) ? name : `${name}.${type.slice('image/'.length)}`;
}

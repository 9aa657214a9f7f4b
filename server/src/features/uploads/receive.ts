import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { AppError } from '@jembatan/shared/errors';
import { limits } from '@jembatan/shared/limits';
import type { Request, RequestHandler } from 'express';
import multer, { diskStorage, MulterError } from 'multer';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import { canUpload } from '../../permissions/uploads.rules.ts';
import type { Limiter } from '../../platform/limiter.ts';
import type { Arrival } from './uploads.service.ts';

/** Who a bearer header belongs to; throws for one that does not stand. */
export type Authenticate = (authorization: string | undefined) => Promise<Actor>;

export interface ReceiveDeps {
  authenticate: Authenticate;
  limiter: Limiter;
}

/**
 * Takes one file of a form to disk, from those who are signed in, and lets it
 * go when the answer is sent. Stands before the route: a slow line may take
 * longer than an answer.
 */
export function createReceiver({ authenticate, limiter }: ReceiveDeps): RequestHandler {
  const form = multer({
    storage: diskStorage({ destination: tmpdir() }),
    limits: { fileSize: limits.uploadBytes, files: 1, fields: 8, parts: 10, fieldSize: 1_024 },
    defParamCharset: 'utf8',
  }).single('file');

  return async (req, res, next) => {
    const actor = requireUploader(await authenticate(req.get('authorization')));
    await limiter.take(actor.id);
    if (!req.is('multipart/form-data')) throw new AppError('unsupported-media');
    res.once('close', () => void throwAway(req));
    form(req, res, (error: unknown) => next(error ? toAppError(error) : undefined));
  };
}

/** Throws `signed-out` for visitors. */
export function requireUploader(actor: Actor): PersonActor {
  if (actor.kind !== 'person' || !canUpload(actor)) throw new AppError('signed-out');
  return actor;
}

/** The file that arrived; throws `invalid` when the form had none. */
export function requireArrival(req: Request): Arrival {
  if (!req.file) throw new AppError('invalid', { issues: [{ path: 'file', code: 'required' }] });
  return { path: req.file.path, name: req.file.originalname };
}

/** A form that broke off has left no file: the form's reader removes it. */
async function throwAway({ file }: Request): Promise<void> {
  if (!file?.path) return;
  const paths = [file.path, `${file.path}.new`];
  await Promise.allSettled(paths.map((path) => rm(path, { force: true })));
}

function toAppError(error: unknown): unknown {
  if (!(error instanceof MulterError)) return new AppError('malformed', {}, { cause: error });
  if (error.code === 'LIMIT_FILE_SIZE')
    return new AppError('too-large', { maxBytes: limits.uploadBytes });
  return new AppError('invalid', { issues: [{ path: error.field ?? 'file', code: error.code }] });
}

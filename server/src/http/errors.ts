import { AppError, isErrorCode } from '@jembatan/shared/errors';
import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from '../kernel/logger.ts';
import { isMongoAway } from '../platform/mongo-errors.ts';

/** What went wrong, as RFC 9457 says it. */
interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  [fact: string]: unknown;
}

/** Turns anything thrown into an error with a code; what nobody foresaw becomes `internal`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isMongoAway(thrown)) return new AppError('unavailable', { retryAfter: 2 }, { cause: thrown });
  return fromExpress(thrown) ?? new AppError('internal', {}, { cause: thrown });
}

/** Errors of express and its body parser carry a `type` and a status. */
function fromExpress(thrown: unknown): AppError | null {
  if (!(thrown instanceof Error) || !('status' in thrown)) return null;
  if (thrown.status === 413) return new AppError('too-large');
  if (thrown.status === 415) return new AppError('unsupported-media');
  return thrown.status === 400 ? new AppError('malformed') : null;
}

export function sendProblem(res: Response, error: AppError): void {
  const { retryAfter } = error.details;
  if (typeof retryAfter === 'number') res.set('Retry-After', String(retryAfter));
  if (error.status === 401) res.set('WWW-Authenticate', 'Bearer');
  const problem: Problem = {
    ...error.details,
    type: `urn:jembatan:${error.code}`,
    title: error.code,
    status: error.status,
    code: error.code,
  };
  res.status(error.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** The only translator from thrown things to HTTP. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  // biome-ignore lint/complexity/useMaxParams: Express knows an error handler by its four parameters.
  return (thrown, req, res, next) => {
    const error = toAppError(thrown);
    if (error.code === 'internal')
      logger.error(
        { err: thrown, requestId: req.id, method: req.method, path: req.path },
        'request failed',
      );
    if (error.code === 'unavailable')
      logger.warn({ err: error.cause ?? error, requestId: req.id }, 'a service is away');
    if (res.headersSent) return next(thrown);
    sendProblem(res, isErrorCode(error.code) ? error : new AppError('internal'));
  };
}

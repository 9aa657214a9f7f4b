import { AppError } from '@jembatan/shared/errors';
import { errors } from 'mediasoup';

/** What the engine refuses, in the hub's words; undefined for what is a fault. */
export function mediaProblem(err: unknown): AppError | undefined {
  if (err instanceof errors.UnsupportedError)
    return new AppError('unsupported-media', {}, { cause: err });
  if (err instanceof errors.WorkerClosedError)
    return new AppError('wrong-state', {}, { cause: err });
  if (err instanceof errors.NotFoundError) return new AppError('not-found', {}, { cause: err });
  if (!(err instanceof Error) || !isFromEngine(err)) return undefined;
  // Both the library and its worker answer parameters that do not fit with a TypeError.
  if (err instanceof TypeError) return new AppError('invalid', {}, { cause: err });
  return refused(err);
}

/** The worker has no kinds for these: its words are all there is. */
function refused(err: Error): AppError | undefined {
  if (err.message.includes('already called'))
    return new AppError('wrong-state', {}, { cause: err });
  if (/already exists|already in use/.test(err.message))
    return new AppError('invalid', {}, { cause: err });
  return undefined;
}

function isFromEngine(err: Error): boolean {
  return err.stack?.includes('/mediasoup/node/') ?? false;
}

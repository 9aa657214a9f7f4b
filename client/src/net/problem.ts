import { AppError, type ErrorCode, isErrorCode } from '@jembatan/shared/errors';

/** Codes for answers that carry none: a proxy's page, or a server of another kind. */
const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid',
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
  413: 'too-large',
  415: 'unsupported-media',
  429: 'too-many',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Reads `application/problem+json` (or whatever came instead) as an AppError. */
export async function problemOf(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => ({}));
  const fields = isRecord(body) ? body : {};
  const code = isErrorCode(fields.code)
    ? fields.code
    : (codeOfStatus[response.status] ?? 'internal');
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new AppError(code, Number.isFinite(retryAfter) ? { retryAfter, ...fields } : fields);
}

/** The request never got an answer. Nothing is known about whether it was done. */
export function unreachable(cause: unknown): AppError {
  return new AppError('unavailable', { network: true }, { cause });
}

export function isUnreachable(error: unknown): boolean {
  return error instanceof AppError && error.details.network === true;
}

/** Anything that was thrown, as an AppError. */
export function appErrorOf(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('internal', {}, { cause: error });
}

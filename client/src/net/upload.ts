import { AppError } from '@jembatan/shared/errors';
import { type FileView, uploadRoutes } from '@jembatan/shared/uploads.contract';
import { problemOf, unreachable } from './problem.ts';
import { urlOf } from './request.ts';

export interface UploadOptions {
  /** Called with a whole percentage while the bytes go out. */
  readonly onProgress?: ((percent: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Names the submission, so that a repeated one is stored once. */
  readonly key?: string | undefined;
}

/** Stores one file. Throws AppError. */
export type Upload = (file: File, options?: UploadOptions) => Promise<FileView>;

/** `fetch` cannot say how much has gone out; this older way can. */
function post(form: FormData, token: string, options: UploadOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', urlOf(uploadRoutes.upload, {}));
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('accept', 'application/json');
    if (options.key) request.setRequestHeader('idempotency-key', options.key);
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      options.onProgress?.(total ? Math.floor((loaded / total) * 100) : 0);
    });
    request.addEventListener('load', () => {
      const headers = { 'retry-after': request.getResponseHeader('retry-after') ?? '' };
      resolve(new Response(request.responseText, { status: request.status, headers }));
    });
    request.addEventListener('error', () => reject(unreachable(new Error('upload failed'))));
    request.addEventListener('abort', () => reject(options.signal?.reason));
    options.signal?.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

export function createUpload(token: () => Promise<string | null>): Upload {
  return async (file, options = {}) => {
    const current = await token();
    if (!current) throw new AppError('signed-out');
    const form = new FormData();
    form.set('file', file);
    const response = await post(form, current, options);
    if (!response.ok) throw await problemOf(response);
    return uploadRoutes.upload.answer.parse(await response.json());
  };
}

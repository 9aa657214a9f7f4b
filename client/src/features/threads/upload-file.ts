import { apiBase } from '@jembatan/shared/app.protocol';
import { AppError } from '@jembatan/shared/errors';
import { limits } from '@jembatan/shared/limits';
import { type FileView, uploadRoutes } from '@jembatan/shared/uploads.contract';
import type { App } from '../../app-context.ts';
import { problemOf, unreachable } from '../../net/problem.ts';

interface UploadOptions {
  /** Between 0 and 1, as it goes. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
}

function ask(
  token: string | null,
  file: File,
  { onProgress, signal }: UploadOptions,
): Promise<Response> {
  const form = new FormData();
  form.set('file', file, file.name);
  // fetch says nothing about how much has gone; on a slow line that is what people want to know.
  const request = new XMLHttpRequest();
  request.open(uploadRoutes.upload.method, apiBase + uploadRoutes.upload.path);
  request.setRequestHeader('accept', 'application/json');
  if (token) request.setRequestHeader('authorization', `Bearer ${token}`);
  request.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) onProgress(event.loaded / event.total);
  });
  signal.addEventListener('abort', () => request.abort());
  return new Promise((resolve, reject) => {
    request.addEventListener('error', () => reject(unreachable(new Error('no answer'))));
    request.addEventListener('abort', () => reject(signal.reason));
    request.addEventListener('load', () => {
      const retryAfter = request.getResponseHeader('retry-after');
      const headers: Record<string, string> = retryAfter ? { 'retry-after': retryAfter } : {};
      resolve(new Response(request.responseText, { status: request.status, headers }));
    });
    request.send(form);
  });
}

/** Stores a file and says how far it is. Throws AppError, `too-large` before anything is sent. */
export async function uploadFile(
  { session }: Pick<App, 'session'>,
  file: File,
  options: UploadOptions,
): Promise<FileView> {
  if (file.size > limits.uploadBytes) throw new AppError('too-large');
  const token = await session.token();
  let response = await ask(token, file, options);
  if (response.status === 401 && token)
    response = await ask(await session.renew(token), file, options);
  if (!response.ok) throw await problemOf(response);
  const result = uploadRoutes.upload.answer.safeParse(await response.json());
  if (!result.success) throw new AppError('internal', { issues: result.error.issues });
  return result.data;
}

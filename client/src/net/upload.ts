import { AppError } from '@jembatan/shared/errors';
import { type FileView, uploadRoutes } from '@jembatan/shared/uploads.contract';
import type { TokenSource } from './http.ts';
import { urlOf } from './request.ts';
import { exchange } from './upload-exchange.ts';
import { partsFrom } from './upload-sizes.ts';

/** An upload that goes in parts, as the caller remembers it over reloads. */
export interface Parts {
  /** Whose rules are asked before a byte is sent. */
  readonly communityId: string | null;
  /** The upload that was begun, if one was. */
  readonly uploadId: string | null;
  readonly onBegun: (uploadId: string) => void;
}

export interface UploadOptions {
  /** Called with a whole percentage while the bytes go out. */
  readonly onProgress?: ((percent: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Names the submission, so that a repeated one is stored once. */
  readonly key?: string | undefined;
  /** Larger files go in parts, from where they stopped; without it every file goes at once. */
  readonly parts?: Parts | undefined;
}

/** Stores one file. Throws AppError. */
export type Upload = (file: File, options?: UploadOptions) => Promise<FileView>;

export function createUpload(source: TokenSource): Upload {
  return async (file, options = {}) => {
    const { parts, onProgress, signal, key } = options;
    if (parts && file.size >= partsFrom) {
      const { uploadInParts } = await import('./upload-in-parts.ts');
      return uploadInParts(file, { ...options, parts }, source);
    }
    const form = new FormData();
    form.set('file', file);
    const response = await exchange(source, {
      method: 'POST',
      url: urlOf(uploadRoutes.upload, {}),
      body: form,
      headers: key ? { 'idempotency-key': key } : {},
      onSent: (sent, total) => onProgress?.(total ? Math.floor((sent / total) * 100) : 0),
      signal,
    });
    const read = uploadRoutes.upload.answer.safeParse(await response.json());
    if (!read.success) throw new AppError('internal', { issues: read.error.issues });
    return read.data;
  };
}

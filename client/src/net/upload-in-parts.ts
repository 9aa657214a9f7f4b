import { AppError } from '@jembatan/shared/errors';
import {
  type ResumableView,
  resumableRoutes,
  tusVersion,
} from '@jembatan/shared/resumable.contract';
import type { FileView } from '@jembatan/shared/uploads.contract';
import type { TokenSource } from './http.ts';
import { urlOf } from './request.ts';
import { withRetry } from './retry.ts';
import type { Parts, UploadOptions } from './upload.ts';
import { type Exchange, exchange } from './upload-exchange.ts';

/** Bytes of one part: small at first, then as large as the line carries in a few seconds. */
const partBytes = { first: 262_144, least: 65_536, most: 4_194_304 };
const aimMs = 4_000;
/** The hub may look at a whole file for so long; before that an answer comes as fast as the line is. */
const lookedAtMs = 90_000;
const leastMs = 12_000;

const { createResumable, getResumable, appendResumable } = resumableRoutes;

interface PartsOptions extends UploadOptions {
  readonly parts: Parts;
}

const base64 = (text: string) =>
  btoa(String.fromCodePoint(...new TextEncoder().encode(text.toWellFormed())));

function metadataOf({ name, type }: File, { communityId }: Parts): string {
  const said = { filename: name, filetype: type, community: communityId ?? '' };
  return Object.entries(said)
    .filter(([, text]) => text !== '')
    .map(([key, text]) => `${key} ${base64(text)}`)
    .join(',');
}

const isCode = (error: unknown, code: AppError['code']) =>
  error instanceof AppError && error.code === code;

/**
 * Sends a file in parts, from where it stopped. When the line breaks it throws
 * `unreachable`: called again with the same upload it goes on.
 */
export async function uploadInParts(
  file: File,
  options: PartsOptions,
  source: TokenSource,
): Promise<FileView> {
  const { signal, parts } = options;
  let uploadId = parts.uploadId;
  const ask = (asked: Omit<Exchange, 'signal'>) =>
    withRetry(
      () =>
        exchange(source, {
          ...asked,
          headers: { ...asked.headers, 'tus-resumable': tusVersion },
          signal,
        }),
      { repeatable: false, signal },
    );
  try {
    if (!uploadId) {
      uploadId = await begin(file, parts, ask);
      parts.onBegun(uploadId);
    }
    return await sendRest({ file, uploadId, ask, onProgress: options.onProgress });
  } catch (error) {
    // It waited too long, or others took its place: from the beginning.
    if (!parts.uploadId || !isCode(error, 'not-found')) throw error;
    return await uploadInParts(file, { ...options, parts: { ...parts, uploadId: null } }, source);
  }
}

type Ask = (asked: Omit<Exchange, 'signal'>) => Promise<Response>;

async function begin(file: File, parts: Parts, ask: Ask): Promise<string> {
  const headers = {
    'upload-length': String(file.size),
    'upload-metadata': metadataOf(file, parts),
  };
  const made = await ask({ method: 'POST', url: urlOf(createResumable, {}), headers });
  return made.headers.get('location')?.split('/').at(-1) ?? '';
}

interface Sending {
  readonly file: File;
  readonly uploadId: string;
  readonly ask: Ask;
  readonly onProgress: UploadOptions['onProgress'];
}

async function sendRest({ file, uploadId, ask, onProgress }: Sending): Promise<FileView> {
  const params = { id: uploadId };
  const look = async (): Promise<ResumableView> => {
    const answer = await ask({ method: 'GET', url: urlOf(getResumable, { params }) });
    return getResumable.answer.parse(await answer.json());
  };
  const percent = (bytes: number) =>
    onProgress?.(Math.min(99, Math.floor((bytes / file.size) * 100)));
  /** What the line did last, in milliseconds a byte; unknown at first. */
  let pace = Number.POSITIVE_INFINITY;
  /** Sends one part; answers where the upload ends then, and null when it has to be asked. */
  const send = async (offset: number, size: number): Promise<number | null> => {
    const headers = {
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
    };
    const body = file.slice(offset, offset + size);
    const onSent = (sent: number) => percent(offset + sent);
    const url = urlOf(appendResumable, { params });
    const isLast = offset + size >= file.size;
    const answerMs = isLast ? lookedAtMs : Math.min(lookedAtMs, leastMs + 4 * pace * size);
    const startedAt = performance.now();
    try {
      const answer = await ask({ method: 'PATCH', url, headers, body, onSent, answerMs });
      pace = (performance.now() - startedAt) / body.size;
      return Number(answer.headers.get('upload-offset'));
    } catch (error) {
      // What broke off earlier has come in meanwhile.
      if (isCode(error, 'wrong-state')) return null;
      throw error;
    }
  };
  let size = partBytes.first;
  for (let state = await look(); ; state = await look()) {
    if (state.file) return state.file;
    let offset: number | null = state.offset;
    do {
      percent(offset);
      const startedAt = performance.now();
      offset = await send(offset, size);
      size = nextSize(size, performance.now() - startedAt);
    } while (offset !== null && offset < file.size);
  }
}

function nextSize(size: number, ms: number): number {
  const next = ms < aimMs / 2 ? size * 2 : ms > aimMs * 2 ? size / 2 : size;
  return Math.max(partBytes.least, Math.min(partBytes.most, next));
}

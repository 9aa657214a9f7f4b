import { limits } from '@jembatan/shared/limits';
import { resumableRoutes } from '@jembatan/shared/resumable.contract';
import type { FileView } from '@jembatan/shared/uploads.contract';
import type { Api } from '../../net/http.ts';
import { isUnreachable } from '../../net/problem.ts';
import type { Upload } from '../../net/upload.ts';
import { partsFrom } from '../../net/upload-sizes.ts';
import { waitingAttachments } from './waiting-attachments.ts';

/** What is sent: under one key it is stored once, in parts from where they stopped. */
export interface Source {
  readonly file: File;
  readonly key: string;
  uploadId: string | null;
}

/** Between tries when nobody says that the connection is back. */
const tryAgainMs = 8_000;

/** Waits until the connection may be back; rejects when the file was taken off the list. */
function mayBeBack(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    const timer = setTimeout(() => done(resolve), tryAgainMs);
    function done(settle: () => void): void {
      clearTimeout(timer);
      stop.abort();
      settle();
    }
    addEventListener('online', () => done(resolve), { signal: stop.signal });
    signal.addEventListener('abort', () => done(reject), { signal: stop.signal });
  });
}

export interface Sending {
  readonly upload: Upload;
  /** Whose rules are asked before a byte is sent. */
  readonly communityId: string | null;
  readonly signal: AbortSignal;
  readonly onChange: (part: { progress?: number; waiting?: boolean }) => void;
}

/** Tried until it is there, refused, or stopped; other tabs leave it alone meanwhile. */
export function sendAttachment(source: Source, sending: Sending): Promise<FileView> {
  return waitingAttachments.whileHeld(source.key, () => sendWhole(source, sending));
}

async function sendWhole(source: Source, { upload, communityId, signal, onChange }: Sending) {
  const { file, key } = source;
  const onProgress = (progress: number) => onChange({ progress });
  const onBegun = (uploadId: string) => {
    source.uploadId = uploadId;
    void waitingAttachments.note(key, { uploadId });
  };
  for (;;) {
    try {
      const parts = { communityId, uploadId: source.uploadId, onBegun };
      return await upload(file, { signal, key, onProgress, parts });
    } catch (error) {
      if (signal.aborted || !isUnreachable(error)) throw error;
      // A small one starts anew.
      onChange(isLarge(file) ? { waiting: true } : { waiting: true, progress: 0 });
      await mayBeBack(signal);
      onChange({ waiting: false });
    }
  }
}

/** Goes in parts, and on after a reload. */
export const isLarge = ({ size }: File) => size >= partsFrom && size <= limits.uploadBytes;

/** Nobody waits for it: without it the hub lets go of the parts in a day. */
export function giveUp(api: Api, uploadId: string | null | undefined): void {
  if (!uploadId) return;
  api(resumableRoutes.dropResumable, { params: { id: uploadId } }).catch(() => undefined);
}

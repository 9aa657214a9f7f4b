import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { resumableId } from './ids.ts';
import { instant } from './text.ts';
import { file } from './uploads.contract.ts';

/** The version of the tus protocol (https://tus.io/protocols/resumable-upload) that is spoken. */
export const tusVersion = '1.0.0';
/** What of it is understood besides the core. */
export const tusExtensions = ['creation', 'termination', 'expiration', 'checksum'] as const;

/** An upload in parts: how far it is, and the file once all of it is there. */
export const resumable = z.object({
  id: resumableId,
  name: z.string(),
  /** Bytes of the whole. */
  length: z.number(),
  /** Bytes that are there. */
  offset: z.number(),
  /** Until when the next part may come. */
  expiresAt: instant,
  file: z.nullable(file),
});
export type ResumableView = z.infer<typeof resumable>;

const byId = z.object({ id: resumableId });

export const resumableRoutes = {
  createResumable: route({
    method: 'POST',
    path: '/uploads/resumable',
    summary:
      'Begin an upload in parts (tus 1.0: `Upload-Length`, `Upload-Metadata` with filename, filetype, community). `Location` says where parts go.',
    consumes: 'application/offset+octet-stream',
    status: 201,
    idempotent: false,
  }),
  getResumable: route({
    method: 'GET',
    path: '/uploads/resumable/:id',
    summary:
      'How far an upload is, and the file once it is there; HEAD answers the headers of tus.',
    params: byId,
    answer: resumable,
  }),
  appendResumable: route({
    method: 'PATCH',
    path: '/uploads/resumable/:id',
    summary: 'Add a part at `Upload-Offset`. What came of a part that broke off is kept.',
    params: byId,
    consumes: 'application/offset+octet-stream',
  }),
  dropResumable: route({
    method: 'DELETE',
    path: '/uploads/resumable/:id',
    summary: 'Give an upload up; a finished file stays.',
    params: byId,
  }),
} as const;

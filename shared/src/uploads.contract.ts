import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { fileId } from './ids.ts';
import { instant } from './text.ts';

/** A stored file. Its bytes are at `url`, for those who may see the place it is used in. */
export const file = z.object({
  id: fileId,
  /** The name as it was given, for display and download. */
  name: z.string(),
  /** Decided from the bytes, never from what the sender said. */
  type: z.string(),
  bytes: z.number(),
  url: z.string(),
  image: z.nullable(z.object({ width: z.number(), height: z.number() })),
  createdAt: instant,
});
export type FileView = z.infer<typeof file>;

export const uploadRoutes = {
  upload: route({
    method: 'POST',
    path: '/uploads',
    summary: 'Store one file (field `file`).',
    consumes: 'multipart/form-data',
    answer: file,
    status: 201,
  }),
  getFile: route({
    method: 'GET',
    path: '/files/:id',
    summary: 'The bytes of a file.',
    params: z.object({ id: fileId }),
    auth: 'optional',
    produces: 'application/octet-stream',
  }),
} as const;

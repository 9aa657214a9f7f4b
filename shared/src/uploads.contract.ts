import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { communityId, fileId } from './ids.ts';
import { limits } from './limits.ts';
import { intQuery } from './paging.ts';
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

/** Kinds of files as people choose by them. */
export const fileKind = z.enum(['image', 'document', 'audio', 'video', 'archive', 'other']);
export type FileKind = z.infer<typeof fileKind>;

const fileRulesInput = z.object({
  kinds: z.array(fileKind).check(z.maxLength(6)),
  /** Bytes of the largest file. */
  maxBytes: z.int().check(z.gte(1), z.lte(limits.uploadBytes)),
  /** Bytes of all files together. */
  quotaBytes: z.int().check(z.gte(0), z.lte(1_000_000 * 1_048_576)),
});
export type FileRulesInput = z.infer<typeof fileRulesInput>;

/** What a community takes, and how much of its room is used. */
export const fileRules = z.object({
  kinds: z.array(fileKind),
  maxBytes: z.number(),
  quotaBytes: z.number(),
  usedBytes: z.number(),
  /** A study group follows the community around it. */
  follows: z.nullable(communityId),
  can: z.object({ change: z.boolean() }),
});
export type FileRulesView = z.infer<typeof fileRules>;

const byCommunity = z.object({ id: communityId });

export const uploadRoutes = {
  getFileRules: route({
    method: 'GET',
    path: '/communities/:id/files',
    summary: 'Which files a community takes, and how much room is used.',
    params: byCommunity,
    answer: fileRules,
  }),
  setFileRules: route({
    method: 'PUT',
    path: '/communities/:id/files',
    summary: 'Choose which files a community takes (owners).',
    params: byCommunity,
    body: fileRulesInput,
    answer: fileRules,
  }),
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
    summary: 'The bytes of a file; of a picture the smallest version at least `w` pixels wide.',
    params: z.object({ id: fileId }),
    query: z.object({ w: z.optional(intQuery(1, 100_000)) }),
    auth: 'optional',
    produces: 'application/octet-stream',
  }),
} as const;

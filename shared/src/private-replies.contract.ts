import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { postId, privateReplyId, threadId } from './ids.ts';
import { limits } from './limits.ts';
import { page, pageQuery } from './paging.ts';
import { peopleById, person } from './people.contract.ts';
import { instant } from './text.ts';

/** Posts that can be asked about at once. */
export const maxAskedNumbers = 100;

/** Why nobody, or not this reader, can write in private under a post. */
export const privatelyClosed = z.enum([
  /** Who wrote the post is no longer here. */
  'gone',
  /** Who wrote the post keeps order here as well. */
  'staff',
  'own',
  'deleted',
  /** The thread is closed: staff may still write, the student may not. */
  'locked',
  /** The reader has been kept out, or never had a part in it. */
  'barred',
]);
export type PrivatelyClosed = z.infer<typeof privatelyClosed>;

/** What staff and the author of a post say to each other under it, unseen by all others. */
export const privateReply = z.object({
  id: privateReplyId,
  postId,
  threadId,
  /** Of the post. */
  number: z.number(),
  /** Where the post is under a pseudonym, so is its author here. */
  author: person,
  from: z.enum(['staff', 'student']),
  /** Empty when deleted, and when hidden for all but staff. */
  html: z.string(),
  /** The Markdown, for its writer. */
  body: z.optional(z.string()),
  lang: z.string(),
  revision: z.number(),
  createdAt: instant,
  editedAt: z.optional(instant),
  deleted: z.optional(z.literal(true)),
  hidden: z.optional(z.literal(true)),
  can: z.object({ edit: z.boolean(), delete: z.boolean(), report: z.boolean() }),
});
export type PrivateReplyView = z.infer<typeof privateReply>;

const body = z.string().check(
  z.maxLength(limits.postBody),
  z.refine((text) => text.trim() !== ''),
);

const numbers = z.pipe(
  z.string().check(z.regex(/^\d{1,9}(,\d{1,9}){0,99}$/)),
  z.transform((text: string) => text.split(',').map(Number)),
);

export const privateReplyRoutes = {
  findPrivateReplies: route({
    method: 'GET',
    path: '/threads/:id/private-replies',
    summary:
      'Under which of some posts, at most 100 by their numbers, something is written that the reader may see in private.',
    params: z.object({ id: threadId }),
    query: z.object({ numbers }),
    answer: z.object({ items: z.array(z.object({ postId, number: z.number() })) }),
  }),
  listPrivateReplies: route({
    method: 'GET',
    path: '/posts/:id/private-replies',
    summary: 'What staff and the author of a post wrote to each other under it, oldest first.',
    params: z.object({ id: postId }),
    query: pageQuery,
    answer: z.extend(page(privateReply), {
      people: peopleById,
      /** Absent where the reader may write. */
      closed: z.optional(privatelyClosed),
    }),
  }),
  createPrivateReply: route({
    method: 'POST',
    path: '/posts/:id/private-replies',
    summary: 'Answer a post so that only its author and the staff of the place see it.',
    params: z.object({ id: postId }),
    body: z.object({ body }),
    answer: privateReply,
    status: 201,
  }),
  editPrivateReply: route({
    method: 'PATCH',
    path: '/private-replies/:id',
    summary: 'Edit an own private reply; a newer version of another tab answers `edit-conflict`.',
    params: z.object({ id: privateReplyId }),
    body: z.object({ body, baseRevision: z.int().check(z.gte(1)) }),
    answer: privateReply,
  }),
  deletePrivateReply: route({
    method: 'DELETE',
    path: '/private-replies/:id',
    summary: 'Delete a private reply (its writer, staff); staff is logged.',
    params: z.object({ id: privateReplyId }),
    answer: privateReply,
  }),
} as const;

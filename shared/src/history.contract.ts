import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { postId } from './ids.ts';
import { intQuery, page, pageQuery } from './paging.ts';
import { person } from './people.contract.ts';
import { instant } from './text.ts';
import { post } from './threads.view.ts';

/** An earlier version of a post. */
export const revision = z.object({
  /** Counts every saved version; those of the author's first minutes are not kept. */
  revision: z.number(),
  body: z.string(),
  editor: person,
  createdAt: instant,
});
export type RevisionView = z.infer<typeof revision>;

const byPost = z.object({ id: postId });

export const historyRoutes = {
  listRevisions: route({
    method: 'GET',
    path: '/posts/:id/revisions',
    summary: 'Earlier versions of a post, oldest first, or the newest first.',
    params: byPost,
    query: z.extend(pageQuery, { order: z.optional(z.enum(['oldest', 'newest'])) }),
    answer: page(revision),
  }),
  restoreRevision: route({
    method: 'POST',
    path: '/posts/:id/revisions/:revision/restore',
    summary: 'Go back to an earlier version, which becomes the newest (its editors and staff).',
    params: z.object({ id: postId, revision: intQuery(1, 1_000_000_000) }),
    body: z.object({
      /** The version that was seen; a newer one answers `edit-conflict`. */
      baseRevision: z.int().check(z.gte(1)),
      pseudonym: z.optional(z.boolean()),
    }),
    answer: post,
  }),
  setWiki: route({
    method: 'PUT',
    path: '/posts/:id/wiki',
    summary: 'Let everybody who may reply edit a post, or the author alone (author and staff).',
    params: byPost,
    body: z.object({ on: z.boolean() }),
    answer: post,
  }),
} as const;

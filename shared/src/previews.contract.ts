import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { communityId, postId } from './ids.ts';
import { post } from './threads.view.ts';

/** Whether addresses in a community's posts are looked up for previews. */
export const previewChoice = z.object({
  allowed: z.boolean(),
  /** The hub makes previews at all. */
  on: z.boolean(),
});
export type PreviewChoice = z.infer<typeof previewChoice>;

export const previewRoutes = {
  removePreview: route({
    method: 'DELETE',
    path: '/posts/:id/previews/:preview',
    summary: 'Take the preview of one address away from a post (author and staff).',
    params: z.object({ id: postId, preview: z.string().check(z.regex(/^[0-9a-f]{24}$/)) }),
    answer: post,
  }),
  getPreviewChoice: route({
    method: 'GET',
    path: '/communities/:id/previews',
    summary: 'Whether addresses in the posts of a community get previews.',
    params: z.object({ id: communityId }),
    answer: previewChoice,
  }),
  setPreviewChoice: route({
    method: 'PUT',
    path: '/communities/:id/previews',
    summary: 'Allow or forbid previews in a community (owners).',
    params: z.object({ id: communityId }),
    body: z.object({ allowed: z.boolean() }),
    answer: previewChoice,
  }),
} as const;

import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { spaceId, threadId } from './ids.ts';
import { limits } from './limits.ts';
import { instant } from './text.ts';
import { threadKind } from './threads.view.ts';

/** A thread that may be what somebody is about to start again. */
export const similarThread = z.object({
  id: threadId,
  slug: z.string(),
  title: z.string(),
  spaceId,
  kind: threadKind,
  /** A question with an accepted answer. */
  answered: z.boolean(),
  /** Posts that are neither deleted nor hidden. */
  postCount: z.number(),
  lastActivityAt: instant,
});
export type SimilarThread = z.infer<typeof similarThread>;

export const similarRoutes = {
  listSimilar: route({
    method: 'GET',
    path: '/spaces/:id/similar-threads',
    summary: 'Up to five threads around a space that are like a title, the likest first.',
    params: z.object({ id: spaceId }),
    query: z.strictObject({ title: z.string().check(z.maxLength(limits.threadTitle)) }),
    answer: z.object({ items: z.array(similarThread) }),
  }),
} as const;

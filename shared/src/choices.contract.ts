import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { spaceId } from './ids.ts';
import { threadOrder } from './threads.view.ts';

/** How threads are shown: post after post, or by what answers what. */
export const threadShape = z.enum(['flat', 'nested']);
export type ThreadShape = z.infer<typeof threadShape>;

/** How a person reads one space; only they see it. */
export const spaceChoice = z.object({ shape: threadShape, order: threadOrder });
export type SpaceChoice = z.infer<typeof spaceChoice>;

const bySpace = z.object({ id: spaceId });

export const choiceRoutes = {
  getChoice: route({
    method: 'GET',
    path: '/spaces/:id/choice',
    summary: 'How the person reads this space.',
    params: bySpace,
    answer: spaceChoice,
  }),
  setChoice: route({
    method: 'PUT',
    path: '/spaces/:id/choice',
    summary: 'Choose how this space is read; what is not said stays.',
    params: bySpace,
    body: z.object({ shape: z.optional(threadShape), order: z.optional(threadOrder) }),
    answer: spaceChoice,
  }),
} as const;

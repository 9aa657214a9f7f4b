import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { threadId } from './ids.ts';
import { intQuery } from './paging.ts';
import { peopleById } from './people.contract.ts';
import { post, thread } from './threads.view.ts';

/** Most branches of one page. */
export const mostBranches = 20;

const number = intQuery(0, 1_000_000_000);

/** A thread by what answers what. */
export const branchRoutes = {
  listBranches: route({
    method: 'GET',
    path: '/threads/:id/branches',
    summary:
      'Posts that answer a post (0: those that answer none), with the first of what answers them.',
    params: z.object({ id: threadId }),
    query: z.object({
      /** The number of the post that is answered; 0 for the beginnings of branches. */
      of: z._default(z.optional(number), 0),
      /** Only answers with higher numbers. */
      after: z._default(z.optional(number), 0),
      limit: z._default(z.optional(intQuery(1, mostBranches)), 10),
      /** Comes along too: the post itself. */
      self: z.optional(z.string()),
    }),
    auth: 'optional',
    answer: z.object({
      /** Each with its `replyTo`, which says where it belongs. */
      items: z.array(post),
      people: peopleById,
      /** Where there is more: answers to `of` with numbers above `after`. */
      more: z.array(z.object({ of: z.number(), after: z.number() })),
      lastSeq: z.number(),
      thread,
    }),
  }),
} as const;

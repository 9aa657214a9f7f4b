import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { communityId } from './ids.ts';
import { limits } from './limits.ts';
import { pageQuery } from './paging.ts';
import { person } from './people.contract.ts';
import { post, thread } from './threads.contract.ts';

export const searchItem = z.object({
  kind: z.enum(['post', 'person']),
  post: z.optional(post),
  thread: z.optional(thread),
  person: z.optional(person),
  /** Plain text around the match, with the matched ranges in UTF-16 units. */
  snippet: z.object({ text: z.string(), marks: z.array(z.tuple([z.number(), z.number()])) }),
});
export type SearchItem = z.infer<typeof searchItem>;

export const searchRoutes = {
  search: route({
    method: 'GET',
    path: '/search',
    summary:
      'Posts or people in every language; only what the reader may see is found and counted.',
    // Strict: `tag[$ne]=` is no filter to be ignored but a mistake, or worse.
    query: z.strictObject({
      ...pageQuery.shape,
      q: z.string().check(z.maxLength(10_000)),
      in: z._default(z.optional(z.enum(['posts', 'people'])), 'posts'),
      communityId: z.optional(communityId),
      tag: z.optional(z.string().check(z.maxLength(limits.tag))),
    }),
    auth: 'optional',
    answer: z.object({
      items: z.array(searchItem),
      total: z.number(),
      /** True when there are more than `total`, which stops at 1,000. */
      totalIsCapped: z.boolean(),
      nextCursor: z.nullable(z.string()),
    }),
  }),
} as const;

import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { communityId, spaceId } from './ids.ts';
import { limits } from './limits.ts';
import { pageQuery } from './paging.ts';
import { person } from './people.contract.ts';
import { languageTag, timeZone } from './text.ts';
import { post, thread, threadKind } from './threads.contract.ts';

const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

/** What narrows a search for posts. Each may be typed as an operator too, which then wins. */
export const searchFilters = {
  /** Handle of who wrote it, with or without `@`. */
  author: z.optional(z.string().check(z.maxLength(limits.handle + 1))),
  spaceId: z.optional(spaceId),
  tag: z.optional(z.string().check(z.maxLength(limits.tag))),
  /** Kind of the thread. */
  kind: z.optional(threadKind),
  /** Questions with, or without, an accepted answer. */
  is: z.optional(z.enum(['answered', 'unanswered'])),
  has: z.optional(z.enum(['picture', 'file'])),
  lang: z.optional(languageTag),
  /** Written on that day or later, and earlier than that day, in `timeZone`. */
  after: z.optional(day),
  before: z.optional(day),
  timeZone: z.optional(timeZone),
  /** By how well it fits, or the newest first. */
  order: z.optional(z.enum(['fit', 'date'])),
} as const;

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
      ...searchFilters,
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

/** A parsed search. */
export type SearchQueryInput = z.output<typeof searchRoutes.search.query>;

import * as z from 'zod/mini';
import { communityKind } from './communities.contract.ts';
import { route } from './contract/route.ts';
import { anyId, communityId, spaceId, threadId } from './ids.ts';
import { limits } from './limits.ts';
import { pageQuery } from './paging.ts';
import { person } from './people.contract.ts';
import { session } from './sessions.view.ts';
import { languageTag, timeZone } from './text.ts';
import { post, thread, threadKind } from './threads.view.ts';
import { file } from './uploads.contract.ts';

const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

/** What narrows a search for posts. Each may be typed as an operator too, which then wins. */
export const searchFilters = {
  /** Handle of who wrote it, with or without `@`. */
  author: z.optional(z.string().check(z.maxLength(limits.handle + 1))),
  spaceId: z.optional(spaceId),
  threadId: z.optional(threadId),
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

/** A community or study group, as a list of what was found shows it. */
const foundCommunity = z.object({
  id: communityId,
  name: z.string(),
  slug: z.string(),
  kind: communityKind,
  memberCount: z.number(),
  /** The community around a study group. */
  within: z.nullable(z.object({ id: communityId, name: z.string() })),
});

export const searchItem = z.object({
  kind: z.enum(['post', 'person', 'community', 'session', 'file']),
  post: z.optional(post),
  thread: z.optional(thread),
  person: z.optional(person),
  community: z.optional(foundCommunity),
  session: z.optional(session),
  file: z.optional(file),
  /** The post that shows the file. */
  shownIn: z.optional(
    z.object({ threadId, title: z.string(), slug: z.string(), number: z.number() }),
  ),
  /** Plain text around the match, with the matched ranges in UTF-16 units. */
  snippet: z.object({ text: z.string(), marks: z.array(z.tuple([z.number(), z.number()])) }),
});
export type SearchItem = z.infer<typeof searchItem>;

/** Somewhere to go, offered while a search is typed. */
export const suggestion = z.object({
  kind: z.enum(['person', 'community', 'space', 'thread', 'tag']),
  /** Null for a tag, which is its name. */
  id: z.nullable(anyId),
  name: z.string(),
  /** The readable part of its address; of a person, the handle. */
  slug: z.string(),
  /** The name of what it stands in. */
  place: z.optional(z.string()),
  person: z.optional(person),
});
export type Suggestion = z.infer<typeof suggestion>;

/** What is looked through. */
export const searchKind = z.enum(['posts', 'people', 'communities', 'sessions', 'files']);
export type SearchKind = z.infer<typeof searchKind>;

export const searchRoutes = {
  suggest: route({
    method: 'GET',
    path: '/search/suggestions',
    summary:
      'People, places, threads and tags whose names begin like what is typed, of those the reader may see.',
    query: z.strictObject({ q: z.string().check(z.maxLength(10_000)) }),
    auth: 'optional',
    answer: z.object({ items: z.array(suggestion) }),
  }),
  search: route({
    method: 'GET',
    path: '/search',
    summary:
      'Posts, people, communities, sessions or files in every language; only what the reader may see is found and counted.',
    // Strict: `tag[$ne]=` is no filter to be ignored but a mistake, or worse.
    query: z.strictObject({
      ...pageQuery.shape,
      q: z.string().check(z.maxLength(10_000)),
      in: z._default(z.optional(searchKind), 'posts'),
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

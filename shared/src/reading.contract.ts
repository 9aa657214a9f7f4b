import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { anyId, communityId, postId, spaceId, threadId } from './ids.ts';
import { page, pageQuery } from './paging.ts';
import { person } from './people.contract.ts';
import { instant, prose } from './text.ts';

/** Characters of a note on a bookmark. */
export const bookmarkNote = 500;

/** A post somebody wants to find again. */
export const bookmark = z.object({
  id: anyId,
  postId,
  threadId,
  number: z.number(),
  /** Of the thread; empty when the place is out of reach. */
  title: z.string(),
  author: z.nullable(person),
  /** First words of the post; empty when it is gone, hidden or out of reach. */
  snippet: z.string(),
  note: z.string(),
  createdAt: instant,
  /** When to be reminded; null when there is nothing to come. */
  remindAt: z.nullable(instant),
});
export type BookmarkView = z.infer<typeof bookmark>;

const byPost = z.object({ id: postId });

export const readingRoutes = {
  listReactions: route({
    method: 'GET',
    path: '/posts/:id/reactions',
    summary: 'Who reacted to a post, by emoji, in the order they came.',
    params: byPost,
    query: z.extend(pageQuery, { emoji: z.optional(z.string().check(z.maxLength(32))) }),
    answer: page(z.object({ emoji: z.string(), person })),
  }),
  readAll: route({
    method: 'POST',
    path: '/me/read-all',
    summary: 'Mark everything read: of a forum, of a community, or all; 500 threads at a time.',
    body: z.object({ communityId: z.optional(communityId), spaceId: z.optional(spaceId) }),
    answer: z.object({
      /** To take it back with, for an hour; null when nothing was unread. */
      id: z.nullable(anyId),
      threads: z.number(),
      /** There are more: ask again. */
      more: z.boolean(),
    }),
    idempotent: false,
  }),
  undoReadAll: route({
    method: 'POST',
    path: '/me/read-all/:id/undo',
    summary: 'Take that back; what was read since stays read.',
    params: z.object({ id: anyId }),
    answer: z.object({ threads: z.number() }),
    idempotent: false,
  }),
  listBookmarks: route({
    method: 'GET',
    path: '/me/bookmarks',
    summary: 'Own bookmarks, the newest first.',
    query: pageQuery,
    answer: page(bookmark),
  }),
  getBookmark: route({
    method: 'GET',
    path: '/posts/:id/bookmark',
    summary: 'The own bookmark of a post, if there is one.',
    params: byPost,
    answer: z.object({ bookmark: z.nullable(bookmark) }),
  }),
  setBookmark: route({
    method: 'PUT',
    path: '/posts/:id/bookmark',
    summary: 'Bookmark a post, with a note and a time to be reminded at.',
    params: byPost,
    body: z.object({
      note: z.optional(prose(bookmarkNote)),
      remindAt: z.optional(z.nullable(instant)),
    }),
    answer: bookmark,
  }),
  removeBookmark: route({
    method: 'DELETE',
    path: '/posts/:id/bookmark',
    summary: 'Remove the own bookmark of a post.',
    params: byPost,
  }),
} as const;

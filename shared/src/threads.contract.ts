import * as z from 'zod/mini';
import { event, request } from './contract/messages.ts';
import { route } from './contract/route.ts';
import { communityId, personId, postId, spaceId, threadId } from './ids.ts';
import { limits } from './limits.ts';
import { intQuery, page, pageQuery } from './paging.ts';
import { peopleById, person } from './people.contract.ts';
import { pollInput } from './polls.contract.ts';
import { instant, languageTag, line } from './text.ts';
import {
  emoji,
  post,
  postsPage,
  slowSeconds,
  thread,
  threadKind,
  threadOrder,
  watchLevel,
} from './threads.view.ts';

const body = z.string().check(
  z.minLength(1),
  z.maxLength(limits.postBody),
  z.refine((text) => text.trim() !== ''),
);
const tags = z.array(line(limits.tag)).check(z.maxLength(limits.tags));
const byThread = z.object({ id: threadId });
const byPost = z.object({ id: postId });

/** A thread's own days and pace, set by staff; null goes back to the space's. */
const threadTermsInput = {
  opensAt: z.optional(z.nullable(instant)),
  dueAt: z.optional(z.nullable(instant)),
  slowSeconds: z.optional(z.nullable(slowSeconds)),
};

/** What staff sets for a thread of some kinds. */
const threadWaysInput = {
  repliesOff: z.optional(z.boolean()),
  /** Of announcements, at most a year ahead; null takes it from the top. Not said, it is a month. */
  standsUntil: z.optional(z.nullable(instant)),
};

/** Of discussions and questions: people see what others wrote only after an answer of their own. */
const answerFirst = z.optional(z.boolean());

/** Posts of a thread: a page from a number, at an instant, the last page, or changes since a seq. */
const postsQuery = z.object({
  limit: z._default(z.optional(intQuery(1, limits.page.max)), limits.page.default),
  from: z.optional(intQuery(-1_000_000_000, 1_000_000_000)),
  dir: z.optional(z.enum(['forward', 'back'])),
  at: z.optional(instant),
  last: z.optional(z.string()),
  since: z.optional(intQuery(0, 1_000_000_000)),
});

const reactionParams = z.object({ id: postId, emoji });

export const threadRoutes = {
  listThreads: route({
    method: 'GET',
    path: '/spaces/:id/threads',
    summary: 'Threads of a space: pinned first, then by last activity or as `order` says.',
    params: z.object({ id: spaceId }),
    query: z.extend(pageQuery, {
      /** Only those of one study group, where groups are apart. */
      groupId: z.optional(communityId),
      /** By last activity, the newest first, or those with most reactions first; behind what is pinned. */
      order: z.optional(threadOrder),
      /** Only questions: with an accepted answer, or without. */
      answered: z.optional(z.enum(['yes', 'no'])),
      /** Only those of one tag, by any of its names. */
      tag: z.optional(z.string().check(z.maxLength(2 * limits.tag))),
    }),
    auth: 'optional',
    answer: page(thread),
  }),
  listFollowed: route({
    method: 'GET',
    path: '/me/followed-threads',
    summary: 'Threads the person follows with every post and has not read to the end.',
    query: pageQuery,
    answer: page(thread),
  }),
  createThread: route({
    method: 'POST',
    path: '/spaces/:id/threads',
    summary: 'Start a thread with its first post.',
    params: z.object({ id: spaceId }),
    body: z.object({
      title: line(limits.threadTitle),
      body,
      kind: z.optional(threadKind),
      tags: z.optional(tags),
      groupId: z.optional(z.nullable(communityId)),
      pseudonym: z.optional(z.boolean()),
      poll: z.optional(pollInput),
      answerFirst,
      ...threadTermsInput,
      ...threadWaysInput,
    }),
    answer: z.object({ thread, post }),
    status: 201,
  }),
  getThread: route({
    method: 'GET',
    path: '/threads/:id',
    summary: 'One thread.',
    params: byThread,
    auth: 'optional',
    answer: thread,
  }),
  changeThread: route({
    method: 'PATCH',
    path: '/threads/:id',
    summary: 'Change title, tags, pin, lock, accepted answer, days, pace or ways.',
    params: byThread,
    body: z.object({
      title: z.optional(line(limits.threadTitle)),
      tags: z.optional(tags),
      pinned: z.optional(z.boolean()),
      locked: z.optional(z.boolean()),
      acceptedNumber: z.optional(z.nullable(z.int())),
      answerFirst,
      ...threadTermsInput,
      ...threadWaysInput,
    }),
    answer: thread,
  }),
  listPosts: route({
    method: 'GET',
    path: '/threads/:id/posts',
    summary: 'Posts of a thread, oldest first, or the changes since a sequence.',
    params: byThread,
    query: postsQuery,
    auth: 'optional',
    answer: postsPage,
  }),
  createPost: route({
    method: 'POST',
    path: '/threads/:id/posts',
    summary: 'Reply.',
    params: byThread,
    body: z.object({
      body,
      replyTo: z.optional(z.int().check(z.gte(1))),
      pseudonym: z.optional(z.boolean()),
      poll: z.optional(pollInput),
      /** When it was written, for texts that waited for a network; shown, and decides nothing. */
      writtenAt: z.optional(instant),
    }),
    answer: post,
    status: 201,
  }),
  revealAuthor: route({
    method: 'POST',
    path: '/posts/:id/reveal',
    summary: 'Who wrote under a pseudonym, for staff; the log keeps who asked.',
    params: byPost,
    answer: z.object({ person }),
  }),
  getPost: route({
    method: 'GET',
    path: '/posts/:id',
    summary: 'One post with its Markdown, to quote or edit it.',
    params: byPost,
    answer: post,
  }),
  editPost: route({
    method: 'PATCH',
    path: '/posts/:id',
    summary: 'Edit a post; a real conflict answers `edit-conflict` with the current version.',
    params: byPost,
    body: z.object({
      body,
      baseRevision: z.int().check(z.gte(1)),
      /** Somebody else's wiki post: under a pseudonym, as which one is here already by default. */
      pseudonym: z.optional(z.boolean()),
    }),
    answer: post,
  }),
  setPostLanguage: route({
    method: 'PUT',
    path: '/posts/:id/language',
    summary: 'Say which language a post is in, `und` for none; edits keep it (author and staff).',
    params: byPost,
    body: z.object({ lang: languageTag }),
    answer: post,
  }),
  deletePost: route({
    method: 'DELETE',
    path: '/posts/:id',
    summary: 'Delete a post; its stone stays.',
    params: byPost,
    answer: post,
  }),
  react: route({
    method: 'PUT',
    path: '/posts/:id/reactions/:emoji',
    summary: 'React with an emoji.',
    params: reactionParams,
    answer: post,
  }),
  unreact: route({
    method: 'DELETE',
    path: '/posts/:id/reactions/:emoji',
    summary: 'Take a reaction back.',
    params: reactionParams,
    answer: post,
  }),
  readThread: route({
    method: 'PUT',
    path: '/threads/:id/read',
    summary: 'Note the number read up to; it never goes back.',
    params: byThread,
    body: z.object({ number: z.int().check(z.gte(0)) }),
    answer: z.object({ number: z.number(), unread: z.number() }),
  }),
  watchThread: route({
    method: 'PUT',
    path: '/threads/:id/watch',
    summary: 'Choose what reaches the notifications.',
    params: byThread,
    body: z.object({ level: watchLevel }),
    answer: z.object({ level: watchLevel }),
  }),
  preview: route({
    method: 'POST',
    path: '/preview',
    summary: 'The HTML a text would be saved as.',
    body: z.object({ body, communityId: z.optional(communityId) }),
    answer: z.object({ html: z.string(), people: peopleById }),
    idempotent: false,
  }),
} as const;

/** News about one post. `reaction` says whose reaction it was, so that its owner's other tabs know. */
const postNews = z.object({
  threadId,
  seq: z.number(),
  post,
  people: peopleById,
  reaction: z.optional(z.object({ personId, emoji: z.string(), on: z.boolean() })),
});
export type PostNews = z.infer<typeof postNews>;

const threadNews = z.object({ threadId, seq: z.number(), thread });
export type ThreadNews = z.infer<typeof threadNews>;

export const threadEvents = [
  event('post:created', 'A post was written.', postNews),
  event('post:edited', 'A post was edited, reacted to, hidden or restored.', postNews),
  event('post:deleted', 'A post was deleted; its stone comes along.', postNews),
  event('thread:changed', 'Title, tags, pin, lock, accepted answer or place changed.', threadNews),
  event(
    'thread:read',
    'The person read on, in another tab or on another device.',
    z.object({ threadId, number: z.number(), unread: z.number() }),
  ),
  event(
    'typing',
    'Somebody is typing; the mark ends by itself.',
    z.object({ threadId, person, on: z.boolean() }),
  ),
] as const;

export const threadRequests = [
  request('typing', 'Say that the person is typing, or has stopped.', {
    input: z.object({ threadId, on: z._default(z.optional(z.boolean()), true) }),
    output: z.object({}),
  }),
] as const;

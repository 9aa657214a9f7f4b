import * as z from 'zod/mini';
import { event, request } from './contract/messages.ts';
import { route } from './contract/route.ts';
import { communityId, personId, postId, sessionId, spaceId, threadId } from './ids.ts';
import { limits } from './limits.ts';
import { intQuery, page, pageQuery } from './paging.ts';
import { peopleById, person } from './people.contract.ts';
import { pollInput } from './polls.contract.ts';
import { instant, languageTag, line } from './text.ts';

export const threadKind = z.enum(['discussion', 'question', 'announcement']);
export type ThreadKind = z.infer<typeof threadKind>;

/** In which order threads stand, behind those that are pinned. */
export const threadOrder = z.enum(['activity', 'created', 'reactions']);
export type ThreadOrder = z.infer<typeof threadOrder>;

/** How much of a thread reaches a person's notifications. */
export const watchLevel = z.enum(['none', 'mentions', 'all', 'muted']);
export type WatchLevel = z.infer<typeof watchLevel>;

/** Seconds between two posts of one person, at most a day; 0 is no limit. */
export const slowSeconds = z.int().check(z.gte(0), z.lte(86_400));

/** One emoji, possibly of several code points. */
export const emoji = z.string().check(z.maxLength(32), z.regex(/^(?:\p{RGI_Emoji})$/v));

export const reaction = z.object({
  emoji: z.string(),
  count: z.number(),
  /** The reader's own; never in news. */
  mine: z.optional(z.boolean()),
});

export const postCan = z.object({
  edit: z.boolean(),
  delete: z.boolean(),
  react: z.boolean(),
  report: z.boolean(),
  moderate: z.boolean(),
  accept: z.boolean(),
});

/** What a web page that a post links to says of itself: plain text, and a picture kept by the hub. */
export const linkPreview = z.object({
  id: z.string(),
  url: z.string(),
  title: z.string(),
  description: z.optional(z.string()),
  siteName: z.string(),
  picture: z.optional(z.object({ url: z.string(), width: z.number(), height: z.number() })),
});
export type LinkPreview = z.infer<typeof linkPreview>;

/** A post; deleted ones are stones with empty `html`. */
export const post = z.object({
  id: postId,
  threadId,
  /** Dense and fixed: address, order, read position. */
  number: z.number(),
  /** The thread's sequence at this post's last change. */
  seq: z.number(),
  author: person,
  /** Safe HTML, rendered when written. */
  html: z.string(),
  /** The Markdown as typed; only where one post is asked for. */
  body: z.optional(z.string()),
  /** Language of the text, `und` where nobody knows. */
  lang: z.string(),
  revision: z.number(),
  createdAt: instant,
  /** When the writer's own clock says it was written, where it arrived more than a minute later. */
  writtenAt: z.optional(instant),
  editedAt: z.optional(instant),
  deleted: z.optional(z.literal(true)),
  /** Hidden by a moderator: `html` is empty for all but staff. */
  hidden: z.optional(z.literal(true)),
  /** Number of the post this one answers. */
  replyTo: z.optional(z.number()),
  reactions: z.array(reaction),
  /** Whoever may reply may edit it. */
  wiki: z.optional(z.literal(true)),
  /** Who saved the text as it is, where that was not the author. */
  editor: z.optional(person),
  /** Of pages the text links to; they come some time after the text. */
  previews: z.optional(z.array(linkPreview)),
  /** It asks something: see `/posts/:id/poll`. */
  poll: z.optional(z.literal(true)),
  /** Not to be seen before the reader has answered: only its place is here, and nobody's name. */
  closed: z.optional(z.literal(true)),
  can: z.optional(postCan),
});
export type PostView = z.infer<typeof post>;

export const threadCan = z.object({
  reply: z.boolean(),
  edit: z.boolean(),
  watch: z.boolean(),
  pin: z.boolean(),
  lock: z.boolean(),
  accept: z.boolean(),
  react: z.boolean(),
  moderate: z.boolean(),
});
export type ThreadCan = z.infer<typeof threadCan>;

/** What holds for the reader in a thread, by its own days and pace or the space's; never in news. */
export const threadTerms = z.object({
  opensAt: z.optional(instant),
  dueAt: z.optional(instant),
  /** Seconds between two posts of one person. */
  slowSeconds: z.optional(z.number()),
  /** When the reader may write again. */
  slowUntil: z.optional(instant),
  /** The reader may write under a pseudonym. */
  pseudonyms: z.optional(z.literal(true)),
  /** As whom the reader wrote under one here before. */
  alias: z.optional(person),
  /** The reader has to answer before they see what others wrote. */
  answerFirst: z.optional(z.literal(true)),
  /** Number of the reader's answer that opened the thread to them; it can be edited, not deleted. */
  answered: z.optional(z.number()),
});
export type ThreadTerms = z.infer<typeof threadTerms>;

export const thread = z.object({
  id: threadId,
  spaceId,
  communityId,
  /** The session whose chat this thread is. */
  sessionId: z.nullable(sessionId),
  title: z.string(),
  slug: z.string(),
  kind: threadKind,
  tags: z.array(z.string()),
  author: person,
  createdAt: instant,
  lastActivityAt: instant,
  lastSeq: z.number(),
  /** The highest post number so far. */
  lastNumber: z.number(),
  /** Posts that are neither deleted nor hidden. */
  postCount: z.number(),
  pinned: z.boolean(),
  locked: z.boolean(),
  hidden: z.boolean(),
  /** Number of the accepted answer of a question. */
  acceptedNumber: z.nullable(z.number()),
  /** The study group it is for, where groups are apart; absent, it is for all. */
  groupId: z.optional(communityId),
  /** Its own days and pace, where they are not those of the space. */
  opensAt: z.optional(instant),
  dueAt: z.optional(instant),
  slowSeconds: z.optional(slowSeconds),
  /** Only staff may reply. */
  repliesOff: z.optional(z.literal(true)),
  /** Until when an announcement stands on top of its place. */
  standsUntil: z.optional(instant),
  /** People see what others wrote only after an answer of their own. */
  answerFirst: z.optional(z.literal(true)),
  /** In the list of its space: reactions to its posts, where there are any. */
  reactions: z.optional(z.number()),
  /** The reader's position; absent for visitors and in news. */
  read: z.optional(z.object({ number: z.number(), unread: z.number() })),
  watch: z.optional(watchLevel),
  can: z.optional(threadCan),
  terms: z.optional(threadTerms),
});
export type ThreadView = z.infer<typeof thread>;

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

/** A page by number, or, with `since`, the posts changed after that seq by seq ascending. */
export const postsPage = z.object({
  items: z.array(post),
  people: peopleById,
  lastSeq: z.number(),
  /** With `since`: there are more changes; ask again from the last item's seq. */
  more: z.optional(z.boolean()),
  thread: z.optional(thread),
  firstNumber: z.optional(z.number()),
  lastNumber: z.optional(z.number()),
});
export type PostsPage = z.infer<typeof postsPage>;

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

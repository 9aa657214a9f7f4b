import * as z from 'zod/mini';
import { communityId, postId, sessionId, spaceId, threadId } from './ids.ts';
import { peopleById, person } from './people.contract.ts';
import { instant } from './text.ts';

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

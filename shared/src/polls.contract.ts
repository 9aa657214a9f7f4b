import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { postId, threadId } from './ids.ts';
import { page, pageQuery } from './paging.ts';
import { person } from './people.contract.ts';
import { pollResults } from './polls.events.ts';
import { instant, line } from './text.ts';

export const pollLimits = { options: 20, option: 120, question: 200 } as const;

/** `ranked` is counted by instant run-off (docs/forum/polls.md). */
export const pollKind = z.enum(['single', 'several', 'ranked']);
export type PollKind = z.infer<typeof pollKind>;

/** From when results are shown: to everybody alike, staff and author included. */
export const pollShow = z.enum(['always', 'voted', 'closed']);
export type PollShow = z.infer<typeof pollShow>;

const optionTexts = z.array(line(pollLimits.option)).check(
  z.minLength(2),
  z.maxLength(pollLimits.options),
  z.refine((texts) => new Set(texts.map((text) => text.normalize('NFC'))).size === texts.length),
);
const atLeast = z.int().check(z.gte(1), z.lte(pollLimits.options));
const question = z.optional(z.nullable(line(pollLimits.question)));

/** A poll as its author makes it. */
export const pollInput = z
  .object({
    /** Where the post itself asks, there is none. */
    question,
    kind: pollKind,
    options: optionTexts,
    /** Of `several`: how many are to be chosen; from one to all unless said. */
    min: z.optional(atLeast),
    max: z.optional(atLeast),
    /** Nobody learns who chose what, staff included. */
    anonymous: z.boolean(),
    show: pollShow,
    closesAt: z.optional(z.nullable(instant)),
  })
  .check(
    z.refine(({ options, min = 1, max = options.length }) => min <= max && max <= options.length),
  );
export type PollInput = z.output<typeof pollInput>;

export const poll = z.object({
  postId,
  threadId,
  question: z.nullable(z.string()),
  kind: pollKind,
  options: z.array(z.object({ id: z.string(), text: z.string() })),
  min: z.number(),
  max: z.number(),
  anonymous: z.boolean(),
  show: pollShow,
  closesAt: z.nullable(instant),
  closedAt: z.nullable(instant),
  /** No vote is taken any more. */
  closed: z.boolean(),
  edition: z.number(),
  version: z.number(),
  /** How many people have voted. */
  voters: z.number(),
  /** Absent while the reader may not see them. */
  results: z.optional(pollResults),
  /**
   * Ids of what the reader chose, by rank in a ranked poll; null without a vote.
   * Absent for visitors, and when an anonymous poll is over: then nobody knows.
   */
  mine: z.optional(z.nullable(z.array(z.string()))),
  can: z.optional(
    z.object({
      vote: z.boolean(),
      close: z.boolean(),
      /** Question and options, before the first vote. */
      edit: z.boolean(),
      /** Who chose what, of an open poll. */
      seeVotes: z.boolean(),
    }),
  ),
});
export type PollView = z.infer<typeof poll>;

const byPost = z.object({ id: postId });
const choice = z.string().check(z.maxLength(16));

export const pollRoutes = {
  getPoll: route({
    method: 'GET',
    path: '/posts/:id/poll',
    summary: 'The poll of a post, with its results as far as they may be seen.',
    params: byPost,
    auth: 'optional',
    answer: poll,
  }),
  vote: route({
    method: 'PUT',
    path: '/posts/:id/poll/vote',
    summary: 'Vote, or vote otherwise, until the poll is closed.',
    params: byPost,
    body: z.object({
      choices: z.array(choice).check(z.minLength(1), z.maxLength(pollLimits.options)),
    }),
    answer: poll,
  }),
  unvote: route({
    method: 'DELETE',
    path: '/posts/:id/poll/vote',
    summary: 'Take the own vote back, until the poll is closed.',
    params: byPost,
    answer: poll,
  }),
  listVotes: route({
    method: 'GET',
    path: '/posts/:id/poll/votes',
    summary: 'Who chose what in an open poll, for members who may see its results.',
    params: byPost,
    query: z.extend(pageQuery, { option: z.optional(choice) }),
    answer: page(z.object({ person, choices: z.array(z.string()) })),
  }),
  changePoll: route({
    method: 'PATCH',
    path: '/posts/:id/poll',
    summary:
      'Change question and options before the first vote, or when it closes (author, staff).',
    params: byPost,
    body: z.object({
      question,
      options: z.optional(optionTexts),
      closesAt: z.optional(z.nullable(instant)),
    }),
    answer: poll,
  }),
  closePoll: route({
    method: 'POST',
    path: '/posts/:id/poll/close',
    summary: 'Close a poll for good (author, staff).',
    params: byPost,
    answer: poll,
  }),
} as const;

import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { communityId, spaceId, threadId } from './ids.ts';
import { page, pageQuery } from './paging.ts';
import { peopleById } from './people.contract.ts';
import { post, thread } from './threads.view.ts';

/** In which order the answers to a question are asked for. */
export const answerOrder = z.enum(['reactions', 'time']);
export type AnswerOrder = z.infer<typeof answerOrder>;

/** An announcement as it stands on top of its place: with the first words of its text. */
export const standing = z.object({ thread, snippet: z.string() });
export type Standing = z.infer<typeof standing>;

const standingPage = page(standing);

/** What some kinds of thread have besides their posts. */
export const kindRoutes = {
  listAnswers: route({
    method: 'GET',
    path: '/threads/:id/answers',
    summary: 'Answers to a question: those with most reactions first, or in the order of time.',
    params: z.object({ id: threadId }),
    query: z.extend(pageQuery, { order: z._default(z.optional(answerOrder), 'reactions') }),
    auth: 'optional',
    answer: z.extend(page(post), { people: peopleById }),
  }),
  listSpaceAnnouncements: route({
    method: 'GET',
    path: '/spaces/:id/announcements',
    summary: 'What stands on top of a space, but what the reader has put away.',
    params: z.object({ id: spaceId }),
    query: pageQuery,
    auth: 'optional',
    answer: standingPage,
  }),
  listCommunityAnnouncements: route({
    method: 'GET',
    path: '/communities/:id/announcements',
    summary: 'What stands on top of the spaces of a community that the reader may read.',
    params: z.object({ id: communityId }),
    query: pageQuery,
    auth: 'optional',
    answer: standingPage,
  }),
  putAway: route({
    method: 'PUT',
    path: '/threads/:id/put-away',
    summary: 'Take an announcement from the top of its place, for oneself, or put it back.',
    params: z.object({ id: threadId }),
    body: z.object({ away: z.boolean() }),
    answer: z.object({ away: z.boolean() }),
  }),
} as const;

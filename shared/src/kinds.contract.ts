import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { threadId } from './ids.ts';
import { page, pageQuery } from './paging.ts';
import { peopleById } from './people.contract.ts';
import { post } from './threads.contract.ts';

/** In which order the answers to a question are asked for. */
export const answerOrder = z.enum(['reactions', 'time']);
export type AnswerOrder = z.infer<typeof answerOrder>;

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
} as const;

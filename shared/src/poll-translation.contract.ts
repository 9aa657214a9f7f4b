import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { postId } from './ids.ts';
import { languageTag } from './text.ts';

/** Question and options of a poll in another language, made by the hub's service and kept. */
export const pollTranslation = z.object({
  postId,
  lang: languageTag,
  /** The poll's edition it says; of another one than the poll's it is not shown. */
  edition: z.number(),
  question: z.nullable(z.string()),
  options: z.array(z.object({ id: z.string(), text: z.string() })),
});
export type PollTranslationView = z.infer<typeof pollTranslation>;

export const pollTranslationRoutes = {
  translatePoll: route({
    method: 'POST',
    path: '/posts/:id/poll/translations',
    summary: 'Translate question and options of a poll, or answer the translation that is kept.',
    params: z.object({ id: postId }),
    body: z.object({ to: languageTag }),
    answer: pollTranslation,
    idempotent: false,
  }),
  getPollTranslation: route({
    method: 'GET',
    path: '/posts/:id/poll/translations/:lang',
    summary: 'The translation of a poll that is kept; nothing is sent anywhere.',
    params: z.object({ id: postId, lang: languageTag }),
    auth: 'optional',
    answer: pollTranslation,
  }),
} as const;

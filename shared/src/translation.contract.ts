import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { communityId, postId, threadId } from './ids.ts';
import { limits } from './limits.ts';
import { page } from './paging.ts';
import { peopleById, person } from './people.contract.ts';
import { instant, languageTag } from './text.ts';

/** Who made a translation: a program, or people. */
export const translationOrigin = z.enum(['engine', 'people']);

/** A post in another language, kept beside the original. */
export const translation = z.object({
  postId,
  threadId,
  lang: languageTag,
  /** The post's revision it says; an older one than the post's own is out of date. */
  revision: z.number(),
  stale: z.boolean(),
  /** Raised by each correction. */
  version: z.number(),
  origin: translationOrigin,
  /** Who corrected it last; null for a program's. */
  editor: z.nullable(person),
  changedAt: instant,
  /** Safe HTML, made like that of posts. */
  html: z.string(),
  /** The Markdown, to correct it. */
  body: z.string(),
  people: peopleById,
  can: z.object({ correct: z.boolean(), revert: z.boolean(), again: z.boolean() }),
});
export type TranslationView = z.infer<typeof translation>;

export const translationVersion = z.object({
  version: z.number(),
  revision: z.number(),
  origin: translationOrigin,
  editor: z.nullable(person),
  body: z.string(),
  createdAt: instant,
});
export type TranslationVersion = z.infer<typeof translationVersion>;

/** What a person wants translated without asking. */
export const translationWish = z.object({
  /** Posts that are in none of the own languages are shown translated. */
  auto: z.boolean(),
  /** Into which language; null: the one the pages are in. */
  to: z.nullable(languageTag),
});
export type TranslationWish = z.infer<typeof translationWish>;

/** Whether a community's text may be sent to the translation service. */
export const translationConsent = z.object({
  allowed: z.boolean(),
  /** Everybody may read the community anyway: nothing there needs consent. */
  open: z.boolean(),
  /** A study group follows the community around it. */
  follows: z.nullable(communityId),
  /** The hub has a translation service. */
  on: z.boolean(),
});
export type TranslationConsent = z.infer<typeof translationConsent>;

const byPost = z.object({ id: postId });
const byLanguage = z.object({ id: postId, lang: languageTag });
const byCommunity = z.object({ id: communityId });

export const translationRoutes = {
  getTranslationStatus: route({
    method: 'GET',
    path: '/translation',
    summary: 'Whether the hub translates, and what the person wants translated.',
    auth: 'optional',
    answer: z.object({ on: z.boolean(), mine: z.nullable(translationWish) }),
  }),
  setTranslationWish: route({
    method: 'PUT',
    path: '/me/translation',
    summary: 'Choose whether posts in other languages are shown translated.',
    body: translationWish,
    answer: translationWish,
  }),
  translatePost: route({
    method: 'POST',
    path: '/posts/:id/translations',
    summary: 'Translate a post, or answer the translation that is kept.',
    params: byPost,
    body: z.object({
      to: languageTag,
      /** By the program once more, in place of an outdated one. */
      again: z.optional(z.boolean()),
    }),
    answer: translation,
    idempotent: false,
  }),
  getTranslation: route({
    method: 'GET',
    path: '/posts/:id/translations/:lang',
    summary: 'The translation that is kept; nothing is sent anywhere.',
    params: byLanguage,
    auth: 'optional',
    answer: translation,
  }),
  correctTranslation: route({
    method: 'PUT',
    path: '/posts/:id/translations/:lang',
    summary: 'Correct a translation, or write the first one (`baseVersion` 0).',
    params: byLanguage,
    body: z.object({
      body: z.string().check(
        z.minLength(1),
        z.maxLength(limits.postBody),
        z.refine((text) => text.trim() !== ''),
      ),
      baseVersion: z.int().check(z.gte(0)),
    }),
    answer: translation,
  }),
  listTranslationVersions: route({
    method: 'GET',
    path: '/posts/:id/translations/:lang/versions',
    summary:
      'The latest versions of a translation, newest first, at most 100 (staff and the author).',
    params: byLanguage,
    answer: page(translationVersion),
  }),
  revertTranslation: route({
    method: 'POST',
    path: '/posts/:id/translations/:lang/revert',
    summary: 'Put an earlier version back (staff and the author).',
    params: byLanguage,
    body: z.object({ version: z.int().check(z.gte(1)) }),
    answer: translation,
  }),
  getTranslationConsent: route({
    method: 'GET',
    path: '/communities/:id/translation',
    summary: 'Whether text of a community may be sent to the translation service.',
    params: byCommunity,
    answer: translationConsent,
  }),
  setTranslationConsent: route({
    method: 'PUT',
    path: '/communities/:id/translation',
    summary: 'Allow or forbid that text of a community is sent to be translated (owners).',
    params: byCommunity,
    body: z.object({ allowed: z.boolean() }),
    answer: translationConsent,
  }),
} as const;

import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { anyId, communityId, spaceId, threadId } from './ids.ts';
import { limits } from './limits.ts';
import { page, pageQuery } from './paging.ts';
import { instant } from './text.ts';

/** What a text is going to be: a reply to a thread, a thread in a forum, a post changed. */
export const draftKind = z.enum(['reply', 'thread', 'edit']);
export type DraftKind = z.infer<typeof draftKind>;

/** A person has one draft at a place: the id is that of the thread, forum or post. */
export const draftPlace = z.object({ kind: draftKind, id: anyId });
export type DraftPlace = z.infer<typeof draftPlace>;

/** What was typed. Texts are kept as typed: nothing is trimmed, nothing has to be complete. */
export const draftWords = z.object({
  text: z.string().check(z.maxLength(limits.postBody)),
  /** Of a thread that is begun. */
  title: z._default(z.optional(z.string().check(z.maxLength(limits.threadTitle))), ''),
  /** Of a thread that is begun, as typed into the field. */
  tags: z._default(z.optional(z.string().check(z.maxLength(500))), ''),
  /** The poll that is asked beside it, as its form keeps it; no poll where it is empty. */
  poll: z._default(z.optional(z.string().check(z.maxLength(limits.pollDraft))), ''),
  /** Number of the post that is answered. */
  replyTo: z.optional(z.int().check(z.gte(1))),
  /** The revision of the post the text was made from. */
  baseRevision: z.optional(z.int().check(z.gte(1))),
});
export type DraftWords = z.infer<typeof draftWords>;

/** One text at a place; `version` names exactly this text and is never used again. */
export const draftVersion = z.extend(draftWords, {
  version: anyId,
  /** Idempotency-Key of the submission the text is going to be. */
  key: z.string(),
  changedAt: instant,
});
export type DraftVersion = z.infer<typeof draftVersion>;

/** Where a text belongs, as far as its writer may read it now. */
export const draftPlaceView = z.object({
  /** Of the thread, or the name of the forum; empty when the place is out of reach. */
  title: z.string(),
  communityId: z.nullable(communityId),
  spaceId: z.nullable(spaceId),
  threadId: z.nullable(threadId),
  /** Of the post that is changed. */
  number: z.nullable(z.number()),
});
export type DraftPlaceView = z.infer<typeof draftPlaceView>;

export const draft = z.extend(draftVersion, {
  kind: draftKind,
  id: anyId,
  /** Written on another device at the same time, the newest first; each is there until it is thrown away. */
  others: z.array(draftVersion),
  /** Where it belongs, as far as the person may read it now. */
  place: draftPlaceView,
});
export type DraftView = z.infer<typeof draft>;

const submissionKey = z.string().check(z.minLength(8), z.maxLength(200));

export const draftRoutes = {
  listDrafts: route({
    method: 'GET',
    path: '/me/drafts',
    summary: 'Own texts that were begun and not sent, the last changed first.',
    query: pageQuery,
    answer: page(draft),
  }),
  getDraft: route({
    method: 'GET',
    path: '/me/drafts/:kind/:id',
    summary: 'The own draft of a place, if there is one.',
    params: draftPlace,
    answer: z.object({ draft: z.nullable(draft) }),
  }),
  saveDraft: route({
    method: 'PUT',
    path: '/me/drafts/:kind/:id',
    summary:
      'Keep a draft: the last one stays, and a text that it does not come from is put beside it.',
    params: draftPlace,
    body: z.extend(draftWords, {
      /** The version this text was made from; absent where none was seen. */
      base: z.optional(z.nullable(anyId)),
      key: submissionKey,
      /** Names the tab that writes, so that it knows its own news. */
      writer: z.optional(z.string().check(z.maxLength(64))),
    }),
    /** Null when nothing is left: the text is empty, and no other was written. */
    answer: z.object({ draft: z.nullable(draft) }),
  }),
  removeDraft: route({
    method: 'DELETE',
    path: '/me/drafts/:kind/:id',
    summary:
      'Throw away one version, what a submission was made of, or, with neither, all of a place.',
    params: draftPlace,
    query: z.object({
      version: z.optional(anyId),
      /** Later saves under this key are refused with `already-sent`. */
      key: z.optional(submissionKey),
      writer: z.optional(z.string().check(z.maxLength(64))),
    }),
  }),
} as const;

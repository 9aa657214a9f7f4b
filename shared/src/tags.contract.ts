import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { anyId, communityId, spaceId } from './ids.ts';
import { limits } from './limits.ts';
import { page, pageQuery } from './paging.ts';
import { line, prose } from './text.ts';
import { thread } from './threads.view.ts';

/** Bounds of what a community keeps as tags. */
export const tagLimits = {
  perCommunity: 2_000,
  groups: 50,
  aliases: 30,
  description: 300,
} as const;

/** Whom a tag, or the making of new ones, is for: all who write, or those who keep order. */
export const tagUse = z.enum(['everybody', 'staff']);
export type TagUse = z.infer<typeof tagUse>;

/** How much of a tag's new threads reaches a person's notifications. */
export const tagLevel = z.enum(['none', 'all', 'muted']);
export type TagLevel = z.infer<typeof tagLevel>;

export const tag = z.object({
  id: anyId,
  name: z.string(),
  description: z.string(),
  /** Other names that lead to it. */
  aliases: z.array(z.string()),
  groupId: z.nullable(anyId),
  use: tagUse,
  /** Threads that have it and that the reader may see. */
  count: z.number(),
  /** What the reader chose; absent for visitors. */
  level: z.optional(tagLevel),
});
export type TagView = z.infer<typeof tag>;

export const tagGroup = z.object({
  id: anyId,
  name: z.string(),
  /** A thread has at most one tag of the group. */
  oneOf: z.boolean(),
});
export type TagGroupView = z.infer<typeof tagGroup>;

/** What holds for the tags of a community. */
export const tagFrame = z.object({
  groups: z.array(tagGroup),
  /** Who may make a new tag by writing it on a thread. */
  making: tagUse,
  can: z.object({ manage: z.boolean() }),
});
export type TagFrame = z.infer<typeof tagFrame>;

const byCommunity = z.object({ id: communityId });
/** By its name or any of its other names, however they are written. */
const byTag = z.object({ id: communityId, tag: z.string().check(z.maxLength(2 * limits.tag)) });
const byGroup = z.object({ id: communityId, groupId: anyId });

const traits = {
  description: z.optional(prose(tagLimits.description)),
  aliases: z.optional(z.array(line(limits.tag)).check(z.maxLength(tagLimits.aliases))),
  groupId: z.optional(z.nullable(anyId)),
  use: z.optional(tagUse),
};

export const tagRoutes = {
  listTags: route({
    method: 'GET',
    path: '/communities/:id/tags',
    summary: 'Tags of a community by name, with how many threads the reader finds under each.',
    params: byCommunity,
    query: z.extend(pageQuery, {
      /** Only those of one group. */
      groupId: z.optional(anyId),
    }),
    auth: 'optional',
    answer: z.extend(page(tag), { frame: tagFrame }),
  }),
  listSpaceTags: route({
    method: 'GET',
    path: '/spaces/:id/tags',
    summary: 'Tags that threads of a space have, those of most threads first, counted in it.',
    params: z.object({ id: spaceId }),
    auth: 'optional',
    answer: z.object({ items: z.array(tag) }),
  }),
  suggestTags: route({
    method: 'GET',
    path: '/communities/:id/tag-suggestions',
    summary: 'Tags whose name or other names go on as the text begins; those used most come first.',
    params: byCommunity,
    query: z.object({ q: z._default(z.optional(z.string().check(z.maxLength(limits.tag))), '') }),
    auth: 'optional',
    answer: z.object({ items: z.array(tag) }),
  }),
  getTag: route({
    method: 'GET',
    path: '/communities/:id/tags/:tag',
    summary: 'One tag, by any of its names.',
    params: byTag,
    auth: 'optional',
    answer: tag,
  }),
  listTagThreads: route({
    method: 'GET',
    path: '/communities/:id/tags/:tag/threads',
    summary: 'Threads of a tag that the reader may see, the most recently active first.',
    params: byTag,
    query: pageQuery,
    auth: 'optional',
    answer: page(thread),
  }),
  createTag: route({
    method: 'POST',
    path: '/communities/:id/tags',
    summary: 'Make a tag (staff).',
    params: byCommunity,
    body: z.object({ name: line(limits.tag), ...traits }),
    answer: tag,
    status: 201,
  }),
  changeTag: route({
    method: 'PATCH',
    path: '/communities/:id/tags/:tag',
    summary: 'Rename a tag or change what is said of it (staff); its threads follow by themselves.',
    params: byTag,
    body: z.object({ name: z.optional(line(limits.tag)), ...traits }),
    answer: tag,
  }),
  mergeTag: route({
    method: 'POST',
    path: '/communities/:id/tags/:tag/merge',
    summary: 'Make a tag part of another (staff): its names lead there, its threads follow.',
    params: byTag,
    body: z.object({ into: line(limits.tag) }),
    answer: tag,
  }),
  removeTag: route({
    method: 'DELETE',
    path: '/communities/:id/tags/:tag',
    summary: 'Take a tag away, from its threads as well (staff).',
    params: byTag,
  }),
  createTagGroup: route({
    method: 'POST',
    path: '/communities/:id/tag-groups',
    summary: 'Make a group of tags (staff).',
    params: byCommunity,
    body: z.object({ name: line(limits.tag), oneOf: z.optional(z.boolean()) }),
    answer: tagGroup,
    status: 201,
  }),
  changeTagGroup: route({
    method: 'PATCH',
    path: '/communities/:id/tag-groups/:groupId',
    summary: 'Rename a group of tags, or let a thread have only one of it (staff).',
    params: byGroup,
    body: z.object({ name: z.optional(line(limits.tag)), oneOf: z.optional(z.boolean()) }),
    answer: tagGroup,
  }),
  removeTagGroup: route({
    method: 'DELETE',
    path: '/communities/:id/tag-groups/:groupId',
    summary: 'Take a group away; its tags stay (staff).',
    params: byGroup,
  }),
  setTagFrame: route({
    method: 'PUT',
    path: '/communities/:id/tag-settings',
    summary: 'Say who may make new tags (staff).',
    params: byCommunity,
    body: z.object({ making: tagUse }),
    answer: tagFrame,
  }),
  watchTag: route({
    method: 'PUT',
    path: '/communities/:id/tags/:tag/watch',
    summary: 'Hear of new threads of a tag, or of nothing in its threads but mentions.',
    params: byTag,
    body: z.object({ level: tagLevel }),
    answer: z.object({ level: tagLevel }),
  }),
} as const;

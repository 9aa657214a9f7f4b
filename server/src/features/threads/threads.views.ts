import { personId } from '@jembatan/shared/ids';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { PostView, ThreadCan, ThreadView } from '@jembatan/shared/threads.view';
import type { Actor } from '../../kernel/actor.ts';
import * as rules from '../../permissions/threads.rules.ts';
import { withNoteIds } from '../../text/note-ids.ts';
import { slugOf } from '../../text/slug.ts';
import type { Post } from './posts.repository.ts';
import type { Reading } from './readings.repository.ts';
import type { ThreadAt } from './threads.access.ts';
import type { Thread } from './threads.repository.ts';

/** Someone whose account is gone, wherever a name is needed. */
function authorOf(id: PersonView['id'], people: PeopleById): PersonView {
  return people[id] ?? { id, displayName: '–', handle: '' };
}

/** A thread as everybody who may read it sees it: for news, and the base of a reader's own view. */
export function toThreadNews(thread: Thread, people: PeopleById): ThreadView {
  const {
    id,
    spaceId,
    communityId,
    sessionId,
    title,
    kind,
    tags,
    lastSeq,
    lastNumber,
    goneNumbers,
    pinned,
    locked,
    hidden,
    acceptedNumber,
  } = thread;
  return {
    id,
    spaceId,
    communityId,
    sessionId,
    title,
    slug: slugOf(title),
    kind,
    tags,
    author: authorOf(thread.authorId, people),
    createdAt: thread.createdAt.toISOString(),
    lastActivityAt: thread.lastActivityAt.toISOString(),
    lastSeq,
    lastNumber,
    postCount: lastNumber - goneNumbers.length,
    pinned,
    locked,
    hidden,
    acceptedNumber,
    ...termsIn(thread),
  };
}

/** Its own, where it has some. */
function termsIn(thread: Thread) {
  const { groupId, opensAt, dueAt, slowSeconds, repliesOff, standsUntil, answerFirst } = thread;
  return {
    ...(groupId && { groupId }),
    ...(opensAt && { opensAt: opensAt.toISOString() }),
    ...(dueAt && { dueAt: dueAt.toISOString() }),
    ...(slowSeconds !== null && { slowSeconds }),
    ...(repliesOff && { repliesOff: true as const }),
    ...(standsUntil && { standsUntil: standsUntil.toISOString() }),
    ...(answerFirst && { answerFirst: true as const }),
  };
}

export interface ReaderFacts {
  people: PeopleById;
  reading: Reading | null;
  unread: number;
}

export function toThreadView(
  actor: Actor,
  at: ThreadAt,
  { people, reading, unread }: ReaderFacts,
): ThreadView {
  const view = { ...toThreadNews(at.thread, people), can: threadCanOf(actor, at) };
  if (actor.kind !== 'person') return view;
  return {
    ...view,
    read: { number: reading?.number ?? 0, unread },
    watch: reading?.watch ?? 'mentions',
  };
}

export function threadCanOf(actor: Actor, at: ThreadAt): ThreadCan {
  return {
    reply: rules.canReply(actor, at),
    edit: rules.canEditThread(actor, at),
    watch: rules.canWatch(actor, at),
    pin: rules.canPin(actor, at),
    lock: rules.canLock(actor, at),
    accept: rules.canAccept(actor, at),
    react: rules.canReactInThread(actor, at),
    moderate: rules.canModerateThread(actor, at),
  };
}

/** What may be done to a post that is not to be seen. */
const nothing = {
  ...{ edit: false, delete: false, react: false },
  ...{ report: false, moderate: false, accept: false },
};

/** No person has this id: who answered is not said before the reader has. */
const nobody: PersonView = {
  id: personId.parse('0'.repeat(24)),
  displayName: '–',
  handle: '',
};

/** The place of a post whose text is for those who have answered: it counts, and says nothing. */
export function toClosedPost({ id, threadId, number, seq, createdAt, ...post }: Post): PostView {
  return {
    ...{ id, threadId, number, seq, author: nobody, html: '', lang: 'und', revision: 1 },
    createdAt: createdAt.toISOString(),
    ...(post.deleted && { deleted: true as const }),
    ...(post.hidden && { hidden: true as const }),
    ...{ reactions: [], closed: true as const },
  };
}

/** A post as an audience sees it; only staff sees what a moderator hid. */
export function toPostNews(post: Post, people: PeopleById, audience: 'all' | 'staff'): PostView {
  const isShown = !post.deleted && !(post.hidden && audience === 'all');
  const html = !isShown ? '' : withNoteIds(post.html, post.number);
  return {
    id: post.id,
    threadId: post.threadId,
    number: post.number,
    seq: post.seq,
    author: authorOf(post.authorId, people),
    html,
    lang: post.lang,
    revision: post.revision,
    createdAt: post.createdAt.toISOString(),
    ...(post.writtenAt && { writtenAt: post.writtenAt.toISOString() }),
    ...(post.editedAt && { editedAt: post.editedAt.toISOString() }),
    ...(post.deleted && { deleted: true as const }),
    ...(post.hidden && { hidden: true as const }),
    ...(post.replyTo !== null && { replyTo: post.replyTo }),
    ...(typeof post.wikiFrom === 'number' && { wiki: true as const }),
    ...(post.editorId && { editor: authorOf(post.editorId, people) }),
    ...(html !== '' && post.previews?.length && { previews: post.previews }),
    ...(post.poll && isShown && { poll: true as const }),
    reactions: post.reactions.map(({ emoji, people: who }) => ({ emoji, count: who.length })),
  };
}

export function toPostView(
  actor: Actor,
  at: ThreadAt,
  { post, people }: { post: Post; people: PeopleById },
): PostView {
  if (!rules.canReadPost(actor, at, post))
    return { ...toClosedPost(post), ...(actor.kind === 'person' && { can: nothing }) };
  const news = toPostNews(post, people, rules.canSeeHiddenPost(actor, at) ? 'staff' : 'all');
  if (actor.kind !== 'person') return news;
  return {
    ...news,
    reactions: post.reactions.map(({ emoji, people: who }) => ({
      emoji,
      count: who.length,
      ...(who.includes(actor.id) && { mine: true }),
    })),
    can: {
      edit: rules.canEditPost(actor, at, post),
      delete: rules.canDeletePost(actor, at, post),
      react: rules.canReact(actor, at, post),
      report: rules.canReportPost(actor, at, post),
      moderate: rules.canModerateThread(actor, at),
      accept: rules.canAccept(actor, at) && !post.deleted && post.number > 1,
    },
  };
}

/** Ids of all people a list of posts names. */
export function peopleOf(
  posts: readonly Post[],
  ...others: PersonView['id'][]
): Set<PersonView['id']> {
  const named = posts.flatMap(({ authorId, editorId, html }) => [
    authorId,
    ...(editorId ? [editorId] : []),
    ...mentionedIn(html),
  ]);
  return new Set([...named, ...others]);
}

const mentionMark = /data-person="([0-9a-f]{24})"/g;

/** The HTML was made by us: each mention carries its person's id. */
export function mentionedIn(html: string): PersonView['id'][] {
  if (!html.includes('data-person')) return [];
  return [...html.matchAll(mentionMark)].map(([, id]) => id as PersonView['id']);
}

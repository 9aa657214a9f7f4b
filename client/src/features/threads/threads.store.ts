import type { PersonId } from '@jembatan/shared/ids';
import type { PeopleById } from '@jembatan/shared/people.contract';
import type { PostNews, ThreadNews } from '@jembatan/shared/threads.contract';
import type { PostsPage, PostView, ThreadView } from '@jembatan/shared/threads.view';
import { isOwn, postCanOf, rightsAreUnknown, threadCanAfter } from './post-rights.ts';
import { addRange, covers, type Range } from './ranges.ts';

/** News about one post, under the name it came by. */
interface PostEvent {
  readonly name: 'post:created' | 'post:edited' | 'post:deleted';
  readonly payload: PostNews;
}

interface ThreadChangedEvent {
  readonly name: 'thread:changed';
  readonly payload: ThreadNews;
}

/** News that takes its place in the thread's sequence. */
export type SequencedEvent = PostEvent | ThreadChangedEvent;

interface ThreadReadEvent {
  readonly name: 'thread:read';
  readonly payload: { readonly threadId: string; readonly number: number; readonly unread: number };
}

export type ThreadEvent = SequencedEvent | ThreadReadEvent;

/** A thread as this tab knows it: some runs of its posts, complete up to `lastSeq`. */
export interface ThreadState {
  readonly thread: ThreadView;
  /** Loaded posts by number; sparse, see `ranges`. */
  readonly posts: ReadonlyMap<number, PostView>;
  readonly ranges: readonly Range[];
  readonly people: PeopleById;
  readonly lastSeq: number;
  /** News that came before an earlier one, by seq. While there is some, the thread may have to be asked `since`. */
  readonly waiting: readonly SequencedEvent[];
  /** The seq to ask `since`, when something cannot be known from news; null when nothing is in doubt. */
  readonly askFrom: number | null;
}

/** The first state, from a page that was read together with its thread. */
export function startThread(thread: ThreadView, page: PostsPage): ThreadState {
  const empty: ThreadState = {
    thread,
    posts: new Map(),
    ranges: [],
    people: {},
    lastSeq: page.lastSeq,
    waiting: [],
    askFrom: thread.lastSeq === page.lastSeq ? null : page.lastSeq,
  };
  return mergePage(empty, page);
}

/** Adds a page that was loaded by number, however old or new it is. */
export function mergePage(state: ThreadState, page: PostsPage): ThreadState {
  const numbers = page.items.map((post) => post.number);
  const posts = new Map(state.posts);
  for (const post of page.items) {
    const known = posts.get(post.number);
    if (!known || known.seq <= post.seq) posts.set(post.number, post);
  }
  const loaded =
    numbers.length > 0
      ? addRange(state.ranges, { first: Math.min(...numbers), last: Math.max(...numbers) })
      : state.ranges;
  // A page older than the news this tab has dropped for numbers it had not loaded.
  const askFrom =
    page.lastSeq < state.lastSeq
      ? Math.min(page.lastSeq, state.askFrom ?? page.lastSeq)
      : state.askFrom;
  return { ...state, posts, ranges: loaded, people: { ...state.people, ...page.people }, askFrom };
}

/** Loaded to its end: a post with the next number can be put behind the last one. */
export function hasTail(state: ThreadState): boolean {
  const last = state.ranges.at(-1)?.last ?? 0;
  return last >= state.thread.lastNumber;
}

const isVisible = (post: PostView | undefined) =>
  post !== undefined && !post.deleted && !post.hidden;

const isReadable = (post: PostView | undefined) => isVisible(post) && !post?.closed;

/** The reader's position with its count: exact where the posts behind it are loaded, else what `guess` says. */
function readAt(state: ThreadState, at: { number: number; guess: number }): ThreadState {
  if (!state.thread.read) return state;
  const behind = { first: at.number + 1, last: state.thread.lastNumber };
  const most = Math.max(0, behind.last - at.number);
  let unread = Math.max(0, Math.min(at.guess, most));
  if (covers(state.ranges, behind)) {
    unread = 0;
    for (let number = behind.first; number <= behind.last; number += 1)
      if (isReadable(state.posts.get(number))) unread += 1;
  }
  return { ...state, thread: { ...state.thread, read: { number: at.number, unread } } };
}

/** Reactions of news know no reader: `mine` is what was known, changed by the reader's own. */
function withOwnReactions(
  news: PostNews,
  known: PostView | undefined,
  self: PersonId | null,
): PostView['reactions'] {
  const mine = new Set(known?.reactions.filter((one) => one.mine).map((one) => one.emoji));
  const own = news.reaction?.personId === self ? news.reaction : undefined;
  if (own?.on) mine.add(own.emoji);
  if (own && !own.on) mine.delete(own.emoji);
  return news.post.reactions.map((one) => ({
    ...one,
    ...(mine.has(one.emoji) && { mine: true }),
  }));
}

function personalPost(state: ThreadState, news: PostNews, self: PersonId | null): PostView {
  const known = state.posts.get(news.post.number);
  const can = postCanOf(news.post, state.thread, self);
  const post: PostView = { ...news.post, reactions: withOwnReactions(news, known, self), can };
  const bodyHolds = known?.body !== undefined && known.revision === post.revision && can.edit;
  return bodyHolds ? { ...post, body: known.body } : post;
}

/** How news changes the number of posts one can read; null when only the server can tell. */
function countChange(state: ThreadState, event: PostEvent): number | null {
  // The news may show a later state of the post than its seq says; what follows adds up.
  if (event.name === 'post:created') return Number(isVisible(event.payload.post));
  const known = state.posts.get(event.payload.post.number);
  // The known post is from a page that was read after this event: what it was before is lost.
  if (!known || known.seq >= event.payload.seq) return null;
  return Number(isVisible(event.payload.post)) - Number(isVisible(known));
}

function placePost(
  state: ThreadState,
  post: PostView,
  isNew: boolean,
): Pick<ThreadState, 'posts' | 'ranges'> {
  const known = state.posts.get(post.number);
  const isNext = isNew && !known && hasTail(state) && post.number === state.thread.lastNumber + 1;
  if (!isNext && (!known || known.seq > post.seq)) return state;
  const posts = new Map(state.posts).set(post.number, post);
  return {
    posts,
    ranges: isNext
      ? addRange(state.ranges, { first: post.number, last: post.number })
      : state.ranges,
  };
}

function applyPost(state: ThreadState, event: PostEvent, self: PersonId | null): ThreadState {
  const { payload } = event;
  const isNew = event.name === 'post:created';
  const change = countChange(state, event);
  const { post } = payload;
  const next: ThreadState = {
    ...state,
    ...placePost(state, personalPost(state, payload, self), isNew),
    people: { ...state.people, ...payload.people },
    lastSeq: payload.seq,
    askFrom: change === null ? Math.min(state.askFrom ?? payload.seq, payload.seq) : state.askFrom,
    thread: {
      ...state.thread,
      lastSeq: payload.seq,
      lastNumber: isNew ? Math.max(state.thread.lastNumber, post.number) : state.thread.lastNumber,
      lastActivityAt: isNew ? post.createdAt : state.thread.lastActivityAt,
      postCount: state.thread.postCount + (change ?? 0),
    },
  };
  const read = state.thread.read;
  if (!read) return next;
  // Whoever writes has read what was there; the server moves the position on in the same step.
  const own = isNew && isOwn(post, state.thread, self);
  const number = own ? Math.max(read.number, post.number) : read.number;
  const concerned = post.number > number && !post.closed ? (change ?? 0) : 0;
  return readAt(next, { number, guess: read.unread + concerned });
}

/** What a thread's news may change; counts come by the news of posts. */
function describedBy(before: ThreadView, news: ThreadView): ThreadView {
  const {
    title,
    slug,
    kind,
    tags,
    pinned,
    locked,
    hidden,
    acceptedNumber,
    spaceId,
    communityId,
    sessionId,
  } = news;
  const after = {
    ...before,
    title,
    slug,
    kind,
    tags,
    pinned,
    locked,
    hidden,
    acceptedNumber,
    spaceId,
    communityId,
    sessionId,
  };
  const can = threadCanAfter(before, news);
  return can ? { ...after, can } : after;
}

function applyThreadChanged(
  state: ThreadState,
  { seq, thread: news }: ThreadNews,
  self: PersonId | null,
): ThreadState {
  const thread = { ...describedBy(state.thread, news), lastSeq: seq };
  // Where an answer comes first, or no more, posts have other words than before.
  const from = news.answerFirst === state.thread.answerFirst ? seq : 0;
  const askFrom = rightsAreUnknown(state.thread, news)
    ? Math.min(state.askFrom ?? from, from)
    : state.askFrom;
  const next = { ...state, thread, lastSeq: seq, askFrom };
  return thread.can === state.thread.can ? next : { ...next, posts: withRights(next, self) };
}

function withRights(state: ThreadState, self: PersonId | null): ReadonlyMap<number, PostView> {
  const posts = new Map(state.posts);
  for (const [number, post] of posts)
    posts.set(number, { ...post, can: postCanOf(post, state.thread, self) });
  return posts;
}

function applyNext(state: ThreadState, event: SequencedEvent, self: PersonId | null): ThreadState {
  if (event.name === 'thread:changed') return applyThreadChanged(state, event.payload, self);
  return applyPost(state, event, self);
}

function keepWaiting(
  waiting: readonly SequencedEvent[],
  event: SequencedEvent,
): readonly SequencedEvent[] {
  if (waiting.some((one) => one.payload.seq === event.payload.seq)) return waiting;
  return [...waiting, event].sort((a, b) => a.payload.seq - b.payload.seq);
}

/** Applies what waited for its turn and drops what is known by now. */
function applyWaiting(state: ThreadState, self: PersonId | null): ThreadState {
  let next: ThreadState = { ...state, waiting: [] };
  for (const event of state.waiting) {
    if (event.payload.seq <= next.lastSeq) continue;
    if (event.payload.seq === next.lastSeq + 1) next = applyNext(next, event, self);
    else next = { ...next, waiting: [...next.waiting, event] };
  }
  return next;
}

function applyRead(state: ThreadState, payload: ThreadReadEvent['payload']): ThreadState {
  const before = state.thread.read;
  if (!before || payload.number < before.number) return state;
  return readAt(state, { number: payload.number, guess: payload.unread });
}

/**
 * Snapshot + news = fresh snapshot (ARCHITECTURE, rule 6). News that is known
 * is dropped; news that comes before an earlier one waits for it.
 */
export function applyThreadEvent(
  state: ThreadState,
  event: ThreadEvent,
  self: PersonId | null,
): ThreadState {
  if (event.payload.threadId !== state.thread.id) return state;
  if (event.name === 'thread:read') return applyRead(state, event.payload);
  if (event.payload.seq <= state.lastSeq) return state;
  if (event.payload.seq > state.lastSeq + 1)
    return { ...state, waiting: keepWaiting(state.waiting, event) };
  return applyWaiting(applyNext(state, event, self), self);
}

/**
 * Takes in all posts changed since `askFrom` (or `lastSeq`), with the thread as
 * it was at the same moment. Afterwards nothing is in doubt.
 */
export function applyCatchUp(
  state: ThreadState,
  changes: { page: PostsPage; thread: ThreadView },
  self: PersonId | null,
): ThreadState {
  const { page, thread } = changes;
  // An answer that news has overtaken; the doubt stays and is asked about again.
  if (page.lastSeq < state.lastSeq || thread.lastSeq !== page.lastSeq) return state;
  let next = state;
  for (const post of [...page.items].sort((a, b) => a.number - b.number)) {
    const placed = placePost(next, post, post.number > next.thread.lastNumber);
    const lastNumber = Math.max(next.thread.lastNumber, post.number);
    next = { ...next, ...placed, thread: { ...next.thread, lastNumber } };
  }
  const people = { ...next.people, ...page.people };
  const fresh = { ...next, people, thread, lastSeq: page.lastSeq, askFrom: null };
  return applyWaiting({ ...fresh, posts: withRights(fresh, self) }, self);
}

/** Takes in the answer of an own command: the post as its author sees it, text included. */
export function applyAnswer(
  state: ThreadState,
  post: PostView,
  self: PersonId | null,
): ThreadState {
  const { body: _body, can: _can, ...bare } = post;
  const isNew = post.number > state.thread.lastNumber;
  const news: PostNews = { threadId: post.threadId, seq: post.seq, post: bare, people: {} };
  const next = applyThreadEvent(
    state,
    { name: isNew ? 'post:created' : 'post:edited', payload: news },
    self,
  );
  const known = next.posts.get(post.number);
  if (!known || known.seq > post.seq) return next;
  return { ...next, posts: new Map(next.posts).set(post.number, post) };
}

/** Lets go of posts outside `kept`, so that a tab that reads for hours stays small. */
export function forgetOutside(state: ThreadState, kept: Range): ThreadState {
  const posts = new Map(
    [...state.posts].filter(([number]) => kept.first <= number && number <= kept.last),
  );
  const ranges = state.ranges
    .map((range) => ({
      first: Math.max(range.first, kept.first),
      last: Math.min(range.last, kept.last),
    }))
    .filter((range) => range.first <= range.last);
  return { ...state, posts, ranges };
}

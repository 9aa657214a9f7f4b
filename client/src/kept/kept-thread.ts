import type { PeopleById } from '@jembatan/shared/people.contract';
import type { PostsPage, PostView, ThreadView } from '@jembatan/shared/threads.view';
import { postsKept } from './keep-rules.ts';

/** A thread as it is kept: the newest state seen of each post. */
export interface KeptThread {
  readonly thread: ThreadView;
  /** By number, ascending; there may be holes. */
  readonly posts: readonly PostView[];
  readonly people: PeopleById;
}

/** What a page of posts was asked by. */
export interface PageQuery {
  readonly limit: number;
  readonly from?: number | undefined;
  readonly dir?: string | undefined;
  readonly at?: string | undefined;
  readonly last: boolean;
}

function mergePosts(known: readonly PostView[], newer: readonly PostView[]): PostView[] {
  const posts = new Map(known.map((post) => [post.number, post]));
  for (const post of newer) {
    const before = posts.get(post.number);
    if (!before || before.seq <= post.seq) posts.set(post.number, post);
  }
  const all = [...posts.values()].sort((a, b) => a.number - b.number);
  return all.slice(-postsKept);
}

/** Takes a page in. Null when nothing is known of the thread itself. */
export function withPage(known: KeptThread | null, page: PostsPage): KeptThread | null {
  const thread = page.thread ?? known?.thread;
  if (!thread) return null;
  const newer = known && known.thread.lastSeq > thread.lastSeq ? known.thread : thread;
  return {
    thread: { ...newer, lastSeq: Math.max(newer.lastSeq, page.lastSeq) },
    posts: mergePosts(known?.posts ?? [], page.items),
    people: { ...known?.people, ...page.people },
  };
}

/** Takes a piece of news in. A gap before it is left to whoever asks `since` the known seq. */
export function withNews(
  known: KeptThread,
  { post, people, seq }: { post: PostView; people: PeopleById; seq: number },
): KeptThread {
  const { lastSeq, lastNumber } = known.thread;
  return {
    thread: {
      ...known.thread,
      lastSeq: seq === lastSeq + 1 ? seq : lastSeq,
      lastNumber: Math.max(lastNumber, post.number),
    },
    posts: mergePosts(known.posts, [withOwnFacts(known, post)]),
    people: { ...known.people, ...people },
  };
}

/** News knows no reader: what this one may do with a post, and felt, is as it was. */
function withOwnFacts({ posts }: KeptThread, post: PostView): PostView {
  const before = posts.find((one) => one.number === post.number);
  const mine = new Set(before?.reactions.filter((one) => one.mine).map((one) => one.emoji));
  return {
    ...post,
    ...(before?.can && { can: before.can }),
    reactions: post.reactions.map((one) => (mine.has(one.emoji) ? { ...one, mine: true } : one)),
  };
}

/** Takes the thread itself in; its posts stay. */
export function withThread(known: KeptThread | null, thread: ThreadView): KeptThread {
  return { thread, posts: known?.posts ?? [], people: known?.people ?? {} };
}

/** The unbroken run of posts around a place in the list. */
function runFrom(posts: readonly PostView[], start: number, limit: number): PostView[] {
  const run: PostView[] = [];
  for (let place = start; place < posts.length && run.length < limit; place += 1) {
    const post = posts[place];
    const before = run.at(-1);
    if (!post || (before && post.number !== before.number + 1)) break;
    run.push(post);
  }
  return run;
}

function runUpTo(posts: readonly PostView[], end: number, limit: number): PostView[] {
  let start = end;
  while (start > 0 && end - start + 1 < limit) {
    if (posts[start - 1]?.number !== (posts[start]?.number ?? 0) - 1) break;
    start -= 1;
  }
  return posts.slice(start, end + 1);
}

function itemsFor({ posts }: KeptThread, query: PageQuery): PostView[] {
  const end = posts.length - 1;
  if (query.last) return runUpTo(posts, end, query.limit);
  if (query.dir === 'back') {
    const until = posts.findLastIndex((post) => post.number <= (query.from ?? 0));
    return until < 0 ? [] : runUpTo(posts, until, query.limit);
  }
  const { at, from = 1 } = query;
  const place = posts.findIndex((post) => (at ? post.createdAt >= at : post.number >= from));
  return place < 0 ? [] : runFrom(posts, place, query.limit);
}

/** The page the server would have answered, as far as it is kept; null when none of it is. */
export function pageOf(kept: KeptThread, query: PageQuery): PostsPage | null {
  const items = itemsFor(kept, query);
  if (items.length === 0) return null;
  return {
    items,
    people: kept.people,
    lastSeq: kept.thread.lastSeq,
    thread: kept.thread,
    firstNumber: 1,
    lastNumber: kept.thread.lastNumber,
  };
}

const picture = /<img[^>]+src="(\/files\/[^"]+)"/g;

/** Addresses of the hub's own pictures in the posts, without those that are kept already. */
export function picturesIn(posts: readonly PostView[]): string[] {
  const found = posts.flatMap(({ html }) => [...html.matchAll(picture)].map(([, src]) => src));
  return [...new Set(found.filter((src) => src !== undefined))];
}

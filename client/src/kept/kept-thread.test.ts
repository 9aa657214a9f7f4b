import type { PostsPage, PostView, ThreadView } from '@jembatan/shared/threads.view';
import { describe, expect, it } from 'vitest';
import { postsKept } from './keep-rules.ts';
import {
  type KeptThread,
  pageOf,
  picturesIn,
  withNews,
  withPage,
  withThread,
} from './kept-thread.ts';

// What these rules look at; the rest is the contract's business.
const post = (number: number, seq = number, html = ''): PostView =>
  ({ number, seq, html, createdAt: new Date(number * 1_000).toISOString() }) as PostView;
const thread = (lastNumber: number, lastSeq = lastNumber): ThreadView =>
  ({ id: 't', lastNumber, lastSeq }) as ThreadView;
const page = (numbers: readonly number[], of: ThreadView | undefined, lastSeq = 9): PostsPage => ({
  items: numbers.map((number) => post(number)),
  people: {},
  lastSeq,
  ...(of && { thread: of }),
});
const keep = (...pages: PostsPage[]): KeptThread | null =>
  pages.reduce<KeptThread | null>(withPage, null);
const numbers = (kept: KeptThread | null, query: Partial<Parameters<typeof pageOf>[1]> = {}) =>
  (kept && pageOf(kept, { limit: 3, last: false, ...query }))?.items.map((one) => one.number);

describe('a kept thread', () => {
  it('answers pages out of what was read, and stops at a hole', () => {
    const kept = keep(page([1, 2, 3, 4], thread(9)), page([8, 9], thread(9)));
    expect(numbers(kept, { from: 1 })).toEqual([1, 2, 3]);
    expect(numbers(kept, { from: 4 })).toEqual([4]);
    expect(numbers(kept, { last: true })).toEqual([8, 9]);
    expect(numbers(kept, { from: 9, dir: 'back' })).toEqual([8, 9]);
    expect(numbers(kept, { at: new Date(3_500).toISOString() })).toEqual([4]);
  });

  it('begins at what there is when the asked post is not kept, and has no answer beyond its end', () => {
    const kept = keep(page([5, 6], thread(9)));
    expect(numbers(kept, { from: 1 })).toEqual([5, 6]);
    expect(numbers(kept, { from: 7 })).toBeUndefined();
  });

  it('holds the newest state of a post, whichever came last', () => {
    const kept = withPage(keep({ ...page([], thread(1)), items: [post(1, 7, 'new')] }), {
      ...page([], undefined),
      items: [post(1, 3, 'old')],
    });
    expect(kept?.posts[0]?.html).toBe('new');
  });

  it('takes in what is written while it is read, with what its reader may do and felt', () => {
    const mine = [{ emoji: '👍', count: 1, mine: true }];
    const own = { ...post(1), can: { edit: true }, reactions: mine } as PostView;
    const kept = keep({ ...page([], thread(1, 1)), lastSeq: 1, items: [own] });
    if (!kept) throw new Error('nothing is kept');
    const news = { ...post(1, 2, 'edited'), reactions: [{ emoji: '👍', count: 2 }] } as PostView;
    const edited = withNews(kept, { post: news, people: {}, seq: 2 });
    expect(edited.posts[0]).toMatchObject({
      html: 'edited',
      can: { edit: true },
      reactions: [{ emoji: '👍', count: 2, mine: true }],
    });
    const fresh = { ...post(2, 4), reactions: [] } as PostView;
    const after = withNews(edited, { post: fresh, people: {}, seq: 4 });
    expect([after.thread.lastSeq, after.thread.lastNumber]).toEqual([2, 2]);
  });

  it('is nothing before the thread itself is known', () => {
    expect(keep(page([1], undefined))).toBeNull();
  });

  it('takes a newer thread in without losing its posts', () => {
    const kept = withThread(keep(page([1, 2], thread(2))), thread(5));
    expect([kept.thread.lastNumber, kept.posts.length]).toEqual([5, 2]);
  });

  it('lets the earliest posts of a very long one go', () => {
    const many = Array.from({ length: postsKept + 5 }, (_, n) => n + 1);
    expect(keep(page(many, thread(many.length)))?.posts[0]?.number).toBe(6);
  });

  it('names the pictures of the hub, each once, and none of elsewhere', () => {
    const one =
      '<img src="/files/a" srcset="/files/a?w=320 320w, /files/a 900w" alt=""><img alt="x" src="/files/b">';
    expect(
      picturesIn([post(1, 1, `${one}<img src="https://x/files/c">`), post(2, 2, one)]),
    ).toEqual(['/files/a', '/files/b']);
  });
});

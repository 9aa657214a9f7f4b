import type { PostView } from '@jembatan/shared/threads.view';
import { expect, it } from 'vitest';
import { personOf, staffCan, ThreadModel } from '../thread-model.ts';
import { answersOf, type BranchesPage, growTree, readOver, startTree } from './tree.ts';

const reader = { id: personOf(1).id, can: staffCan };

/** A thread in which each post answers the one named for it; null answers none. */
function madeOf(answers: readonly (number | null)[]) {
  const model = new ThreadModel();
  for (const _one of answers) model.create(personOf(1));
  const { items } = model.page(reader, { from: 1, limit: 100 });
  const posts = items.map((post, n): PostView => {
    const of = answers[n];
    return of == null ? post : { ...post, replyTo: of };
  });
  return { posts: new Map(posts.map((post) => [post.number, post])), thread: model.thread(reader) };
}

function pageOf(
  { posts, thread }: ReturnType<typeof madeOf>,
  numbers: readonly number[],
  more: BranchesPage['more'] = [],
): BranchesPage {
  const items = numbers.flatMap((number) => posts.get(number) ?? []);
  return { items, people: {}, more, lastSeq: thread.lastSeq, thread };
}

const asObject = (answers: ReadonlyMap<number, readonly number[]>) => Object.fromEntries(answers);

it('puts answers under what they answer, and nothing that is not loaded', () => {
  const thread = madeOf([null, 1, 1, 2, null, 5]);
  const tree = startTree(0, pageOf(thread, [1, 2, 3, 5], [{ of: 2, after: 0 }]));
  expect(asObject(answersOf(tree, thread.posts))).toEqual({ 0: [1, 5], 1: [2, 3] });
  const grown = growTree(tree, 2, pageOf(thread, [4]));
  expect(asObject(answersOf(grown, thread.posts))).toEqual({ 0: [1, 5], 1: [2, 3], 2: [4] });
  expect(grown.more.size).toBe(0);
});

it('puts what comes since in its place', () => {
  const before = madeOf([null, 1, null]);
  const tree = startTree(0, pageOf(before, [1, 2, 3]));
  const { posts } = madeOf([null, 1, null, 2, null]);
  expect(asObject(answersOf(tree, posts))).toEqual({ 0: [1, 3, 5], 1: [2], 2: [4] });
});

it('has read on only over what was seen', () => {
  expect(readOver(2, new Set([1, 2, 3, 4, 7]))).toBe(4);
  expect(readOver(2, new Set([4]))).toBe(2);
});

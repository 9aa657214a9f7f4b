import type { branchRoutes } from '@jembatan/shared/branches.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import type * as z from 'zod/mini';

export type BranchesPage = z.output<typeof branchRoutes.listBranches.answer>;

/** What is loaded of a thread's branches; the posts themselves are where all posts are. */
export interface Tree {
  /** The post whose branch is shown; 0 is the whole thread. */
  readonly root: number;
  readonly loaded: ReadonlySet<number>;
  /** Where there is more: the post that is answered, and the last loaded answer to it. */
  readonly more: ReadonlyMap<number, number>;
  /** The highest number when it was loaded: what is higher came since, by news. */
  readonly upTo: number;
}

export function startTree(root: number, page: BranchesPage): Tree {
  const empty: Tree = { root, loaded: new Set(), more: new Map(), upTo: page.thread.lastNumber };
  return growTree(empty, root, page);
}

/** Adds a page of answers to the post `of`. */
export function growTree(tree: Tree, of: number, page: BranchesPage): Tree {
  const more = new Map(tree.more);
  more.delete(of);
  for (const one of page.more) more.set(one.of, one.after);
  return {
    ...tree,
    loaded: new Set([...tree.loaded, ...page.items.map(({ number }) => number)]),
    more,
  };
}

/** Answers by the post they answer (0: none), each list ascending: what is loaded, and what came since. */
export function answersOf(
  tree: Tree,
  posts: ReadonlyMap<number, PostView>,
): ReadonlyMap<number, readonly number[]> {
  const since = [...posts.keys()].filter((number) => number > tree.upTo);
  const shown = [...new Set([...tree.loaded, ...since])].sort((a, b) => a - b);
  const answers = new Map<number, number[]>();
  for (const number of shown) {
    const of = posts.get(number)?.replyTo ?? 0;
    answers.set(of, [...(answers.get(of) ?? []), number]);
  }
  return answers;
}

/** The position moves on only over what was seen: a branch that is closed holds it. */
export function readOver(from: number, seen: ReadonlySet<number>): number {
  let number = from;
  while (seen.has(number + 1)) number += 1;
  return number;
}

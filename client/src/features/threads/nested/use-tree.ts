import { branchRoutes } from '@jembatan/shared/branches.contract';
import { batch, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useApp } from '../../../app-context.ts';
import { appErrorOf } from '../../../net/problem.ts';
import type { ThreadSession } from '../thread-session.ts';
import { hasTail } from '../threads.store.ts';
import { type BranchesPage, growTree, startTree, type Tree } from './tree.ts';

/** Beginnings of branches, or answers, of one page. */
const pageSize = '10';

/** Posts that are known but in no run stay in step with the others, as the thread hears of changes. */
function keep(thread: ThreadSession, { items, people }: BranchesPage): void {
  const state = thread.state.value;
  if (!state) return;
  const posts = new Map(state.posts);
  for (const post of items) {
    const known = posts.get(post.number);
    // What is newer than the thread comes by its news, in order.
    const isHere = post.number <= state.thread.lastNumber;
    if (isHere && (!known || known.seq <= post.seq)) posts.set(post.number, post);
  }
  thread.state.value = { ...state, posts, people: { ...state.people, ...people } };
}

/** A thread's branches: loaded as they are opened, and live. */
export function useTree(thread: ThreadSession) {
  const { api } = useApp();
  const tree = useSignal<Tree | null>(null);
  const error = useSignal<ReturnType<typeof appErrorOf> | null>(null);
  const busy = useSignal<number | null>(null);
  const id = thread.state.value?.thread.id;
  const isClosed = thread.state.value?.thread.terms?.answerFirst;

  async function ask(of: number, after: number, self: boolean): Promise<BranchesPage | null> {
    if (!id) return null;
    busy.value = of;
    error.value = null;
    try {
      const query = { of: String(of), after: String(after), limit: pageSize };
      return await api(branchRoutes.listBranches, {
        params: { id },
        query: self ? { ...query, self: '1' } : query,
      });
    } catch (failure) {
      error.value = appErrorOf(failure);
      return null;
    } finally {
      busy.value = null;
    }
  }

  async function open(root: number): Promise<void> {
    const page = await ask(root, 0, root > 0);
    if (page)
      batch(() => {
        tree.value = startTree(root, page);
        keep(thread, page);
      });
  }

  async function more(of: number): Promise<void> {
    const after = tree.value?.more.get(of);
    const page = after === undefined ? null : await ask(of, after, false);
    if (page && tree.value)
      batch(() => {
        if (tree.value) tree.value = growTree(tree.value, of, page);
        keep(thread, page);
      });
  }

  useEffect(() => {
    void open(0);
    // New posts are put behind the last one: it has to be there.
    if (thread.state.value && !hasTail(thread.state.value)) void thread.jump('last');
  }, [id, isClosed]);

  const posts = thread.state.value?.posts;
  useEffect(() => {
    const lost = [...(tree.value?.loaded ?? [])].some((number) => !posts?.has(number));
    // The thread was loaded anew after a long gap.
    if (lost && busy.value === null) void open(tree.value?.root ?? 0);
  }, [posts]);

  return { tree, error, busy, open, more };
}

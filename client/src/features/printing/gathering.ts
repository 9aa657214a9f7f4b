import type { AppError } from '@jembatan/shared/errors';
import type { ThreadId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import type { PeopleById } from '@jembatan/shared/people.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { appErrorOf } from '../../net/problem.ts';

/** Posts that one page holds; more would keep a cheap phone busy for too long. */
export const mostPosts = 2_000;

/** Numbers of posts, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What one question brought: it is drawn once and stays as it is. */
export interface Sheet {
  readonly posts: readonly PostView[];
  readonly people: PeopleById;
}

export interface Gathered {
  readonly range: Range;
  readonly sheets: readonly Sheet[];
  /** Posts that are here. */
  readonly count: number;
  /** All that were asked for are here. */
  readonly isWhole: boolean;
  /** Why it stopped; what came before stays. */
  readonly error: AppError | null;
}

/** A range that can be printed: in the thread, in order, not longer than one page may be. */
export function fitting({ from, to }: Range, last: number): Range {
  const first = Math.min(Math.max(1, from), Math.max(1, last));
  return { from: first, to: Math.min(Math.max(first, to), last, first + mostPosts - 1) };
}

const begun = (range: Range): Gathered => ({
  ...{ range, sheets: [], count: 0, isWhole: false, error: null },
});

type Ask = (from: number, limit: number) => Promise<Sheet>;

/** The next posts behind those that are there. */
async function oneMore(before: Gathered, ask: Ask): Promise<Gathered> {
  const { range, sheets, count } = before;
  const from = (sheets.at(-1)?.posts.at(-1)?.number ?? range.from - 1) + 1;
  const { posts, people } = await ask(from, Math.min(limits.page.max, range.to - from + 1));
  const wanted = posts.filter(({ number }) => number <= range.to);
  const isWhole = wanted.length === 0 || (wanted.at(-1)?.number ?? 0) >= range.to;
  const sheet = { posts: wanted, people };
  return { ...before, sheets: [...sheets, sheet], count: count + wanted.length, isWhole };
}

/** Posts of a range, page by page; a page that does not come is asked for again by `goOn`. */
export function useGathered(id: ThreadId, range: Range): Gathered & { readonly goOn: () => void } {
  const { api } = useApp();
  const [state, setState] = useState(() => begun(range));
  const [round, setRound] = useState(0);
  const isSame = state.range.from === range.from && state.range.to === range.to;
  const now = isSame ? state : begun(range);
  useEffect(() => {
    const aborter = new AbortController();
    const { signal } = aborter;
    const ask: Ask = async (from, limit) => {
      const query = { from: String(from), limit: String(limit), dir: 'forward' as const };
      const call = { params: { id }, query };
      const { items: posts, people } = await api(threadRoutes.listPosts, call, { signal });
      return { posts, people };
    };
    const work = async () => {
      let at: Gathered = { ...now, error: null };
      while (!at.isWhole && !signal.aborted) {
        at = await oneMore(at, ask);
        if (!signal.aborted) setState(at);
      }
    };
    work().catch((error: unknown) => {
      if (!signal.aborted)
        setState((last) => ({ ...(last.range === range ? last : now), error: appErrorOf(error) }));
    });
    return () => aborter.abort();
  }, [id, range.from, range.to, round]);
  return { ...now, goOn: () => setRound((count) => count + 1) };
}

import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ThreadSession } from './thread-session.ts';
import type { ThreadScroll } from './use-thread-scroll.ts';

interface ThreadFlowProps {
  readonly thread: ThreadSession;
  readonly scroll: ThreadScroll;
  /** Highest number of the thread. */
  readonly total: number;
}

/** So far before its end is in sight, a run goes on. */
const aheadPx = 900;

/** A page that moves so long after a wheel, a finger or a key was moved by the person. */
const ownMoveMs = 1_000;

/** How far the run's ends are from the window: above its top, below its bottom. */
function distances(feed: Element): { above: number; below: number } {
  const { top, bottom } = feed.getBoundingClientRect();
  return { above: -top, below: bottom - innerHeight };
}

/** The post after or before the one that has the focus. */
function neighbour(feed: Element, step: 1 | -1): HTMLElement | null {
  const posts = [...feed.querySelectorAll<HTMLElement>('[data-number].post')];
  const here = posts.findIndex((post) => post.contains(document.activeElement));
  return here < 0 ? null : (posts[here + step] ?? null);
}

/** Posts go on while one scrolls: asked for ahead of need, only in the direction of travel. */
function useEndless(mark: { current: HTMLElement | null }, { thread, scroll }: ThreadFlowProps) {
  useEffect(() => {
    let last = scrollY;
    let waiting = false;
    let movedAt = Number.NEGATIVE_INFINITY;
    const onMove = () => {
      movedAt = performance.now();
    };
    const look = () => {
      waiting = false;
      const down = scrollY > last;
      const moved = scrollY !== last;
      last = scrollY;
      const feed = mark.current?.previousElementSibling;
      const own = performance.now() - movedAt < ownMoveMs;
      // Jumps and focus move the page too: only who travels wants more.
      if (!feed || !moved || !own || thread.loading.value) return;
      const { above, below } = distances(feed);
      if (down && below < aheadPx && thread.hasMore()) void scroll.loadForward();
      if (!down && above < aheadPx && (thread.run.value?.first ?? 1) > 1) void scroll.loadBack();
    };
    const onScroll = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(look);
    };
    const moves = ['wheel', 'touchmove', 'keydown'] as const;
    for (const name of moves) addEventListener(name, onMove, { passive: true });
    addEventListener('scroll', onScroll, { passive: true });
    return () => {
      for (const name of moves) removeEventListener(name, onMove);
      removeEventListener('scroll', onScroll);
    };
  }, [thread]);
}

/** `j` and `k` go from post to post while one of them has the focus. */
export function useSteps(mark: { current: HTMLElement | null }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : null;
      const { target } = event;
      const feed = mark.current?.previousElementSibling;
      const other = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
      if (!step || other || !feed || !(target instanceof HTMLElement)) return;
      if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      const next = neighbour(feed, step);
      if (!next) return;
      event.preventDefault();
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: 'nearest' });
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** What makes a run of posts a feed: it goes on by itself, says where one is, and has keys. */
export function ThreadFlow(props: ThreadFlowProps) {
  const mark = useRef<HTMLSpanElement>(null);
  const { thread, total } = props;
  const run = thread.run.value;
  useEndless(mark, props);
  useSteps(mark);
  useLayoutEffect(() => {
    const feed = mark.current?.previousElementSibling;
    for (const post of feed?.querySelectorAll<HTMLElement>('article[data-number]') ?? []) {
      post.setAttribute('aria-posinset', post.dataset.number ?? '');
      post.setAttribute('aria-setsize', String(total));
    }
    feed?.setAttribute('aria-busy', String(thread.loading.value !== null));
  }, [run, total, thread.loading.value]);
  return <span ref={mark} hidden />;
}

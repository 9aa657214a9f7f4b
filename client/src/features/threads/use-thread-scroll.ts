import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Target, ThreadSession } from './thread-session.ts';
import { numberInHash } from './use-thread.ts';

/** The post's place on the page; null when it is not shown. */
function elementOf(number: number): HTMLElement | null {
  return document.getElementById(`p${number}`);
}

/** Brings a post to the top of the window and shows which one is meant. */
function show(number: number, mark: boolean): void {
  const element = elementOf(number);
  if (!element) return;
  element.scrollIntoView({ block: 'start' });
  if (!mark) return;
  element.focus({ preventScroll: true });
  element.classList.add('post-meant');
  setTimeout(() => element.classList.remove('post-meant'), 2_500);
}

export interface ThreadScroll {
  /** Loads the place, then brings it into sight. */
  goTo(target: Exclude<Target, 'unread'>): Promise<void>;
  /** Adds posts above without moving what is being read. */
  loadBack(): Promise<void>;
  /** Adds posts below; those let go of above do not move it either. */
  loadForward(): Promise<void>;
}

/** Keeps what is read where it is, and brings into sight what is asked for. */
export function useThreadScroll(thread: ThreadSession): ThreadScroll {
  const wanted = useRef<{ number: number; mark: boolean } | null>(null);
  const held = useRef<{ id: string; top: number } | null>(null);
  const opened = useRef<ThreadSession | null>(null);
  const state = thread.state.value;

  useLayoutEffect(() => {
    if (!state || opened.current === thread) return;
    opened.current = thread;
    const named = numberInHash(location.hash);
    const start =
      named ?? thread.newFrom.value ?? (state.thread.read ? state.thread.lastNumber : 1);
    // A thread that opens at its start keeps its title in sight.
    if (start > 1) show(Math.min(start, state.thread.lastNumber), named !== null);
  }, [state]);

  useLayoutEffect(() => {
    if (wanted.current && elementOf(wanted.current.number)) {
      show(wanted.current.number, wanted.current.mark);
      wanted.current = null;
    }
    if (!held.current) return;
    const { id, top } = held.current;
    const settle = () => {
      const now = document.getElementById(id)?.getBoundingClientRect().top;
      if (now !== undefined && Math.abs(now - top) > 1) scrollBy(0, now - top);
    };
    settle();
    // Browsers that hold the place by themselves may have moved it as well.
    requestAnimationFrame(settle);
    held.current = null;
  });

  async function goTo(target: Exclude<Target, 'unread'>): Promise<void> {
    const number = await thread.jump(target);
    if (number === null) return;
    if (elementOf(number)) show(number, true);
    else {
      wanted.current = { number, mark: true };
      thread.wanted.value = number;
    }
  }

  useEffect(() => {
    const onHash = () => {
      const number = numberInHash(location.hash);
      if (number !== null) void goTo({ number });
    };
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, [thread]);

  function hold(number = 0): void {
    const post = elementOf(number);
    held.current = post && { id: post.id, top: post.getBoundingClientRect().top };
  }

  return {
    goTo,
    loadBack: () => thread.loadBack(() => hold(thread.run.value?.first)),
    loadForward: () => {
      const last = thread.run.value?.last;
      return thread.loadForward(() => hold(last));
    },
  };
}

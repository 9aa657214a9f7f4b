import { useEffect, useRef } from 'preact/hooks';
import { createReadPosition, readEveryMs } from './read-position.ts';
import type { ThreadSession } from './thread-session.ts';
import { useThreadsApi } from './use-thread.ts';

/** The bars at top and bottom cover this much; what is behind them was not seen. */
const coveredPx = 60;

function numberOf(element: Element): number {
  return element instanceof HTMLElement ? Number(element.dataset.number ?? 0) : 0;
}

/**
 * Reads as far as the ends of posts have come into sight while somebody looks
 * at the tab. Answers what each post's end is given as its `ref`.
 */
export function useReading(thread: ThreadSession): (element: HTMLElement | null) => void {
  const api = useThreadsApi();
  const observer = useRef<IntersectionObserver | null>(null);
  const waiting = useRef(new Set<HTMLElement>());
  const state = thread.state.value;
  const threadId = state?.thread.id;
  const canRead = state?.thread.read !== undefined;
  const known = state?.thread.read?.number ?? 0;
  const position = useRef<ReturnType<typeof createReadPosition> | null>(null);

  useEffect(() => {
    if (!threadId || !canRead) return undefined;
    const here = createReadPosition({
      from: known,
      everyMs: readEveryMs,
      send: async (number) => {
        const read = await api.read(threadId, number);
        thread.moveRead(read.number, read.unread);
      },
    });
    position.current = here;
    let inSight = 0;
    const look = () => {
      if (document.visibilityState === 'visible') here.seen(inSight);
    };
    const watch = new IntersectionObserver(
      (entries) => {
        for (const entry of entries)
          if (entry.isIntersecting) inSight = Math.max(inSight, numberOf(entry.target));
        look();
      },
      { rootMargin: `-${coveredPx}px 0px` },
    );
    observer.current = watch;
    for (const element of waiting.current) watch.observe(element);
    waiting.current.clear();
    document.addEventListener('visibilitychange', look);
    addEventListener('pagehide', here.flush);
    return () => {
      watch.disconnect();
      observer.current = null;
      document.removeEventListener('visibilitychange', look);
      removeEventListener('pagehide', here.flush);
      here.flush();
      here.stop();
    };
  }, [threadId, canRead]);

  useEffect(() => position.current?.moved(known), [known]);

  const ref = useRef((element: HTMLElement | null) => {
    if (!element) return;
    if (observer.current) observer.current.observe(element);
    else waiting.current.add(element);
  });
  return ref.current;
}

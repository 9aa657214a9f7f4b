import { useEffect, useRef } from 'preact/hooks';
import { createReadPosition, readEveryMs } from '../read-position.ts';
import type { ThreadSession } from '../thread-session.ts';
import { useThreadsApi } from '../use-thread.ts';
import { readOver } from './tree.ts';

/** The bars at top and bottom cover this much; what is behind them was not seen. */
const coveredPx = 60;

/**
 * Reads on over posts whose ends have come into sight, one after the other: a later post in sight
 * says nothing of those before it. Answers what each post's end is given as its `ref`.
 */
export function useNestedReading(thread: ThreadSession): (element: HTMLElement | null) => void {
  const api = useThreadsApi();
  const view = thread.state.value?.thread;
  const known = useRef(0);
  known.current = view?.read?.number ?? 0;
  const canRead = view?.read !== undefined;
  const observer = useRef<IntersectionObserver | null>(null);
  const waiting = useRef(new Set<HTMLElement>());
  const id = view?.id;

  useEffect(() => {
    if (!id || !canRead) return undefined;
    const seen = new Set<number>();
    const inSight = new Set<number>();
    const position = createReadPosition({
      from: known.current,
      everyMs: readEveryMs,
      send: async (number) => {
        const read = await api.read(id, number);
        thread.moveRead(read.number, read.unread);
      },
    });
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      for (const number of inSight) seen.add(number);
      position.moved(known.current);
      position.seen(readOver(known.current, seen));
    };
    const watch = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const number = target instanceof HTMLElement ? Number(target.dataset.number) : 0;
          if (isIntersecting) inSight.add(number);
          else inSight.delete(number);
        }
        look();
      },
      { rootMargin: `-${coveredPx}px 0px` },
    );
    observer.current = watch;
    for (const element of waiting.current) watch.observe(element);
    waiting.current.clear();
    document.addEventListener('visibilitychange', look);
    addEventListener('pagehide', position.flush);
    return () => {
      watch.disconnect();
      observer.current = null;
      document.removeEventListener('visibilitychange', look);
      removeEventListener('pagehide', position.flush);
      position.flush();
      position.stop();
    };
  }, [id, canRead]);

  const ref = useRef((element: HTMLElement | null) => {
    if (!element) return;
    if (observer.current) observer.current.observe(element);
    else waiting.current.add(element);
  });
  return ref.current;
}

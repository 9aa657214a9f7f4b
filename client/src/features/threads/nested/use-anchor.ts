import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * The first post in sight stays where it is, whatever is put above it. Answers what is called after
 * the page was moved on purpose.
 */
export function useAnchor(box: { current: HTMLElement | null }): () => void {
  const held = useRef<{ id: string; top: number } | null>(null);

  const look = () => {
    const posts = box.current?.querySelectorAll<HTMLElement>('.post[data-number]') ?? [];
    const first = [...posts].find((post) => post.getBoundingClientRect().bottom > 0);
    held.current = first ? { id: first.id, top: first.getBoundingClientRect().top } : null;
  };

  useEffect(() => {
    let waiting = false;
    const onScroll = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        look();
      });
    };
    addEventListener('scroll', onScroll, { passive: true });
    return () => removeEventListener('scroll', onScroll);
  }, []);

  useLayoutEffect(() => {
    // At the top of the page nothing is being read that could be pushed away.
    const before = scrollY > 0 ? held.current : null;
    const settle = () => {
      const now = before && document.getElementById(before.id)?.getBoundingClientRect().top;
      if (now != null && before && Math.abs(now - before.top) > 1) scrollBy(0, now - before.top);
    };
    settle();
    // Browsers that hold the place by themselves may have moved it as well.
    requestAnimationFrame(() => {
      if (held.current === before) settle();
      look();
    });
  });

  return look;
}

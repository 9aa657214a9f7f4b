import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Look } from './media/layers.ts';

function watch(element: HTMLElement, onLook: (look: Look) => void): () => void {
  let inView = true;
  const tell = () => {
    const widthPx = Math.round(element.clientWidth * devicePixelRatio);
    onLook({ visible: inView && !document.hidden, widthPx });
  };
  const seen = new IntersectionObserver((entries) => {
    inView = entries.at(-1)?.isIntersecting ?? true;
    tell();
  });
  const sized = new ResizeObserver(tell);
  seen.observe(element);
  sized.observe(element);
  document.addEventListener('visibilitychange', tell);
  return () => {
    seen.disconnect();
    sized.disconnect();
    document.removeEventListener('visibilitychange', tell);
  };
}

/**
 * Tells how one producer is looked at: its width in device pixels, and whether
 * it can be seen (in view, in a tab that is open). `producerId` undefined
 * watches nothing.
 */
export function useLook(
  place: RefObject<HTMLElement | null>,
  producerId: string | undefined,
  onLook: (producerId: string, look: Look) => void,
): void {
  const latest = useRef(onLook);
  latest.current = onLook;
  useEffect(() => {
    if (!place.current || producerId === undefined) return undefined;
    const stop = watch(place.current, (look) => latest.current(producerId, look));
    return () => {
      stop();
      latest.current(producerId, { visible: false, widthPx: 0 });
    };
  }, [producerId]);
}

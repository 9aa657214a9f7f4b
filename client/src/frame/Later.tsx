import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface LaterProps<P> {
  /** Keep it the same function from draw to draw. */
  readonly load: (() => Promise<ComponentType<P>>) | undefined;
  readonly props: P;
}

/** A part of a page whose code comes after the page; empty until it is here. */
export function Later<P extends object>({ load, props }: LaterProps<P>) {
  const [part, setPart] = useState<{ readonly Part: ComponentType<P> } | null>(null);
  useEffect(() => {
    let here = true;
    load?.().then(
      (Part) => here && setPart({ Part }),
      // Without connection the rest of the page still works.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [load]);
  return part ? <part.Part {...props} /> : null;
}

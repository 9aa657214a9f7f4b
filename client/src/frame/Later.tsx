import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useI18n } from '../i18n/use-text.ts';

interface LaterProps<P> {
  /** Keep it the same function from draw to draw. */
  readonly load: (() => Promise<ComponentType<P>>) | undefined;
  readonly props: P;
}

/** A part of a page whose code comes after the page; empty until it is here. */
export function Later<P extends object>({ load, props }: LaterProps<P>) {
  const i18n = useI18n();
  const [part, setPart] = useState<{ readonly Part: ComponentType<P> } | null>(null);
  useEffect(() => {
    let here = true;
    // What comes later says what comes later.
    Promise.all([load?.(), i18n.need('writing')]).then(
      ([Part]) => here && Part && setPart({ Part }),
      // Without connection the rest of the page still works.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [load]);
  return part ? <part.Part {...props} /> : null;
}

import type { ComponentType } from 'preact';
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { SlotLoaders, Slots } from '../feature.ts';

export const SlotContext = createContext<SlotLoaders>({});

interface SlotProps<N extends keyof Slots> {
  readonly name: N;
  readonly props: Slots[N];
}

/** Another feature's part of this page; empty until its code is here, or when nobody fills it. */
export function Slot<N extends keyof Slots>({ name, props }: SlotProps<N>) {
  const load = useContext(SlotContext)[name];
  const [part, setPart] = useState<{ Part: ComponentType<Slots[N]> } | null>(null);
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

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SlotLoaders, Slots } from '../feature.ts';
import { Later } from './Later.tsx';

export const SlotContext = createContext<SlotLoaders>({});

interface SlotProps<N extends keyof Slots> {
  readonly name: N;
  readonly props: Slots[N];
}

/** Another feature's part of this page; empty until its code is here, or when nobody fills it. */
export function Slot<N extends keyof Slots>({ name, props }: SlotProps<N>) {
  return <Later load={useContext(SlotContext)[name]} props={props} />;
}

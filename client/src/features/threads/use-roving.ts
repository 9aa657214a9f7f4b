import type { RefObject, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

function buttonsOf(row: HTMLElement | null): HTMLElement[] {
  const all = [...(row?.querySelectorAll<HTMLElement>('button') ?? [])];
  // Those of a list that opens are not in the row.
  return all.filter((button) => !button.closest('[popover]'));
}

/** One stop for Tab in a row of buttons; arrows, Home and End go from one to the next. */
export function useRoving<E extends HTMLElement>(): {
  readonly row: RefObject<E | null>;
  readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => void;
} {
  const row = useRef<E>(null);
  const at = useRef(0);

  function mark(): void {
    for (const [index, button] of buttonsOf(row.current).entries())
      button.tabIndex = index === at.current ? 0 : -1;
  }
  useLayoutEffect(mark);

  return {
    row,
    onKeyDown: (event) => {
      const buttons = buttonsOf(row.current);
      const here = buttons.findIndex((button) => button === document.activeElement);
      if (here < 0) return;
      const isTurned = getComputedStyle(event.currentTarget).direction === 'rtl';
      const step = (steps[event.key] ?? 0) * (isTurned ? -1 : 1);
      const ends: Readonly<Record<string, number>> = { Home: 0, End: buttons.length - 1 };
      const next = ends[event.key] ?? (step && (here + step + buttons.length) % buttons.length);
      if (next === here || (step === 0 && !(event.key in ends))) return;
      event.preventDefault();
      at.current = next;
      mark();
      buttons[next]?.focus();
    },
  };
}

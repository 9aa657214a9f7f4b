import { insertLink, type Selected, toggleAround, toggleCode } from './composer-text.ts';

type Change = (selected: Selected) => Selected;

/** What Ctrl (or ⌘) and a letter do to the text. */
export const shortcuts: Readonly<Record<string, Change>> = {
  b: (selected) => toggleAround(selected, '**'),
  i: (selected) => toggleAround(selected, '*'),
  e: toggleCode,
  k: insertLink,
};

interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
}

/** The change a key press means; undefined for all others, and while an input method is at work. */
export function shortcutOf(event: KeyPress): Change | undefined {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!isCommand || event.isComposing) return undefined;
  return Object.hasOwn(shortcuts, event.key) ? shortcuts[event.key] : undefined;
}

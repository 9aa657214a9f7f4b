import type { TargetedKeyboardEvent } from 'preact';

/** What the hook needs to know of a key event. */
interface KeyLike {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
}

/**
 * True when Enter is meant: not while an input method is still composing a
 * word (its Enter chooses the word), and not with Shift, which is a new line.
 * Some browsers end the composition before the key event and only leave 229.
 */
export function isPlainEnter(event: KeyLike): boolean {
  return event.key === 'Enter' && !event.isComposing && event.keyCode !== 229 && !event.shiftKey;
}

/**
 * The `onKeyDown` of every box that sends on Enter: chats, titles, search,
 * lists of suggestions. Nothing else in the client reads Enter.
 */
export function useSubmitOnEnter(submit: () => void) {
  return (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if (!isPlainEnter(event)) return;
    event.preventDefault();
    submit();
  };
}

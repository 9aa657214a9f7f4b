import type { TargetedKeyboardEvent } from 'preact';
import { quickEmoji } from './emoji.ts';

/** How many stand in a row; `.emoji-picker` says the same. */
const perRow = 6;

/** Arrows go along the rows, as they are read, and from row to row. */
function onKeyDown(event: TargetedKeyboardEvent<HTMLElement>): void {
  const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowRight: forward, ArrowLeft: -forward },
    ...{ ArrowDown: perRow, ArrowUp: -perRow },
  };
  const step = steps[event.key];
  if (!step) return;
  // The list behind the button knows up and down only.
  event.stopPropagation();
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll('button')];
  const here = all.findIndex((button) => button.matches(':focus'));
  all[(here + step + all.length) % all.length]?.focus();
}

/** The few emoji at hand. */
export function EmojiList({ onChoose }: { onChoose: (emoji: string) => void }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the menu around it has the role.
    <div class="emoji-list" onKeyDown={onKeyDown}>
      {quickEmoji.map((emoji) => (
        <button
          key={emoji}
          type="button"
          role="menuitem"
          class="icon-button emoji"
          onClick={() => onChoose(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}

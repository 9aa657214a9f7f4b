import type { PostView } from '@jembatan/shared/threads.contract';
import { useId, useRef } from 'preact/hooks';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { IconButton } from '../../ui/Button.tsx';
import { quickEmoji } from './emoji.ts';

interface ReactionsProps {
  readonly post: PostView;
  readonly onReact: (emoji: string, on: boolean) => void;
}

function Reaction({
  post,
  emoji,
  onReact,
}: ReactionsProps & { emoji: PostView['reactions'][number] }) {
  const t = useText('threads');
  const format = useFormat();
  const mine = emoji.mine === true;
  const label = t(mine ? 'reaction.mine' : 'reaction.others', {
    emoji: emoji.emoji,
    count: emoji.count,
  });
  if (!post.can?.react) {
    return (
      <span class="reaction" role="img" aria-label={label}>
        {emoji.emoji} {format.number(emoji.count)}
      </span>
    );
  }
  return (
    <button
      type="button"
      class="reaction"
      aria-pressed={mine}
      aria-label={label}
      onClick={() => onReact(emoji.emoji, !mine)}
    >
      <span aria-hidden="true">
        {emoji.emoji} {format.number(emoji.count)}
      </span>
    </button>
  );
}

/** Eighteen emoji behind one button; the native popover closes by itself. */
export function EmojiPicker({
  onChoose,
  label,
}: {
  onChoose: (emoji: string) => void;
  label?: string;
}) {
  const t = useText('threads');
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLSpanElement>(null);
  return (
    <span ref={button}>
      <IconButton icon="smile" label={label ?? t('reaction.add')} popovertarget={id} />
      <div
        ref={list}
        id={id}
        class="menu emoji-picker"
        popover="auto"
        role="toolbar"
        aria-label={label ?? t('reaction.add')}
        onToggle={(event) => {
          if (event.newState !== 'open' || !list.current || !button.current) return;
          placeAbove(list.current, button.current);
          list.current.querySelector('button')?.focus();
        }}
      >
        {quickEmoji.map((emoji) => (
          <button
            key={emoji}
            type="button"
            class="icon-button emoji"
            onClick={() => {
              list.current?.hidePopover();
              onChoose(emoji);
            }}
          >
            {emoji}
          </button>
        ))}
      </div>
    </span>
  );
}

/** Near its button and inside the window, wherever the button is. */
function placeAbove(list: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const top = at.top - height - 4;
  list.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  list.style.top = `${top > 64 ? top : at.bottom + 4}px`;
}

/** Everybody's reactions to a post. */
export function Reactions({ post, onReact }: ReactionsProps) {
  if (post.reactions.length === 0) return null;
  return (
    <div class="reactions">
      {post.reactions.map((emoji) => (
        <Reaction key={emoji.emoji} post={post} emoji={emoji} onReact={onReact} />
      ))}
    </div>
  );
}

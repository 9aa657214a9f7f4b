import type { PostView } from '@jembatan/shared/threads.view';
import { Later } from '../../frame/Later.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { Menu } from '../../ui/Menu.tsx';

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

const loadEmoji = () => import('./EmojiList.tsx').then((module) => module.EmojiList);

/** A few emoji behind one button; which ones comes after the posts. */
export function EmojiPicker({
  onChoose,
  label,
}: {
  onChoose: (emoji: string) => void;
  label?: string;
}) {
  const t = useText('threads');
  return (
    <Menu kind="emoji" icon="smile" label={label ?? t('reaction.add')}>
      <Later load={loadEmoji} props={{ onChoose }} />
    </Menu>
  );
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

import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import type { ThreadSession } from './thread-session.ts';

/** Says new posts to those who listen, once each. */
function useSpokenPosts(thread: ThreadSession, self: string | null): void {
  const t = useText('threads');
  const { announcer } = useApp();
  const spoken = useRef<number | null>(null);
  const state = thread.state.value;
  const last = state?.thread.lastNumber ?? 0;
  useEffect(() => {
    if (!state) return;
    const before = spoken.current;
    spoken.current = last;
    if (before === null || last <= before) return;
    const post = state.posts.get(last);
    if (post?.author.id === self) return;
    const count = last - before;
    if (count === 1 && post) announcer.announce(t('spoken.one', { name: post.author.displayName }));
    else announcer.announce(t('spoken.more', { count }));
  }, [last, state === null]);
}

interface NewPostsPillProps {
  readonly thread: ThreadSession;
  readonly self: string | null;
  readonly onShow: (number: number) => void;
}

/** New posts wait here and never move what is being read. */
export function NewPostsPill({ thread, self, onShow }: NewPostsPillProps) {
  const t = useText('threads');
  useSpokenPosts(thread, self);
  const count = thread.behindPill.value.length;
  return (
    <div class="new-pill">
      {count > 0 && (
        <Button
          look="primary"
          icon="down"
          onClick={() => {
            const first = thread.reveal();
            if (first !== null) onShow(first);
          }}
        >
          {t('posts.pill', { count })}
        </Button>
      )}
    </div>
  );
}

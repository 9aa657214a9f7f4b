import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import type { ThreadSession } from './thread-session.ts';
import { useSpokenPosts } from './use-spoken-posts.ts';

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

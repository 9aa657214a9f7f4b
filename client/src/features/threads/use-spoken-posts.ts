import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import type { ThreadSession } from './thread-session.ts';

/** Says new posts to those who listen, once each. */
export function useSpokenPosts(thread: ThreadSession, self: string | null): void {
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
    if (count === 1 && post && !post.closed)
      announcer.announce(t('spoken.one', { name: post.author.displayName }));
    else announcer.announce(t('spoken.more', { count }));
  }, [last, state === null]);
}

import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useRoom } from './room-context.ts';

/** Posts of others since the chat was last open. */
export function useUnreadChat(isOpen: boolean): number {
  const { socket, session: signIn } = useApp();
  const { threadId } = useRoom().session;
  const [unread, setUnread] = useState(0);
  useEffect(() => {
    setUnread(0);
    if (isOpen) return undefined;
    const leave = socket.subscribe(`thread:${threadId}`);
    const stop = socket.on('post:created', ({ post }) => {
      const session = signIn.session.peek();
      const isOwn = session.kind === 'member' && session.person.id === post.author.id;
      if (post.threadId === threadId && !isOwn) setUnread((count) => count + 1);
    });
    return () => {
      leave();
      stop();
    };
  }, [isOpen, threadId]);
  return unread;
}

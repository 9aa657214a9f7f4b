import type { ThreadView } from '@jembatan/shared/threads.view';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Avatar, Name } from '../../ui/Person.tsx';
import { Pill } from '../../ui/States.tsx';
import { RelativeTime } from '../../ui/Time.tsx';
import { hasTerms, ThreadMarks } from './ThreadMarks.tsx';

/** One thread in a list: what it is, whether there is something new, and when it last moved. */
export function ThreadRow({ thread }: { thread: ThreadView }) {
  const t = useText('threads');
  const unread = thread.read?.unread ?? 0;
  return (
    <article class={unread > 0 ? 'thread-row thread-row-unread' : 'thread-row'}>
      <Avatar person={thread.author} />
      <div class="stack-tight grow">
        <h2 class="thread-title">
          <a href={`/t/${thread.id}/${encodeURIComponent(thread.slug)}`}>
            <bdi>{thread.title}</bdi>
          </a>
        </h2>
        <p class="small soft thread-facts">
          <Name person={thread.author} />
          <span>{t('posts.count', { count: thread.postCount })}</span>
          {thread.reactions && <span>{t('posts.reactions', { count: thread.reactions })}</span>}
          <RelativeTime at={thread.lastActivityAt} />
        </p>
        <div class="thread-marks">
          <ThreadMarks thread={thread} />
          {hasTerms(thread) && <Slot name="terms" props={{ show: 'thread', thread }} />}
        </div>
      </div>
      {unread > 0 && (
        <Pill look="count">
          <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
          <span class="visually-hidden">{t('posts.unread', { count: unread })}</span>
        </Pill>
      )}
    </article>
  );
}

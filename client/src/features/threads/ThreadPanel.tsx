import { threadId } from '@jembatan/shared/ids';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState, ErrorNote, Skeleton } from '../../ui/States.tsx';
import { outboxOf } from './outbox-of.ts';
import { PanelPost } from './PanelPost.tsx';
import { PendingPosts } from './PendingPosts.tsx';
import { usePostActions, useThreadDesk } from './post-actions.ts';
import { ReplyBox } from './ReplyBox.tsx';
import { TypingLine } from './TypingLine.tsx';
import { ThreadSession } from './thread-session.ts';
import type { ThreadState } from './threads.store.ts';
import { useOutboxAnswers } from './use-outbox-answers.ts';
import { useReading } from './use-reading.ts';
import { useThreadsApi } from './use-thread.ts';
import './threads.css';

/** This near to its end a chat follows what is new. */
const nearEndPx = 80;

/** Follows the newest while the reader is at the end, and stays where they are while they are not. */
function useFollowing(thread: ThreadSession) {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const last = thread.run.value?.last ?? 0;
  const waiting = thread.behindPill.value.length;
  useLayoutEffect(() => {
    if (atEnd.current && waiting > 0) thread.reveal();
    if (atEnd.current && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [last, waiting]);
  return {
    list,
    onScroll: () => {
      const box = list.current;
      if (box) atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearEndPx;
    },
    toEnd: () => {
      atEnd.current = true;
      thread.reveal();
      if (list.current) list.current.scrollTop = list.current.scrollHeight;
    },
  };
}

function OpenPanel({ thread, state }: { thread: ThreadSession; state: ThreadState }) {
  const t = useText('threads');
  const app = useApp();
  const session = app.session.session.value;
  const self = 'person' in session ? session.person.id : null;
  const outbox = useMemo(() => outboxOf(app), [self]);
  const desk = useThreadDesk(thread);
  const actions = usePostActions(thread, desk);
  const watchEnd = useReading(thread);
  const { list, onScroll, toEnd } = useFollowing(thread);
  useOutboxAnswers(outbox, thread);
  const run = thread.run.value;
  const waiting = thread.behindPill.value.length;
  const posts = [...state.posts.values()]
    .filter((post) => run && run.first <= post.number && post.number <= run.last)
    .toSorted((a, b) => a.number - b.number);
  return (
    <div class="thread-panel">
      <div
        ref={list}
        class="panel-posts"
        role="log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
        tabIndex={0}
        aria-label={t('panel.label')}
        onScroll={onScroll}
      >
        {run && run.first > 1 && (
          <Button look="quiet" onClick={() => void thread.loadBack()}>
            {t('posts.earlier', { count: run.first - 1 })}
          </Button>
        )}
        {posts.length === 0 && <EmptyState sentence={t('panel.empty')} />}
        {posts.map((post) => (
          <PanelPost
            key={post.number}
            post={post}
            people={state.people}
            watchEnd={watchEnd}
            actions={actions}
          />
        ))}
        {outbox && (
          <PendingPosts
            outbox={outbox}
            threadId={state.thread.id}
            onTakeBack={({ body: text, poll }) => {
              desk.inserted.value = { text, poll };
            }}
          />
        )}
      </div>
      {waiting > 0 && (
        <Button look="primary" icon="down" onClick={toEnd}>
          {t('posts.pill', { count: waiting })}
        </Button>
      )}
      <TypingLine threadId={state.thread.id} self={self} />
      {outbox && state.thread.can?.reply && (
        <ReplyBox chat thread={thread} state={state} desk={desk} outbox={outbox} />
      )}
    </div>
  );
}

/** A thread as a chat: its newest posts, and a box where Enter sends. */
export function ThreadPanel({ threadId: id }: { threadId: string }) {
  const app = useApp();
  const api = useThreadsApi();
  const session = app.session.session.value;
  const self = 'person' in session ? session.person.id : null;
  const thread = useMemo(
    () => new ThreadSession({ id: threadId.parse(id), api, socket: app.socket, self }),
    [id, self],
  );
  useEffect(() => {
    void thread.open('last');
    return () => thread.close();
  }, [thread]);
  const state = thread.state.value;
  if (state) return <OpenPanel thread={thread} state={state} />;
  const error = thread.error.value;
  return error ? (
    <ErrorNote error={error} onRetry={() => void thread.open('last')} />
  ) : (
    <Skeleton />
  );
}

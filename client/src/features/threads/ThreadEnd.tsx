import type { ThreadView } from '@jembatan/shared/threads.view';
import { useMemo } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { outboxOf } from './outbox-of.ts';
import { PendingPosts } from './PendingPosts.tsx';
import type { ThreadDesk } from './post-actions.ts';
import { ReplyBox } from './ReplyBox.tsx';
import { SignInToReply } from './SignInToReply.tsx';
import { TypingLine } from './TypingLine.tsx';
import type { ThreadSession } from './thread-session.ts';
import type { ThreadState } from './threads.store.ts';
import { useOutboxAnswers } from './use-outbox-answers.ts';

interface EndProps {
  readonly thread: ThreadSession;
  readonly state: ThreadState;
  readonly desk: ThreadDesk;
  readonly self: string | null;
  readonly onGo: (number: number) => void;
}

function whyNoReply({ locked, repliesOff, terms }: ThreadView): string {
  if (locked) return 'posts.locked';
  if (repliesOff) return 'composer.off';
  const isOver = terms?.dueAt !== undefined && Date.parse(terms.dueAt) <= Date.now();
  return isOver ? 'posts.over' : 'posts.noReply';
}

/** Below the posts: own posts on their way, who types, the composer, or why there is none. */
export function ThreadEnd({ thread, state, desk, self, onGo }: EndProps) {
  const t = useText('threads');
  const app = useApp();
  const outbox = useMemo(() => outboxOf(app), [self]);
  useOutboxAnswers(outbox, thread, onGo);
  const view = state.thread;
  const first = view.answerFirst && (
    <Slot name="kinds" props={{ show: 'answerFirst', thread: view }} />
  );
  if (!outbox || !self)
    return (
      <>
        {first}
        <SignInToReply />
      </>
    );
  return (
    <>
      <PendingPosts
        outbox={outbox}
        threadId={view.id}
        onTakeBack={
          view.can?.reply
            ? ({ body: text, poll }) => {
                desk.inserted.value = { text, poll };
              }
            : undefined
        }
      />
      {first}
      <TypingLine threadId={view.id} self={self} />
      {view.can?.reply ? (
        <ReplyBox key={self} thread={thread} state={state} desk={desk} outbox={outbox} />
      ) : (
        <p class="note">{t(whyNoReply(view))}</p>
      )}
    </>
  );
}

import { threadRequests } from '@jembatan/shared/threads.contract';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { newKey } from '../../net/http.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Composer } from './Composer.tsx';
import type { Outbox } from './outbox.ts';
import type { ThreadDesk } from './post-actions.ts';
import type { ThreadSession } from './thread-session.ts';
import type { ThreadState } from './threads.store.ts';
import { createTypingVoice, type TypingVoice } from './typing.ts';
import { useDraft } from './use-draft.ts';

interface ReplyBoxProps {
  readonly thread: ThreadSession;
  readonly state: ThreadState;
  readonly desk: ThreadDesk;
  readonly outbox: Outbox;
  readonly chat?: boolean | undefined;
}

function useTypingVoice(threadId: ThreadState['thread']['id']): TypingVoice {
  const { socket } = useApp();
  const voice = useMemo(
    () =>
      createTypingVoice((on) => {
        // Nobody misses a mark that did not arrive.
        socket.request(threadRequests[0].name, { threadId, on }).catch(() => undefined);
      }),
    [threadId],
  );
  useEffect(() => voice.over, [voice]);
  return voice;
}

function ReplyingTo({ state, desk }: Pick<ReplyBoxProps, 'state' | 'desk'>) {
  const t = useText('threads');
  const number = desk.replyTo.value;
  if (number === null) return null;
  const name = state.posts.get(number)?.author.displayName ?? '';
  return (
    <div class="replying-to small">
      <span class="grow">{t('composer.replyingTo', { number, name })}</span>
      <IconButton
        icon="close"
        label={t('composer.notReply')}
        onClick={() => {
          desk.replyTo.value = null;
        }}
      />
    </div>
  );
}

/** What has been written since this text was begun, so that nobody answers what is answered. */
function NewerReplies({ thread, since }: { thread: ThreadSession; since: number | null }) {
  const t = useText('threads');
  const last = thread.state.value?.thread.lastNumber ?? 0;
  const count = since === null ? 0 : last - since;
  if (count <= 0) return null;
  return (
    <div class="newer-replies small" role="status">
      <span class="grow">{t('composer.newer', { count })}</span>
      <Button
        look="quiet"
        onClick={() => void thread.jump({ number: (since ?? 0) + 1 }).then(() => thread.reveal())}
      >
        {t('composer.showNewer')}
      </Button>
    </div>
  );
}

/** The composer of a thread: what it sends goes through the outbox, so the box is free at once. */
export function ReplyBox({ thread, state, desk, outbox, chat }: ReplyBoxProps) {
  const t = useText('threads');
  const { id, communityId, lastNumber } = state.thread;
  const draft = useDraft(`thread:${id}`);
  const voice = useTypingVoice(id);
  const [begunAt, setBegunAt] = useState<number | null>(null);
  const people = useMemo(() => {
    const authors = [...state.posts.values()].map((post) => post.author);
    return [...new Map(authors.map((person) => [person.id, person])).values()];
  }, [state.posts]);

  function send(text: string): void {
    const replyTo = desk.replyTo.value;
    outbox.submit({
      key: newKey(),
      threadId: id,
      body: text,
      ...(replyTo !== null && { replyTo }),
    });
    draft.clear();
    voice.over();
    desk.replyTo.value = null;
    setBegunAt(null);
  }

  return (
    <Composer
      draft={draft}
      label={t(chat ? 'composer.chatLabel' : 'composer.replyLabel')}
      sendLabel={t('composer.send')}
      scope={{ communityId, inSight: people }}
      inserted={desk.inserted}
      chat={chat}
      notice={!chat && <NewerReplies thread={thread} since={begunAt} />}
      onSend={send}
      onTyped={(text) => {
        voice.typed(text);
        if (text.trim() === '') setBegunAt(null);
        else setBegunAt((begun) => begun ?? lastNumber);
      }}
    >
      <ReplyingTo state={state} desk={desk} />
    </Composer>
  );
}

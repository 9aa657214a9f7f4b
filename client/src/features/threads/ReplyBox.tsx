import { threadRequests } from '@jembatan/shared/threads.contract';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { PlannedPost } from '../../feature.ts';
import { Slot } from '../../frame/Slot.tsx';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { nameOf } from '../../ui/Person.tsx';
import { Composer } from './Composer.tsx';
import type { Outbox } from './outbox.ts';
import type { ThreadDesk } from './post-actions.ts';
import type { ThreadSession } from './thread-session.ts';
import type { ThreadState } from './threads.store.ts';
import { createTypingVoice, type TypingVoice } from './typing.ts';
import { type DraftText, useDraft } from './use-draft.ts';
import { usePollDraft } from './use-poll-draft.tsx';

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
  const i18n = useI18n();
  const number = desk.replyTo.value;
  if (number === null) return null;
  const author = state.posts.get(number)?.author;
  const name = author ? nameOf(author, i18n) : '';
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

/** When the server took the last post of this page, in milliseconds since 1970. */
function useSentAt(outbox: Outbox, threadId: string): number | null {
  const [sentAt, setSentAt] = useState<number | null>(null);
  useEffect(
    () => outbox.onSent((one) => one.threadId === threadId && setSentAt(Date.now())),
    [outbox, threadId],
  );
  return sentAt;
}

/** When the pace of the thread lets the reader write again; null is now, and always for staff. */
function waitUntil({ thread }: ThreadState, sentAt: number | null): string | null {
  const { slowSeconds, slowUntil = null } = thread.terms ?? {};
  if (!slowSeconds || thread.can?.moderate) return null;
  const next = sentAt === null ? null : new Date(sentAt + slowSeconds * 1_000).toISOString();
  return next && (!slowUntil || next > slowUntil) ? next : slowUntil;
}

/** What is written beside its text: what it answers, and under which name. */
function besides(desk: ThreadDesk, pseudonym: boolean) {
  const replyTo = desk.replyTo.value;
  return { ...(replyTo !== null && { replyTo }), ...(pseudonym && { pseudonym: true }) };
}

/** Who wrote what is loaded: they are meant first when a name is typed. */
function usePeopleIn(state: ThreadState) {
  return useMemo(() => {
    const authors = [...state.posts.values()]
      .map((post) => post.author)
      .filter(({ handle }) => handle !== '');
    return [...new Map(authors.map((person) => [person.id, person])).values()];
  }, [state.posts]);
}

interface NoticeProps {
  readonly props: ReplyBoxProps;
  readonly begunAt: number | null;
  readonly draft: DraftText;
  readonly poll: { readonly draft: DraftText };
  readonly take: () => PlannedPost | null;
  readonly onPlanned: () => void;
}

/** Below the text of a reply: what has changed meanwhile, and other ways to send it. */
function Notice({ props, begunAt, draft, poll, take, onPlanned }: NoticeProps) {
  const { id, terms } = props.state.thread;
  if (props.chat) return null;
  return (
    <>
      {!terms?.answerFirst && <NewerReplies thread={props.thread} since={begunAt} />}
      {draft.text.trim() !== '' && <Slot name="send-later" props={{ take, onPlanned }} />}
      <Slot
        name="draft-sync"
        props={{ place: { kind: 'reply', id }, text: draft, poll: poll.draft }}
      />
    </>
  );
}

/** The composer of a thread: what it sends goes through the outbox, so the box is free at once. */
export function ReplyBox(props: ReplyBoxProps) {
  const { state, desk, outbox, chat } = props;
  const t = useText('threads');
  const { id, communityId, lastNumber, terms } = state.thread;
  const draft = useDraft(`thread:${id}`);
  const poll = usePollDraft(`thread:${id}`);
  const back = desk.inserted.value?.poll;
  useEffect(() => {
    if (back) poll.restore(back);
  }, [back]);
  const voice = useTypingVoice(id);
  const held = useSignal(false);
  const pseudonym = useSignal(terms?.alias !== undefined);
  const sentAt = useSentAt(outbox, id);
  const [begunAt, setBegunAt] = useState<number | null>(null);
  const people = usePeopleIn(state);

  function clear(): void {
    draft.clear();
    poll.clear();
    voice.over();
    desk.replyTo.value = null;
    setBegunAt(null);
  }

  function planned(): PlannedPost | null {
    const asked = poll.take();
    if (asked === null) return null;
    const input = { body: draft.text, ...besides(desk, pseudonym.value) };
    return { kind: 'reply', id, input: { ...input, ...(asked && { poll: JSON.parse(asked) }) } };
  }

  function send(text: string): void {
    const asked = poll.take();
    if (asked === null) return;
    outbox.submit({
      // The hub throws the draft away when it takes the post of this key.
      key: draft.key,
      threadId: id,
      body: text,
      ...besides(desk, pseudonym.value),
      ...(asked && { poll: asked }),
    });
    clear();
  }

  return (
    <Composer
      draft={draft}
      label={t(chat ? 'composer.chatLabel' : 'composer.replyLabel')}
      sendLabel={t('composer.send')}
      scope={{ communityId, inSight: people }}
      inserted={desk.inserted}
      chat={chat}
      busy={held.value}
      notice={
        <>
          {poll.form}
          <Notice {...{ props, begunAt, draft, poll }} take={planned} onPlanned={clear} />
          {terms && (terms.pseudonyms || terms.slowSeconds) && (
            <Slot
              name="terms"
              props={{ show: 'reply', terms, until: waitUntil(state, sentAt), held, pseudonym }}
            />
          )}
        </>
      }
      onPoll={poll.toggle}
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

import { communityRoutes } from '@jembatan/shared/communities.contract';
import { quoteMarkdown } from '@jembatan/shared/quote';
import type { ThreadView } from '@jembatan/shared/threads.contract';
import { useMemo, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Page } from '../../frame/Page.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { NewPostsPill } from './NewPostsPill.tsx';
import { outboxOf } from './outbox-of.ts';
import { PendingPosts } from './PendingPosts.tsx';
import {
  type PostActions,
  type ThreadDesk,
  usePostActions,
  useThreadDesk,
} from './post-actions.ts';
import { ReplyBox } from './ReplyBox.tsx';
import { RevisionsDialog } from './RevisionsDialog.tsx';
import { SelectionQuote } from './SelectionQuote.tsx';
import { SignInToReply } from './SignInToReply.tsx';
import { ThreadMarks } from './ThreadMarks.tsx';
import { ThreadPosts } from './ThreadPosts.tsx';
import { ThreadMenu, WatchMenu } from './ThreadTools.tsx';
import { Timeline } from './Timeline.tsx';
import { TypingLine } from './TypingLine.tsx';
import type { ThreadSession } from './thread-session.ts';
import type { ThreadState } from './threads.store.ts';
import { useOutboxAnswers } from './use-outbox-answers.ts';
import { useReading } from './use-reading.ts';
import { type ThreadScroll, useThreadScroll } from './use-thread-scroll.ts';

interface OpenThreadProps {
  readonly thread: ThreadSession;
  readonly state: ThreadState;
}

/** Threads longer than this get a timeline to jump in. */
const longThread = 25;

function Trail({ view }: { view: ThreadView }) {
  const t = useText('threads');
  const { api } = useApp();
  const space = useResource(`space ${view.spaceId}`, (signal) =>
    api(communityRoutes.getSpace, { params: { id: view.spaceId } }, { signal }),
  );
  const community = useResource(`community ${view.communityId}`, (signal) =>
    api(communityRoutes.getCommunity, { params: { id: view.communityId } }, { signal }),
  );
  return (
    <nav class="trail small" aria-label={t('trail')}>
      {community.value && (
        <a href={`/c/${view.communityId}/${community.value.slug}`}>
          <bdi>{community.value.name}</bdi>
        </a>
      )}
      {space.value && (
        <a href={`/spaces/${view.spaceId}/${space.value.slug}`}>
          <bdi>{space.value.name}</bdi>
        </a>
      )}
    </nav>
  );
}

interface LeadProps extends OpenThreadProps {
  readonly scroll: ThreadScroll;
}

function Lead({ thread, state, scroll }: LeadProps) {
  const t = useText('threads');
  const [jumping, setJumping] = useState(false);
  const view = state.thread;
  return (
    <div class="stack-tight">
      <div class="row-between">
        <Trail view={view} />
        <div class="thread-tools">
          {view.lastNumber > longThread && (
            <Button class="timeline-open" look="quiet" onClick={() => setJumping(true)}>
              {t('timeline.open', { total: view.lastNumber })}
            </Button>
          )}
          <WatchMenu thread={view} onChanged={(changed) => thread.acceptThread(changed)} />
          <ThreadMenu thread={view} onChanged={(changed) => thread.acceptThread(changed)} />
        </div>
      </div>
      <div class="row">
        <span class="small soft">{t('posts.count', { count: view.postCount })}</span>
        <ThreadMarks thread={view} />
      </div>
      <Dialog open={jumping} title={t('timeline.label')} onClose={() => setJumping(false)}>
        <Timeline
          thread={thread}
          onGo={(target) => {
            setJumping(false);
            void scroll.goTo(target);
          }}
        />
      </Dialog>
    </div>
  );
}

interface DialogsProps {
  readonly thread: ThreadSession;
  readonly desk: ThreadDesk;
}

function Dialogs({ thread, desk }: DialogsProps) {
  const dialog = desk.dialog.value;
  const close = () => {
    desk.dialog.value = null;
  };
  if (dialog === null) return null;
  const { kind, post } = dialog;
  if (kind === 'report')
    return (
      <Slot name="report" props={{ subject: { kind: 'post', id: post.id }, onClose: close }} />
    );
  if (kind === 'revisions') return <RevisionsDialog post={post} onClose={close} />;
  return (
    <DeleteDialog
      post={post}
      onClose={close}
      onDone={(stone) => {
        thread.accept(stone);
        close();
      }}
    />
  );
}

interface EndProps extends OpenThreadProps {
  readonly desk: ThreadDesk;
  readonly self: string | null;
}

/** Below the posts: own posts on their way, who types, the composer, or why there is none. */
function ThreadEnd({ thread, state, desk, self }: EndProps) {
  const t = useText('threads');
  const app = useApp();
  const outbox = useMemo(() => outboxOf(app), [self]);
  useOutboxAnswers(outbox, thread);
  const view = state.thread;
  if (!outbox || !self) return <SignInToReply />;
  return (
    <>
      <PendingPosts
        outbox={outbox}
        threadId={view.id}
        onTakeBack={(text) => {
          desk.inserted.value = { text };
        }}
      />
      <TypingLine threadId={view.id} self={self} />
      {view.can?.reply ? (
        <ReplyBox thread={thread} state={state} desk={desk} outbox={outbox} />
      ) : (
        <p class="note">{t(view.locked ? 'posts.locked' : 'posts.noReply')}</p>
      )}
    </>
  );
}

function quoteSelected(
  desk: ThreadDesk,
  state: ThreadState,
): (text: string, number: number) => void {
  return (text, number) => {
    const author = state.posts.get(number)?.author;
    desk.replyTo.value = number;
    desk.inserted.value = { text: quoteMarkdown(text, author).trimEnd() };
  };
}

/** A thread that has been loaded. */
export function OpenThread({ thread, state }: OpenThreadProps) {
  const { session } = useApp();
  const current = session.session.value;
  const self = 'person' in current ? current.person.id : null;
  const desk = useThreadDesk(thread);
  const actions: PostActions = usePostActions(thread, desk);
  const scroll = useThreadScroll(thread);
  const watchEnd = useReading(thread);
  const view = state.thread;
  const context = (
    <div class="stack">
      {view.lastNumber > longThread && (
        <Timeline thread={thread} onGo={(target) => void scroll.goTo(target)} />
      )}
      <Slot name="people-here" props={{ topic: `thread:${view.id}` }} />
    </div>
  );
  return (
    <Page
      title={view.title}
      lead={<Lead thread={thread} state={state} scroll={scroll} />}
      context={context}
    >
      <div class="stack">
        <Slot name="now-strip" props={{ communityId: view.communityId }} />
        <ErrorNote error={thread.error.value} />
        <ThreadPosts {...{ thread, state, desk, actions, scroll, watchEnd }} />
        <NewPostsPill
          thread={thread}
          self={self}
          onShow={(number) => void scroll.goTo({ number })}
        />
        <ThreadEnd thread={thread} state={state} desk={desk} self={self} />
        {view.can?.reply && <SelectionQuote onQuote={quoteSelected(desk, state)} />}
      </div>
      <Dialogs thread={thread} desk={desk} />
    </Page>
  );
}

import { useMemo, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Later } from '../../frame/Later.tsx';
import { Page } from '../../frame/Page.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { isChosen } from '../../state/chosen-view.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { NewPostsPill } from './NewPostsPill.tsx';
import { type PostActions, usePostActions, useThreadDesk } from './post-actions.ts';
import { hasTerms, ThreadMarks } from './ThreadMarks.tsx';
import { ThreadPosts } from './ThreadPosts.tsx';
import type { ThreadSession } from './thread-session.ts';
import type { ThreadState } from './threads.store.ts';
import { useReading } from './use-reading.ts';
import { type ThreadScroll, useThreadScroll } from './use-thread-scroll.ts';

// What a reader does with a thread comes after the thread itself.
const loadTrail = () => import('./ThreadTrail.tsx').then((module) => module.ThreadTrail);
const loadNested = () => import('./nested/NestedPosts.tsx').then((module) => module.NestedPosts);
const loadTools = () => import('./ThreadTools.tsx').then((module) => module.ThreadTools);
const loadTimeline = () => import('./Timeline.tsx').then((module) => module.Timeline);
const loadEnd = () => import('./ThreadEnd.tsx').then((module) => module.ThreadEnd);
const loadQuote = () => import('./SelectionQuote.tsx').then((module) => module.SelectionQuote);
const loadDialogs = () => import('./ThreadDialogs.tsx').then((module) => module.ThreadDialogs);

interface OpenThreadProps {
  readonly thread: ThreadSession;
  readonly state: ThreadState;
}

/** Threads longer than this get a timeline to jump in. */
const longThread = 25;

const isLong = ({ lastNumber, terms }: ThreadState['thread']) =>
  lastNumber > longThread && !terms?.answerFirst;

interface LeadProps extends OpenThreadProps {
  readonly scroll: ThreadScroll;
}

function Lead({ thread, state, scroll }: LeadProps) {
  const t = useText('threads');
  const [jumping, setJumping] = useState(false);
  const view = state.thread;
  return (
    <div class="stack-tight">
      <div class="row-between thread-bar">
        <Later load={loadTrail} props={{ view }} />
        <div class="thread-tools">
          {isLong(view) && (
            <Button class="timeline-open" look="quiet" onClick={() => setJumping(true)}>
              {t('timeline.open', { total: view.lastNumber })}
            </Button>
          )}
          <Later
            load={loadTools}
            props={{
              thread: view,
              nested: thread.nested,
              onChanged: (changed) => thread.acceptThread(changed),
            }}
          />
        </div>
      </div>
      <div class="row">
        <span class="small soft">{t('posts.count', { count: view.postCount })}</span>
        <ThreadMarks thread={view} />
        {hasTerms(view) && (
          <Slot
            name="terms"
            props={{ show: 'thread', thread: view, onStale: () => void thread.refresh() }}
          />
        )}
      </div>
      <Dialog open={jumping} title={t('timeline.label')} onClose={() => setJumping(false)}>
        <Later
          load={loadTimeline}
          props={{
            thread,
            onGo: (target) => {
              setJumping(false);
              void scroll.goTo(target);
            },
          }}
        />
      </Dialog>
    </div>
  );
}

/** A thread that has been loaded. */
export function OpenThread({ thread, state }: OpenThreadProps) {
  const { session } = useApp();
  const current = session.session.value;
  const self = 'person' in current ? current.person.id : null;
  const desk = useThreadDesk(thread);
  const actions: PostActions = usePostActions(thread, desk);
  useMemo(() => {
    thread.nested.value = isChosen(state.thread.spaceId, 'nested');
  }, [thread]);
  const scroll = useThreadScroll(thread);
  const watchEnd = useReading(thread);
  const view = state.thread;
  const context = (
    <div class="stack">
      {isLong(view) && (
        <Later load={loadTimeline} props={{ thread, onGo: (target) => void scroll.goTo(target) }} />
      )}
      {!view.terms?.pseudonyms && (
        <Slot name="people-here" props={{ topic: `thread:${view.id}` }} />
      )}
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
        {thread.nested.value ? (
          <Later load={loadNested} props={{ thread, state, desk, actions, self }} />
        ) : (
          <>
            <ThreadPosts {...{ thread, state, desk, actions, scroll, watchEnd }} />
            <NewPostsPill
              thread={thread}
              self={self}
              onShow={(number) => void scroll.goTo({ number })}
            />
          </>
        )}
        <Later
          load={loadEnd}
          props={{
            thread,
            state,
            desk,
            self,
            onGo: (number: number) => void scroll.goTo({ number }),
          }}
        />
        {view.can?.reply && <Later load={loadQuote} props={{ desk, posts: state.posts }} />}
      </div>
      {desk.dialog.value && <Later load={loadDialogs} props={{ thread, desk }} />}
    </Page>
  );
}

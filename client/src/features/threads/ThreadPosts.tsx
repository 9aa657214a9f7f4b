import { Fragment } from 'preact';
import { Later } from '../../frame/Later.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { PostCard } from './PostCard.tsx';
import type { PostActions, ThreadDesk } from './post-actions.ts';
import type { ThreadSession } from './thread-session.ts';
import type { ThreadState } from './threads.store.ts';
import type { ThreadScroll } from './use-thread-scroll.ts';

const loadFlow = () => import('./ThreadFlow.tsx').then((module) => module.ThreadFlow);
const loadPrivate = () =>
  import('./private/PrivatePlace.tsx').then((module) => module.PrivatePlace);
const loadEdit = () => import('./EditPost.tsx').then((module) => module.EditPost);

interface ThreadPostsProps {
  readonly thread: ThreadSession;
  readonly state: ThreadState;
  readonly desk: ThreadDesk;
  readonly actions: PostActions;
  readonly scroll: ThreadScroll;
  readonly watchEnd: (element: HTMLElement | null) => void;
}

type PostAtProps = Omit<ThreadPostsProps, 'scroll'> & { readonly number: number };

/** One post of a thread, or the box in which it is being edited. */
export function PostAt({ thread, state, desk, actions, watchEnd, number }: PostAtProps) {
  const post = state.posts.get(number);
  const { thread: view } = state;
  if (!post || post.closed) return null;
  const { can } = post;
  if (desk.editing.value !== number || !can?.edit)
    return (
      <>
        <PostCard
          post={post}
          people={state.people}
          isAccepted={view.acceptedNumber === number}
          canReply={view.can?.reply === true}
          watchEnd={watchEnd}
          actions={actions}
        />
        {can && (can.moderate || !can.report) && <Later load={loadPrivate} props={{ post }} />}
        {number === 1 && view.kind === 'question' && (
          <Slot name="kinds" props={{ show: 'answers', thread: view, posts: state.posts }} />
        )}
      </>
    );
  return (
    <article id={`p${number}`} class="post post-editing" data-number={number}>
      <Later
        load={loadEdit}
        props={{
          post,
          scope: { communityId: view.communityId, inSight: [] },
          terms: view.terms,
          onSaved: (saved) => {
            thread.accept(saved);
            desk.editing.value = null;
          },
          onClose: () => {
            desk.editing.value = null;
          },
        }}
      />
    </article>
  );
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

/** The loaded run of posts, with a button at each end that has more. */
export function ThreadPosts({ thread, state, desk, actions, scroll, watchEnd }: ThreadPostsProps) {
  const t = useText('threads');
  const run = thread.run.value;
  const loading = thread.loading.value;
  if (!run) return null;
  const { thread: view } = state;
  const newFrom = thread.newFrom.value;
  return (
    <div class="posts">
      {run.first > 1 && (
        <Button wide busy={loading !== null} onClick={() => void scroll.loadBack()}>
          {t('posts.earlier', { count: run.first - 1 })}
        </Button>
      )}
      <div class="posts" role="feed" aria-label={view.title}>
        {numbers(run.first, run.last).map((number) => {
          if (!state.posts.has(number)) return null;
          return (
            <Fragment key={number}>
              {number === newFrom && number > 1 && <div class="new-line">{t('posts.new')}</div>}
              <PostAt {...{ thread, state, desk, actions, watchEnd, number }} />
            </Fragment>
          );
        })}
      </div>
      <Later load={loadFlow} props={{ thread, scroll, total: view.lastNumber }} />
      {thread.hasMore() && (
        <Button wide busy={loading !== null} onClick={() => void scroll.loadForward()}>
          {t('posts.later', { count: view.lastNumber - run.last })}
        </Button>
      )}
    </div>
  );
}

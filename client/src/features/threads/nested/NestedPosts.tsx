import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useText } from '../../../i18n/use-text.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNote, Pill, Skeleton } from '../../../ui/States.tsx';
import type { PostActions, ThreadDesk } from '../post-actions.ts';
import { useSteps } from '../ThreadFlow.tsx';
import { PostAt } from '../ThreadPosts.tsx';
import type { ThreadSession } from '../thread-session.ts';
import type { ThreadState } from '../threads.store.ts';
import { useSpokenPosts } from '../use-spoken-posts.ts';
import { numberInHash } from '../use-thread.ts';
import { answersOf, type Tree } from './tree.ts';
import { useAnchor } from './use-anchor.ts';
import { useNestedReading } from './use-nested-reading.ts';
import { useTree } from './use-tree.ts';
import './nested.css';

/** Levels that stand inside each other; deeper branches are a page of their own. */
const levels = { narrow: 3, wide: 6 };

export interface NestedPostsProps {
  readonly thread: ThreadSession;
  readonly state: ThreadState;
  readonly desk: ThreadDesk;
  readonly actions: PostActions;
  readonly self: string | null;
}

interface BranchProps extends NestedPostsProps {
  readonly tree: Tree;
  readonly answers: ReadonlyMap<number, readonly number[]>;
  /** Of the post that these answer; 0: none. */
  readonly of: number;
  readonly depth: number;
  readonly deepest: number;
  readonly busy: number | null;
  readonly watchEnd: (element: HTMLElement | null) => void;
  readonly onMore: (of: number) => void;
  readonly onRoot: (number: number) => void;
}

function Answers(props: BranchProps) {
  const t = useText('threads');
  const { tree, answers, of, depth, deepest, busy } = props;
  const numbers = answers.get(of) ?? [];
  const after = tree.more.get(of);
  if (numbers.length === 0 && after === undefined) return null;
  if (depth > deepest)
    return (
      <Button look="quiet" icon="forward" onClick={() => props.onRoot(of)}>
        {t('view.goOn')}
      </Button>
    );
  const upTo = numbers.filter((number) => number <= tree.upTo);
  const since = numbers.filter((number) => number > tree.upTo);
  return (
    <ul
      class={depth > 0 ? 'branch' : 'branch branch-first'}
      aria-label={of > 0 ? t('view.answers', { number: of }) : props.state.thread.title}
    >
      {upTo.map((number) => (
        <Item key={number} number={number} {...props} />
      ))}
      {after !== undefined && (
        <li>
          <Button wide={depth === 0} busy={busy === of} onClick={() => props.onMore(of)}>
            {t(of > 0 ? 'view.moreAnswers' : 'view.more')}
          </Button>
        </li>
      )}
      {since.map((number) => (
        <Item key={number} number={number} {...props} />
      ))}
    </ul>
  );
}

function Item({ number, ...props }: BranchProps & { number: number }) {
  const t = useText('threads');
  const { thread, state, desk, actions, watchEnd, self } = props;
  const post = state.posts.get(number);
  if (!post || post.closed) return null;
  const newFrom = thread.newFrom.value;
  const isNew = newFrom !== null && number >= newFrom && number > 1 && post.author.id !== self;
  return (
    <li class="stack-tight">
      {isNew && (
        <div>
          <Pill look="good">{t('view.isNew')}</Pill>
        </div>
      )}
      <PostAt {...{ thread, state, desk, actions, watchEnd, number }} />
      <Answers {...props} of={number} depth={props.depth + 1} />
    </li>
  );
}

/** Where one is when a branch stands alone. */
function BranchHead({ root, onRoot }: { root: number; onRoot: (number: number) => void }) {
  const t = useText('threads');
  return (
    <div class="row-between">
      <p class="soft">{t('view.branch', { number: root })}</p>
      <Button look="quiet" icon="back" onClick={() => onRoot(0)}>
        {t('view.whole')}
      </Button>
    </div>
  );
}

interface Wanting {
  readonly tree: Tree | null;
  readonly onRoot: (number: number) => void;
  readonly onMoved: () => void;
}

/** Brings a post into sight, or shows its branch where it is not loaded. */
function useWanted(thread: ThreadSession, { tree, onRoot, onMoved }: Wanting) {
  const opened = useRef(false);
  const wanted = thread.wanted.value;
  useEffect(() => {
    if (!tree) return;
    const first = opened.current ? null : numberInHash(location.hash);
    opened.current = true;
    const number = wanted ?? first;
    thread.wanted.value = null;
    const element = number === null ? null : document.getElementById(`p${number}`);
    element?.scrollIntoView({ block: 'start' });
    element?.focus({ preventScroll: true });
    onMoved();
    if (number !== null && !element) onRoot(number);
  }, [wanted, tree === null]);
}

/** Leaving for the other view, one stands at the same post. */
function useSamePlace(thread: ThreadSession, box: { current: HTMLElement | null }) {
  useEffect(
    () => () => {
      if (thread.nested.value) return;
      const posts = box.current?.querySelectorAll<HTMLElement>('.post[data-number]') ?? [];
      const here = [...posts].find((post) => post.getBoundingClientRect().bottom > 60);
      if (here) void thread.jump({ number: Number(here.dataset.number) });
    },
    [thread],
  );
}

/** A thread by what answers what: branches open as they are wanted, and grow while they are read. */
export function NestedPosts(props: NestedPostsProps) {
  const t = useText('threads');
  const { thread, state, self } = props;
  const { tree, error, busy, open, more } = useTree(thread);
  const watchEnd = useNestedReading(thread);
  const box = useRef<HTMLDivElement>(null);
  const mark = useRef<HTMLSpanElement>(null);
  const deepest = useMemo(
    () => (matchMedia('(max-width: 639px)').matches ? levels.narrow : levels.wide),
    [],
  );
  const now = tree.value;
  const answers = useMemo(() => now && answersOf(now, state.posts), [now, state.posts]);
  const onRoot = (number: number) =>
    void open(number).then(() => {
      if (tree.value?.loaded.has(number)) thread.wanted.value = number;
    });
  const onMoved = useAnchor(box);
  useSteps(mark);
  useWanted(thread, { tree: now, onRoot, onMoved });
  useSamePlace(thread, box);
  useSpokenPosts(thread, self);
  if (!now || !answers)
    return error.value ? (
      <ErrorNote error={error.value} onRetry={() => void open(0)} />
    ) : (
      <Skeleton lines={9} />
    );
  const { read } = state.thread;
  const branch = {
    ...props,
    ...{ tree: now, answers, deepest, busy: busy.value, watchEnd, onRoot },
    onMore: (of: number) => void more(of),
  };
  return (
    <div class="stack">
      {now.root > 0 && <BranchHead root={now.root} onRoot={onRoot} />}
      {read && read.unread > 0 && (
        <div>
          <Button
            icon="down"
            onClick={() => {
              thread.wanted.value = read.number + 1;
            }}
          >
            {t('view.nextNew', { count: read.unread })}
          </Button>
        </div>
      )}
      <div ref={box}>
        {now.root > 0 ? (
          <ul class="branch branch-first">
            <Item {...branch} number={now.root} of={0} depth={0} />
          </ul>
        ) : (
          <Answers {...branch} of={0} depth={0} />
        )}
      </div>
      <span ref={mark} hidden />
      <ErrorNote error={error.value} />
    </div>
  );
}

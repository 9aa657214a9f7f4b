import type { PostView } from '@jembatan/shared/threads.view';
import { type Signal, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { appErrorOf, unreachable } from '../../net/problem.ts';
import { useErrorText } from '../../ui/States.tsx';
import type { ThreadSession } from './thread-session.ts';
import { useThreadsApi } from './use-thread.ts';

/** What can be done to a post; each answers at once and says its failure in a note. */
export interface PostActions {
  react(post: PostView, emoji: string, on: boolean): void;
  reply(post: PostView): void;
  quote(post: PostView): void;
  edit(post: PostView): void;
  remove(post: PostView): void;
  report(post: PostView): void;
  /** Asks who wrote under a pseudonym. */
  reveal(post: PostView): void;
  accept(post: PostView, on: boolean): void;
  setHidden(post: PostView, hidden: boolean): void;
  showRevisions(post: PostView): void;
  /** The reader's bookmark of it, who reacted, its language, or who may edit it. */
  about(post: PostView, kind: 'bookmark' | 'reactions' | 'language' | 'wiki'): void;
}

/** What is open beside the posts: at most one dialog, one post being edited, one being answered. */
export interface ThreadDesk {
  readonly dialog: Signal<{
    kind:
      | 'remove'
      | 'report'
      | 'reveal'
      | 'revisions'
      | 'bookmark'
      | 'reactions'
      | 'language'
      | 'wiki';
    post: PostView;
  } | null>;
  readonly editing: Signal<number | null>;
  readonly replyTo: Signal<number | null>;
  readonly inserted: Signal<{ readonly text: string; readonly poll?: string | undefined } | null>;
}

export function useThreadDesk(thread: ThreadSession): ThreadDesk {
  return useMemo(
    () => ({
      dialog: signal(null),
      editing: signal(null),
      replyTo: signal(null),
      inserted: signal(null),
    }),
    [thread],
  );
}

export function usePostActions(thread: ThreadSession, desk: ThreadDesk): PostActions {
  const app = useApp();
  const threads = useThreadsApi();
  const say = useErrorText();

  /** Does it; a failure is said and nothing is changed. */
  function attempt(work: () => Promise<void>): void {
    work().catch((error: unknown) => app.announcer.show({ text: say(appErrorOf(error)) }));
  }

  // What it takes comes when it is used.
  const withWork = (use: (work: typeof import('./post-work.ts')) => Promise<void>) =>
    attempt(async () => {
      const work = await import('./post-work.ts').catch((cause: unknown) => {
        throw unreachable(cause);
      });
      return use(work);
    });

  return {
    react: (post, emoji, on) =>
      attempt(async () => thread.accept(await threads.react(post.id, emoji, on))),
    reply: (post) => {
      desk.replyTo.value = post.number;
      desk.inserted.value = { text: '' };
    },
    quote: (post) =>
      withWork(async ({ quoteOf }) => {
        const text = await quoteOf(app, post);
        desk.replyTo.value = post.number;
        desk.inserted.value = { text };
      }),
    edit: (post) => {
      desk.editing.value = post.number;
    },
    about: (post, kind) => {
      desk.dialog.value = { kind, post };
    },
    remove: (post) => {
      desk.dialog.value = { kind: 'remove', post };
    },
    report: (post) => {
      desk.dialog.value = { kind: 'report', post };
    },
    reveal: (post) => {
      desk.dialog.value = { kind: 'reveal', post };
    },
    showRevisions: (post) => {
      desk.dialog.value = { kind: 'revisions', post };
    },
    accept: (post, on) =>
      attempt(async () => {
        thread.acceptThread(
          await threads.change(post.threadId, { acceptedNumber: on ? post.number : null }),
        );
      }),
    setHidden: (post, hidden) =>
      withWork(({ setHidden }) => setHidden(app, { post, hidden, attempt })),
  };
}

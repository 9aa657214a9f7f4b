import { quoteMarkdown } from '@jembatan/shared/quote';
import { type PostView, threadRoutes } from '@jembatan/shared/threads.contract';
import { type Signal, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { appErrorOf } from '../../net/problem.ts';
import { useErrorText } from '../../ui/States.tsx';
import type { ThreadSession } from './thread-session.ts';
import { useThreadsApi } from './use-thread.ts';

/** How long a moderator may take back what was done, in milliseconds. */
export const undoForMs = 30_000;

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
  copyLink(post: PostView): void;
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
  const { api, announcer } = useApp();
  const threads = useThreadsApi();
  const t = useText('threads');
  const say = useErrorText();

  /** Does it; a failure is said and nothing is changed. */
  function attempt(work: () => Promise<void>): void {
    work().catch((error: unknown) => announcer.show({ text: say(appErrorOf(error)) }));
  }

  async function hide(post: PostView, hidden: boolean): Promise<void> {
    const body = {
      action: hidden ? ('hide' as const) : ('restore' as const),
      subject: { kind: 'post' as const, id: post.id },
    };
    // Few people moderate: what it takes comes when it is used.
    const { moderationRoutes } = await import('@jembatan/shared/moderation.contract');
    await api(moderationRoutes.act, { body });
  }

  return {
    react: (post, emoji, on) =>
      attempt(async () => thread.accept(await threads.react(post.id, emoji, on))),
    reply: (post) => {
      desk.replyTo.value = post.number;
      desk.inserted.value = { text: '' };
    },
    quote: (post) =>
      attempt(async () => {
        const { body = '' } = await api(threadRoutes.getPost, { params: { id: post.id } });
        desk.replyTo.value = post.number;
        desk.inserted.value = { text: quoteMarkdown(body, post.author).trimEnd() };
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
      attempt(async () => {
        await hide(post, hidden);
        const undo = () => attempt(() => hide(post, !hidden));
        announcer.show({
          text: t(hidden ? 'post.wasHidden' : 'post.wasRestored'),
          undo,
          forMs: undoForMs,
        });
      }),
    copyLink: (post) => {
      const address = new URL(`/t/${post.threadId}#p${post.number}`, location.href).href;
      navigator.clipboard.writeText(address).then(
        () => announcer.show({ text: t('post.linkCopied') }),
        // Without the right to the clipboard the address stands in the bar at least.
        () => location.assign(`#p${post.number}`),
      );
    },
  };
}

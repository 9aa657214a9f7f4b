import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { quoteMarkdown } from '@jembatan/shared/quote';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import type { App } from '../../app-context.ts';

/** How long a moderator may take back what was done, in milliseconds. */
const undoForMs = 30_000;

/** The Markdown that quotes a whole post. */
export async function quoteOf({ api }: App, post: PostView): Promise<string> {
  const { body = '' } = await api(threadRoutes.getPost, { params: { id: post.id } });
  return quoteMarkdown(body, post.author).trimEnd();
}

interface Hiding {
  readonly post: PostView;
  readonly hidden: boolean;
  /** Does it and says its failure. */
  readonly attempt: (work: () => Promise<void>) => void;
}

async function hide({ api }: App, post: PostView, hidden: boolean): Promise<void> {
  const body = {
    action: hidden ? ('hide' as const) : ('restore' as const),
    subject: { kind: 'post' as const, id: post.id },
  };
  await api(moderationRoutes.act, { body });
}

/** Hides or shows a post again, and offers to take that back. */
export async function setHidden(app: App, { post, hidden, attempt }: Hiding): Promise<void> {
  const t = app.i18n.texts('threads');
  await hide(app, post, hidden);
  app.announcer.show({
    text: t(hidden ? 'post.wasHidden' : 'post.wasRestored'),
    undo: () => attempt(() => hide(app, post, !hidden)),
    forMs: undoForMs,
  });
}

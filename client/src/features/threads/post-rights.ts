import type { PersonId } from '@jembatan/shared/ids';
import type { PostView, ThreadCan, ThreadView } from '@jembatan/shared/threads.view';

type PostCan = NonNullable<PostView['can']>;

const nothing: PostCan = {
  edit: false,
  delete: false,
  react: false,
  report: false,
  moderate: false,
  accept: false,
};

/** Whether the reader wrote it, under the own name or a pseudonym. */
export function isOwn(
  { author }: Pick<PostView, 'author'>,
  { terms }: Pick<ThreadView, 'terms'>,
  self: PersonId | null,
): boolean {
  return author.id === self || author.id === terms?.alias?.id;
}

/**
 * What the reader may do with a post, from the thread's own `can`: news carries
 * nothing that differs by reader. The server decides; this says what to offer.
 */
export function postCanOf(
  post: PostView,
  thread: Pick<ThreadView, 'can' | 'terms'>,
  self: PersonId | null,
): PostCan {
  const { can } = thread;
  if (!can || !self) return nothing;
  if (post.deleted || post.closed) return { ...nothing, moderate: can.moderate };
  const own = isOwn(post, thread, self);
  const open = !post.hidden;
  return {
    edit: open && (own || post.wiki === true) && can.reply,
    delete: can.moderate || (open && own && can.reply && post.number !== thread.terms?.answered),
    react: open && can.react,
    report: !own,
    moderate: can.moderate,
    accept: can.accept && post.number > 1,
  };
}

/** The thread's `can` after news: a lock takes replies from everybody but staff. */
export function threadCanAfter(
  before: ThreadView,
  after: { locked: boolean },
): ThreadCan | undefined {
  const can = before.can;
  if (!can || can.moderate || !after.locked) return can;
  return { ...can, reply: false, edit: false, accept: false, react: false };
}

/** Whether news may have given rights that only the server can name: an unlocked thread, another place. */
export function rightsAreUnknown(before: ThreadView, after: ThreadView): boolean {
  if (before.spaceId !== after.spaceId) return true;
  const days = ({ opensAt, dueAt, slowSeconds, repliesOff, answerFirst }: ThreadView) =>
    [opensAt, dueAt, slowSeconds, repliesOff, answerFirst].join();
  if (days(before) !== days(after)) return true;
  return before.locked && !after.locked && before.can?.moderate !== true;
}

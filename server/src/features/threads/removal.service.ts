import { AppError, forbidden } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import type { PostView } from '@jembatan/shared/threads.view';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import * as rules from '../../permissions/threads.rules.ts';
import { takeSeq } from './next-seq.ts';
import type { Post } from './posts.repository.ts';
import { earlierOf } from './saving.ts';
import type { PostAt } from './threads.access.ts';
import { peopleOf, toPostView } from './threads.views.ts';
import type { WritingDeps } from './writing.service.ts';

export type RemovalService = ReturnType<typeof createRemovalService>;

/** What is left of a deleted post. */
const empty = {
  body: '',
  html: '',
  terms: [],
  mentions: [],
  files: [],
  reactions: [],
  reactionCount: 0,
  previews: [],
  editorId: null,
  wikiFrom: null,
  deleted: true,
};

/** Posts that go: deleted by their author or staff, hidden by a moderator; and what was before. */
export function createRemovalService(deps: WritingDeps) {
  const { access, threads, posts, revisions, transact, peopleById } = deps;

  const leaveStone = ({ thread, post }: PostAt, actorId: PersonId): Promise<Post> =>
    transact(
      async (tx) => {
        const current = await posts.find(post.id);
        const lost = current && !current.hidden ? (current.reactionCount ?? 0) : 0;
        const seq = await takeSeq(threads, thread.id, { gone: post.number, reactions: -lost });
        await revisions.insert(earlierOf(post));
        const change = { ...empty, seq, revision: post.revision + 1 };
        const stone = await posts.change(post.id, change, { deleted: false });
        if (!stone) throw new AppError('post-gone');
        tx.announce('post:deleted', { threadId: thread.id, postId: post.id, seq }, actorId);
        await unaccept(tx, post, actorId);
        return stone;
      },
      { queue: thread.id },
    );

  /** A thread is not answered by what nobody can read; whoever brings the post back may accept it anew. */
  async function unaccept(
    tx: Transaction,
    { threadId, number }: Post,
    actorId: PersonId,
  ): Promise<void> {
    const thread = await threads.unaccept(threadId, number);
    if (thread) tx.announce('thread:changed', { threadId, seq: thread.lastSeq }, actorId);
  }

  async function deletePost(actor: PersonActor, postId: string): Promise<PostView> {
    const at = await access.getReadablePost(actor, postId);
    const allowed = at.post.deleted || rules.canDeletePost(actor, at, at.post);
    if (!allowed) throw forbidden('delete');
    const post = at.post.deleted ? at.post : await leaveStone(at, actor.id);
    return toPostView(actor, at, { post, people: await peopleById(peopleOf([post])) });
  }

  return {
    deletePost,

    /** Hides or restores a post for a moderator, who was permitted by moderation; takes part in its transaction. */
    async setHidden(
      tx: Transaction,
      actorId: PersonId,
      { postId, hidden }: { postId: string; hidden: boolean },
    ): Promise<void> {
      const post = await posts.find(postId);
      if (!post || post.deleted) throw new AppError('post-gone');
      if (post.hidden === hidden) return;
      const { reactionCount: reactions = 0 } = post;
      const seq = await takeSeq(
        threads,
        post.threadId,
        hidden ? { gone: post.number, reactions: -reactions } : { back: post.number, reactions },
      );
      await posts.change(post.id, { hidden, seq });
      tx.announce(
        'post:edited',
        { threadId: post.threadId, postId: post.id, seq, cause: hidden ? 'hide' : 'restore' },
        actorId,
      );
      if (hidden) await unaccept(tx, post, actorId);
    },
  };
}

import { forbidden, notFound } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import type { LinkPreview, PostView } from '@jembatan/shared/threads.view';
import type { PersonActor } from '../../kernel/actor.ts';
import * as rules from '../../permissions/threads.rules.ts';
import { takeSeq } from './next-seq.ts';
import type { Post, PostChange } from './posts.repository.ts';
import { peopleOf, toPostView } from './threads.views.ts';
import type { WritingDeps } from './writing.service.ts';

/** Previews of the addresses in posts: made elsewhere, kept and shown with the post. */
export function createPreviewing(deps: WritingDeps) {
  const { access, posts, threads, transact } = deps;

  const write = (
    post: Post,
    change: Omit<PostChange, 'seq'>,
    actorId: PersonId | null,
  ): Promise<Post | null> =>
    transact(
      async (tx) => {
        const current = await posts.find(post.id);
        if (!current || current.deleted || current.revision !== post.revision) return null;
        const seq = await takeSeq(threads, post.threadId);
        const where = { revision: post.revision, deleted: false };
        const changed = await posts.change(post.id, { ...change, seq }, where);
        const facts = { threadId: post.threadId, postId: post.id, seq, cause: 'preview' } as const;
        tx.announce('post:edited', facts, actorId);
        return changed;
      },
      { queue: post.threadId },
    );

  return {
    /** Shows previews with the text they were made for; a text written meanwhile gets its own. */
    async setPreviews(post: Post, previews: LinkPreview[]): Promise<void> {
      const isSame = JSON.stringify(previews) === JSON.stringify(post.previews ?? []);
      if (!isSame) await write(post, { previews }, null);
    },

    /** Takes one away for good. Author and staff. */
    async removePreview(actor: PersonActor, postId: string, previewId: string): Promise<PostView> {
      const at = await access.getReadablePost(actor, postId);
      const { post } = at;
      if (!rules.canEditPost(actor, at, post)) throw forbidden('edit');
      const { previews = [], previewsOff = [] } = post;
      const rest = previews.filter(({ id }) => id !== previewId);
      const isThere = rest.length < previews.length;
      const off = { previews: rest, previewsOff: [...previewsOff, previewId].slice(-50) };
      const changed = isThere ? await write(post, off, actor.id) : post;
      if (!changed) throw notFound('post');
      const people = await deps.peopleById(peopleOf([changed]));
      return toPostView(actor, at, { post: changed, people });
    },
  };
}

import { AppError, forbidden } from '@jembatan/shared/errors';
import type { PostView } from '@jembatan/shared/threads.view';
import type { PersonActor } from '../../kernel/actor.ts';
import * as rules from '../../permissions/threads.rules.ts';
import { takeSeq } from './next-seq.ts';
import type { Post } from './posts.repository.ts';
import { type PostAt, requireOpen } from './threads.access.ts';
import { peopleOf, toPostView } from './threads.views.ts';
import type { WritingDeps } from './writing.service.ts';

/** The language of a post, corrected by who may edit it: it stays with later edits. */
export function createLanguageService(deps: WritingDeps) {
  const { access, posts, threads, transact } = deps;

  const write = ({ post, thread }: PostAt, lang: string, actor: PersonActor): Promise<Post> =>
    transact(
      async (tx) => {
        const seq = await takeSeq(threads, thread.id);
        const change = { lang, langChosen: true, seq };
        const changed = await posts.change(post.id, change, { deleted: false });
        if (!changed) throw new AppError('post-gone');
        const facts = { threadId: thread.id, postId: post.id, seq, cause: 'language' } as const;
        tx.announce('post:edited', facts, actor.id);
        return changed;
      },
      { queue: thread.id },
    );

  return async function setLanguage(
    actor: PersonActor,
    postId: string,
    lang: string,
  ): Promise<PostView> {
    const at = await access.getReadablePost(actor, postId);
    if (at.post.deleted || at.post.hidden) throw new AppError('post-gone');
    if (!rules.canEditPost(actor, at, at.post)) {
      requireOpen(at);
      throw forbidden('edit');
    }
    const isSame = at.post.lang === lang && at.post.langChosen === true;
    const post = isSame ? at.post : await write(at, lang, actor);
    return toPostView(actor, at, { post, people: await deps.peopleById(peopleOf([post])) });
  };
}

export type SetLanguage = ReturnType<typeof createLanguageService>;

import { AppError, forbidden } from '@jembatan/shared/errors';
import type { PostView } from '@jembatan/shared/threads.view';
import type { PersonActor } from '../../kernel/actor.ts';
import * as rules from '../../permissions/threads.rules.ts';
import { takeSeq } from './next-seq.ts';
import type { Post } from './posts.repository.ts';
import { type PostAt, requireOpen } from './threads.access.ts';
import { peopleOf, toPostView } from './threads.views.ts';
import type { WritingDeps } from './writing.service.ts';

export type SetWiki = ReturnType<typeof createWikiService>;

/** Posts that whoever may reply may edit: made so, and ended, by their author and staff. */
export function createWikiService(deps: WritingDeps) {
  const { access, posts, threads, transact, peopleById } = deps;

  const write = (at: PostAt, on: boolean, actor: PersonActor): Promise<Post> =>
    transact(
      async (tx) => {
        const current = await posts.find(at.post.id);
        if (!current || current.deleted) throw new AppError('post-gone');
        requireRight(actor, { ...at, post: current }, on);
        if (isWiki(current) === on) return current;
        const { id: threadId } = at.thread;
        const byStaff = !rules.isAuthor(actor, at, current);
        const seq = await takeSeq(threads, threadId);
        const changed = await posts.change(current.id, {
          seq,
          wikiFrom: on ? current.revision : null,
          ...((byStaff || on) && { wikiStopped: !on }),
        });
        const order = on ? ('make-wiki' as const) : ('end-wiki' as const);
        const facts = { threadId, postId: current.id, seq, cause: 'wiki' as const };
        tx.announce('post:edited', { ...facts, ...(byStaff && { order }) }, actor.id);
        return changed ?? current;
      },
      { queue: at.thread.id },
    );

  return async function setWiki(
    actor: PersonActor,
    postId: string,
    on: boolean,
  ): Promise<PostView> {
    const at = await access.getReadablePost(actor, postId);
    const post = await write(at, on, actor);
    return toPostView(actor, at, { post, people: await peopleById(peopleOf([post])) });
  };
}

const isWiki = ({ wikiFrom }: Post) => typeof wikiFrom === 'number';

function requireRight(actor: PersonActor, { post, ...at }: PostAt, on: boolean): void {
  if (on ? rules.canMakeWiki(actor, at, post) : rules.canEndWiki(actor, at, post)) return;
  if (post.hidden) throw new AppError('post-gone');
  if (on && post.wikiStopped) throw forbidden('wiki');
  if (rules.isAuthor(actor, at, post)) requireOpen(at);
  throw forbidden('wiki');
}

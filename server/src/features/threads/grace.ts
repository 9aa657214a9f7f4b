import type { PersonId, PostId } from '@jembatan/shared/ids';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { isAuthor } from '../../permissions/threads.rules.ts';
import type { Post, PostsRepository } from './posts.repository.ts';
import type { PostAt } from './threads.access.ts';

export interface GraceDeps {
  posts: PostsRepository;
  clock: Clock;
  /** Minutes in which authors change what nobody has met yet without a trace; 0 is none. */
  graceMinutes: number;
  /** Whether somebody asked staff to look at a post as it is. */
  isReported: (post: {
    id: PostId;
    threadId: Post['threadId'];
    number: number;
  }) => Promise<boolean>;
}

/**
 * Whether an edit leaves neither mark nor version: by the author, soon, and before anybody
 * answered, reacted, accepted or reported what was there. Inside the transaction of the edit, so
 * that whoever answers at the same moment comes before or after it.
 */
export function createGrace({ posts, clock, graceMinutes, isReported }: GraceDeps) {
  const isEarly = ({ createdAt }: Post) =>
    clock.now().getTime() - createdAt.getTime() < graceMinutes * 60_000;

  return async function isInGrace(actor: PersonActor, { post, ...at }: PostAt): Promise<boolean> {
    if (!isEarly(post) || !isAuthor(actor, at, post)) return false;
    // The first answer is to be told from one that knows the others'.
    if (at.thread.answerFirst) return false;
    // People may have voted on what it says.
    if (post.poll) return false;
    if (post.editorId || typeof post.wikiFrom === 'number') return false;
    if (post.reactions.length > 0 || at.thread.acceptedNumber === post.number) return false;
    const own: PersonId[] = [actor.id, post.authorId, ...(at.aliasId ? [at.aliasId] : [])];
    return !(await posts.isFollowed(post, own)) && !(await isReported(post));
  };
}

import { AppError } from '@jembatan/shared/errors';
import type { FileId, ThreadId } from '@jembatan/shared/ids';
import type { Actor } from '../../kernel/actor.ts';
import { canReadPost, canSeeHiddenPost } from '../../permissions/threads.rules.ts';
import type { PostsRepository } from './posts.repository.ts';
import type { ThreadAccess } from './threads.access.ts';

export interface FileDoorDeps {
  access: ThreadAccess;
  posts: PostsRepository;
}

/** Whether the actor may read a post of the thread that shows the file now. */
export function createFileDoor({ access, posts }: FileDoorDeps) {
  return async function canReadInThread(
    actor: Actor,
    threadId: ThreadId,
    fileId: FileId,
  ): Promise<boolean> {
    const at = await access.getReadableThread(actor, threadId).catch(nullIfHidden);
    if (!at) return false;
    const showing = await posts.listShowing(threadId, fileId);
    return showing.some(
      (post) =>
        !post.deleted &&
        canReadPost(actor, at, post) &&
        (!post.hidden || canSeeHiddenPost(actor, at)),
    );
  };
}

function nullIfHidden(error: unknown): null {
  if (error instanceof AppError && error.code === 'not-found') return null;
  throw error;
}

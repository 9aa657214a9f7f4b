import { AppError, forbidden, notFound } from '@jembatan/shared/errors';
import type { SpaceId } from '@jembatan/shared/ids';
import type { Actor } from '../../kernel/actor.ts';
import type { Place, SpaceFacts } from '../../permissions/facts.ts';
import { canReadThread, canReply, type ThreadPlace } from '../../permissions/threads.rules.ts';
import type { Post, PostsRepository } from './posts.repository.ts';
import type { Thread, ThreadsRepository } from './threads.repository.ts';

/** A space as one actor meets it. */
export interface SpaceAt {
  readonly space: SpaceFacts;
  readonly place: Place;
}

/** A thread as one actor meets it. */
export interface ThreadAt extends ThreadPlace {
  readonly thread: Thread;
}

export interface PostAt extends ThreadAt {
  readonly post: Post;
}

export interface AccessDeps {
  threads: ThreadsRepository;
  posts: PostsRepository;
  /** Throws `not-found` unless the actor may read the space. */
  getReadableSpace: (actor: Actor, spaceId: SpaceId) => Promise<SpaceAt>;
}

export type ThreadAccess = ReturnType<typeof createThreadAccess>;

/** The gates to threads and posts: load, then permit; missing and hidden are the same answer. */
export function createThreadAccess({ threads, posts, getReadableSpace }: AccessDeps) {
  async function stand(actor: Actor, thread: Thread | null): Promise<ThreadAt> {
    if (!thread) throw notFound('thread');
    const at = { ...(await getReadableSpace(actor, thread.spaceId)), thread };
    if (!canReadThread(actor, at)) throw notFound('thread');
    return at;
  }

  const getReadableThread = async (actor: Actor, id: string): Promise<ThreadAt> =>
    stand(actor, await threads.find(id));

  async function getReadablePost(actor: Actor, id: string): Promise<PostAt> {
    const post = await posts.find(id);
    if (!post) throw notFound('post');
    return { ...(await getReadableThread(actor, post.threadId)), post };
  }

  return { getReadableThread, getReadablePost, stand };
}

/** Why a reply is refused, in the order a person would want to know. */
export function requireReply(actor: Actor, at: ThreadAt): void {
  if (canReply(actor, at)) return;
  if (at.thread.locked && actor.kind === 'person' && at.place.membership)
    throw new AppError('thread-locked');
  throw at.place.banned ? new AppError('banned') : forbidden('reply');
}

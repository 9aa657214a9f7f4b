import { AppError, forbidden, notFound } from '@jembatan/shared/errors';
import type { CommunityId, PersonId, SpaceId } from '@jembatan/shared/ids';
import { type Actor, personIdOf } from '../../kernel/actor.ts';
import { askedTogether } from '../../kernel/asked-together.ts';
import type { Place, SpaceFacts } from '../../permissions/facts.ts';
import {
  canReadPost,
  canReadThread,
  canReply,
  dueOf,
  isThreadPastDue,
  type ThreadPlace,
} from '../../permissions/threads.rules.ts';
import type { AliasesRepository } from './aliases.repository.ts';
import type { Post, PostsRepository } from './posts.repository.ts';
import type { ReadingsRepository } from './readings.repository.ts';
import type { Thread, ThreadsRepository } from './threads.repository.ts';

/** What threads need to know of a space. */
export interface SpaceTerms extends SpaceFacts {
  /** Seconds between two posts of one person; 0 is no limit. */
  readonly slowSeconds: number;
  /** New threads are for one study group. */
  readonly separateGroups: boolean;
  /** Groups were apart here once. */
  readonly keptApart: boolean;
}

/** A space as one actor meets it. */
export interface SpaceAt {
  readonly space: SpaceTerms;
  readonly place: Place;
}

/** A thread as one actor meets it. */
export interface ThreadAt extends ThreadPlace {
  readonly space: SpaceTerms;
  readonly thread: Thread;
}

export interface PostAt extends ThreadAt {
  readonly post: Post;
}

export interface AccessDeps {
  threads: ThreadsRepository;
  posts: PostsRepository;
  aliases: AliasesRepository;
  readings: ReadingsRepository;
  /** Throws `not-found` unless the actor may read the space. */
  getReadableSpace: (actor: Actor, spaceId: SpaceId) => Promise<SpaceAt>;
  isMember: (communityId: CommunityId, personId: PersonId) => Promise<boolean>;
  isInTransaction: () => boolean;
}

export type ThreadAccess = ReturnType<typeof createThreadAccess>;

/** The gates to threads and posts: load, then permit; missing and hidden are the same answer. */
export function createThreadAccess(deps: AccessDeps) {
  const { threads, posts, getReadableSpace } = deps;

  /** What the actor is in the thread besides in its place; most threads ask nothing. */
  async function selfIn(actor: Actor, thread: Thread) {
    const { id, groupId, pseudonymous, answerFirst } = thread;
    const me = personIdOf(actor);
    const [inGroup, alias, reading] = await Promise.all([
      me !== null && groupId !== null && deps.isMember(groupId, me),
      me !== null && pseudonymous ? deps.aliases.find(me, id) : null,
      me !== null && answerFirst ? deps.readings.find(me, id) : null,
    ]);
    return { inGroup, aliasId: alias?.id ?? null, answered: reading?.answered ?? null };
  }

  async function stand(actor: Actor, thread: Thread | null): Promise<ThreadAt> {
    if (!thread) throw notFound('thread');
    const [here, self] = await Promise.all([
      getReadableSpace(actor, thread.spaceId),
      selfIn(actor, thread),
    ]);
    const at = { ...here, ...self, thread };
    if (!canReadThread(actor, at)) throw notFound('thread');
    return at;
  }

  const findTogether = askedTogether(async (ids) => byId(await threads.findMany(ids)));

  async function find(id: string): Promise<Thread | null> {
    return deps.isInTransaction() ? threads.find(id) : ((await findTogether(id)) ?? null);
  }

  const getReadableThread = async (actor: Actor, id: string): Promise<ThreadAt> =>
    stand(actor, await find(id));

  async function getReadablePost(actor: Actor, id: string): Promise<PostAt> {
    const post = await posts.find(id);
    if (!post) throw notFound('post');
    const at = await getReadableThread(actor, post.threadId);
    if (!canReadPost(actor, at, post)) throw notFound('post');
    return { ...at, post };
  }

  return { getReadableThread, getReadablePost, stand, selfIn };
}

const byId = (threads: readonly Thread[]) =>
  new Map<string, Thread>(threads.map((thread) => [thread.id, thread]));

/** Why a reply is refused, in the order a person would want to know. */
export function requireReply(actor: Actor, at: ThreadAt): void {
  if (canReply(actor, at)) return;
  if (actor.kind === 'person' && at.place.membership) requireOpen(at);
  throw at.place.banned ? new AppError('banned') : forbidden('reply');
}

/** Throws `thread-locked` or `past-due` where that is what keeps people from writing. */
export function requireOpen(at: ThreadAt): void {
  if (at.thread.locked) throw new AppError('thread-locked');
  if (isThreadPastDue(at)) throw new AppError('past-due', { dueAt: dueOf(at)?.toISOString() });
}

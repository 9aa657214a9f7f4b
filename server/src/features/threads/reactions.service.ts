import { AppError, forbidden, notFound } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Transact } from '../../kernel/transactions.ts';
import { canReact, isThreadPastDue } from '../../permissions/threads.rules.ts';
import type { PostsRepository, Reaction } from './posts.repository.ts';
import type { PostAt, ThreadAccess } from './threads.access.ts';
import type { ThreadsRepository } from './threads.repository.ts';
import { peopleOf, toPostView } from './threads.views.ts';

export interface ReactionDeps {
  access: ThreadAccess;
  threads: ThreadsRepository;
  posts: PostsRepository;
  transact: Transact;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
}

export type ReactionsService = ReturnType<typeof createReactionsService>;

export function createReactionsService({
  access,
  threads,
  posts,
  transact,
  peopleById,
}: ReactionDeps) {
  /** Sets the wanted state: reacting twice is reacting once. */
  return async function setReaction(
    actor: PersonActor,
    postId: string,
    { emoji, on }: { emoji: string; on: boolean },
  ): Promise<PostView> {
    const at = await access.getReadablePost(actor, postId);
    if (!canReact(actor, at, at.post)) throw whyNot(at);
    const threadId = at.thread.id;
    const post = await transact(
      async (tx) => {
        const current = await posts.find(postId);
        if (!current || current.deleted) throw new AppError('post-gone');
        const reactions = changed(current.reactions, actor.id, { emoji, on });
        if (!reactions) return current;
        // What nobody can read counts for nothing until it is back.
        const gained = current.hidden ? 0 : countOf(reactions) - countOf(current.reactions);
        const thread = await threads.advance(threadId, { reactions: gained });
        if (!thread) throw notFound('thread');
        const written = await posts.change(current.id, {
          reactions,
          reactionCount: countOf(reactions),
          seq: thread.lastSeq,
        });
        tx.announce(
          'post:edited',
          {
            threadId,
            postId: current.id,
            seq: thread.lastSeq,
            cause: 'reaction',
            reaction: { personId: actor.id, emoji, on },
          },
          actor.id,
        );
        return written ?? current;
      },
      { queue: threadId },
    );
    return toPostView(actor, at, { post, people: await peopleById(peopleOf([post])) });
  };
}

function whyNot({ post, ...at }: PostAt): AppError {
  if (post.deleted || post.hidden) return new AppError('post-gone');
  return isThreadPastDue(at) ? new AppError('past-due') : forbidden('react');
}

const countOf = (reactions: readonly Reaction[]) =>
  reactions.reduce((sum, { people }) => sum + people.length, 0);

/** The reactions after the change, or null when it changes nothing. */
function changed(
  reactions: readonly Reaction[],
  who: PersonId,
  { emoji, on }: { emoji: string; on: boolean },
): Reaction[] | null {
  const of = reactions.find((reaction) => reaction.emoji === emoji);
  if (Boolean(of?.people.includes(who)) === on) return null;
  if (!on)
    return reactions
      .map((reaction) =>
        reaction === of ? { emoji, people: reaction.people.filter((id) => id !== who) } : reaction,
      )
      .filter(({ people }) => people.length > 0);
  if (of)
    return reactions.map((reaction) =>
      reaction === of ? { emoji, people: [...reaction.people, who] } : reaction,
    );
  if (reactions.length >= limits.reactionsPerPost)
    throw new AppError('too-many', { what: 'reactions' });
  return [...reactions, { emoji, people: [who] }];
}

import type { PersonId, SpaceId } from '@jembatan/shared/ids';
import { type Actor, personIdOf } from '../../kernel/actor.ts';
import { openPosts, type Reach, visiblePosts } from '../../permissions/threads.rules.ts';
import type { PostsRepository } from './posts.repository.ts';
import type { ReadingsRepository } from './readings.repository.ts';
import type { Thread, ThreadsRepository } from './threads.repository.ts';

export interface SealingDeps {
  threads: ThreadsRepository;
  posts: PostsRepository;
  readings: ReadingsRepository;
  /** `apart`: some of the spaces keep groups apart. */
  readableOf: (actor: Actor) => Promise<{
    spaceIds: readonly SpaceId[] | null;
    reach: (Reach & { readonly apart: boolean }) | null;
  }>;
  /** Who is behind an author. */
  personOf: (authorId: PersonId) => Promise<PersonId>;
}

/** Threads of which a person finds the answers: of the newest in which they have answered. */
const mostAnswered = 1_000;

export type SetSeal = ReturnType<typeof createSeals>;

/**
 * A thread wants an answer first from now on, or no more: its posts are marked, and whoever wrote
 * in it has answered. Takes part in the transaction of the change.
 */
export function createSeals({ posts, readings, personOf }: SealingDeps) {
  return async function setSeal({ id, answerFirst }: Thread): Promise<void> {
    await posts.seal(id, answerFirst);
    if (!answerFirst) return;
    for (const { authorId, number } of await posts.firstOfEach(id))
      await readings.answer(await personOf(authorId), id, number);
  };
}

/** Which posts an actor may find in spaces they read, as a filter of the collection of posts. */
export function createFindable({ threads, readings, readableOf }: SealingDeps) {
  async function openTo(actor: Actor, reach: Reach): Promise<Record<string, unknown>> {
    const me = personIdOf(actor);
    return openPosts(reach, me ? await readings.answeredIn(me, mostAnswered) : []);
  }

  return async function findableBy(actor: Actor): Promise<Record<string, unknown>> {
    const { spaceIds, reach } = await readableOf(actor);
    if (!reach) return {};
    const wantsAnswers = await threads.wantsAnswers(spaceIds ?? []);
    const all = [
      ...(reach.apart ? [visiblePosts(reach)] : []),
      ...(wantsAnswers ? [await openTo(actor, reach)] : []),
    ];
    return all.length > 0 ? { $and: all } : {};
  };
}

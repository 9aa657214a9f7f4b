import { AppError, forbidden, notFound } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import type { Transact } from '../../kernel/transactions.ts';
import { canRevealAuthor } from '../../permissions/threads.rules.ts';
import type { Aliases } from './aliases.ts';
import type { ThreadAccess } from './threads.access.ts';

export interface RevealingDeps {
  access: ThreadAccess;
  names: Aliases;
  transact: Transact;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
}

export type RevealAuthor = ReturnType<typeof createRevealing>;

/** Who wrote under a pseudonym, for staff: never without a line in the log. */
export function createRevealing({ access, names, transact, peopleById }: RevealingDeps) {
  return async function revealAuthor(
    actor: PersonActor,
    postId: string,
  ): Promise<{ person: PersonView }> {
    const at = await access.getReadablePost(actor, postId);
    if (!canRevealAuthor(actor, at)) throw forbidden('reveal');
    const { post, thread } = at;
    const personId = await names.personOf(post.authorId);
    const person = await requireKnown(peopleById, personId);
    if (personId === post.authorId) return { person };
    return transact(async (tx) => {
      const { id: threadId, communityId } = thread;
      const facts = { threadId, communityId, postId: post.id, number: post.number, personId };
      tx.announce('author:revealed', facts, actor.id);
      return { person };
    });
  };
}

async function requireKnown(
  peopleById: RevealingDeps['peopleById'],
  id: PersonId,
): Promise<PersonView> {
  const person = (await peopleById([id]))[id];
  if (!person) throw notFound('person');
  if (person.pseudonym !== undefined) throw new AppError('internal');
  return person;
}

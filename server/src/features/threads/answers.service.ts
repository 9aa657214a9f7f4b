import { AppError } from '@jembatan/shared/errors';
import type { ThreadId } from '@jembatan/shared/ids';
import type { kindRoutes } from '@jembatan/shared/kinds.contract';
import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type * as z from 'zod/mini';
import type { Actor } from '../../kernel/actor.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import { canSeeHiddenPost, seesAnswers } from '../../permissions/threads.rules.ts';
import type { AnswerKey, AnswersRepository } from './answers.repository.ts';
import type { ThreadAccess } from './threads.access.ts';
import { peopleOf, toPostView } from './threads.views.ts';

export interface AnswersDeps {
  access: ThreadAccess;
  answers: AnswersRepository;
  peopleById: (ids: Iterable<PersonView['id']>) => Promise<PeopleById>;
}

type AnswersQuery = z.output<typeof kindRoutes.listAnswers.query>;

/** Answers to a question that can still be read, page by page, in the order that was asked for. */
export function createAnswersService({ access, answers, peopleById }: AnswersDeps) {
  return async function listAnswers(
    actor: Actor,
    threadId: ThreadId,
    { order, limit, cursor }: AnswersQuery,
  ) {
    const at = await access.getReadableThread(actor, threadId);
    if (!seesAnswers(actor, at)) return { items: [], people: {}, nextCursor: null };
    const byReactions = order === 'reactions';
    const found = await answers.list(at.thread.id, {
      byReactions,
      limit,
      after: cursor === undefined ? null : toKey(cursor),
      withHidden: canSeeHiddenPost(actor, at),
    });
    const { items, nextCursor } = cutPage(found, limit, ({ reactionCount = 0, number }) => [
      reactionCount,
      number,
    ]);
    const people = await peopleById(peopleOf(items));
    const views = items.map((post) => toPostView(actor, at, { post, people }));
    return { items: views, people, nextCursor };
  };
}

function toKey(cursor: string): AnswerKey {
  const [count, number] = decodeCursor(cursor, 2);
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(number)) throw new AppError('invalid');
  return { count: Number(count), number: Number(number) };
}

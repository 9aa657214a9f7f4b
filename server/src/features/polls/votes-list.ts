import { AppError, forbidden } from '@jembatan/shared/errors';
import type { Page } from '@jembatan/shared/paging';
import type { PersonView } from '@jembatan/shared/people.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import { cutPage, decodeCursor } from '../../kernel/cursor.ts';
import { canSeeVotes } from '../../permissions/polls.rules.ts';
import type { Looking } from './looking.ts';
import type { PollsDeps } from './polls.deps.ts';
import { factsOf } from './polls.views.ts';

interface VotesQuery {
  option?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** Who chose what in an open poll; of an anonymous one nobody is told. */
export function createVotesList(deps: PollsDeps & { looking: Looking }) {
  const { ballots, looking, people, clock } = deps;
  return async function listVotes(
    actor: PersonActor,
    postId: string,
    { option, limit, cursor }: VotesQuery,
  ): Promise<Page<{ person: PersonView; choices: string[] }>> {
    const { at, poll } = await looking.getReadablePoll(actor, postId);
    const voted = (await ballots.find(poll, actor.id)) !== null;
    if (!canSeeVotes(actor, at, { ...factsOf(poll, clock.now()), voted })) throw forbidden('votes');
    const after = cursor === undefined ? null : keyOf(cursor, poll.id);
    const found = await ballots.list(poll.id, { option, after, limit });
    const page = cutPage(found, limit, ({ key }) => [key]);
    const named = await people.peopleById(page.items.map(({ personId }) => personId));
    return {
      ...page,
      items: page.items.flatMap(({ personId, choices }) => {
        const person = named[personId];
        return person ? [{ person, choices }] : [];
      }),
    };
  };
}

function keyOf(cursor: string, pollId: string): string {
  const [key] = decodeCursor(cursor, 1);
  if (typeof key === 'string' && key.startsWith(`${pollId}:`)) return key;
  throw new AppError('invalid', { issues: [{ path: 'cursor', code: 'custom' }] });
}

import type { PollView } from '@jembatan/shared/polls.contract';
import type { PollResults } from '@jembatan/shared/polls.events';
import type { Actor } from '../../kernel/actor.ts';
import * as rules from '../../permissions/polls.rules.ts';
import type { PostAt } from '../threads/index.ts';
import type { Poll } from './polls.repository.ts';
import type { Runoff } from './runoff.ts';

/** No vote is taken any more: it was closed, or its time is over and will be closed in a moment. */
export const isClosed = ({ closedAt, closesAt }: Poll, now: Date) =>
  closedAt !== null || (closesAt !== null && closesAt <= now);

export const factsOf = (poll: Poll, now: Date): rules.PollFacts => ({
  ...{ show: poll.show, anonymous: poll.anonymous, voters: poll.voters },
  closed: isClosed(poll, now),
});

/** What is known of a poll besides its own row. */
export interface PollSight {
  poll: Poll;
  now: Date;
  /** The actor's choices. */
  mine: string[] | null;
  /** Of a ranked poll whose results are to be seen. */
  runoff: Runoff | null;
}

/** Votes for what is on offer, and of a ranked poll the count. */
export function resultsOf({ options, counts }: Poll, runoff: Runoff | null): PollResults {
  const firsts = Object.fromEntries(options.map(({ id }) => [id, counts[id] ?? 0]));
  return { counts: firsts, ...(runoff && { rounds: runoff.rounds, winners: runoff.winners }) };
}

export function toPollView(
  actor: Actor,
  at: PostAt,
  { poll, now, mine, runoff }: PollSight,
): PollView {
  const facts = factsOf(poll, now);
  const voted = mine !== null;
  const { question, kind, options, min, max, anonymous, show, edition, version, voters } = poll;
  const view: PollView = {
    ...{ postId: poll.id, threadId: poll.threadId },
    ...{ question, kind, options, min, max, anonymous, show, edition, version, voters },
    closesAt: poll.closesAt?.toISOString() ?? null,
    closedAt: poll.closedAt?.toISOString() ?? null,
    closed: facts.closed,
    ...(rules.canSeeResults(facts, voted) && { results: resultsOf(poll, runoff) }),
  };
  if (actor.kind !== 'person') return view;
  return {
    ...view,
    ...(!(anonymous && poll.seal === null) && { mine }),
    can: {
      vote: rules.canVote(actor, at, facts),
      close: rules.canClosePoll(actor, at, facts),
      edit: rules.canEditPoll(actor, at, facts),
      seeVotes: rules.canSeeVotes(actor, at, { ...facts, voted }),
    },
  };
}

import { AppError, forbidden } from '@jembatan/shared/errors';
import type { PollView } from '@jembatan/shared/polls.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import { canVote } from '../../permissions/polls.rules.ts';
import { isThreadPastDue } from '../../permissions/threads.rules.ts';
import type { Looking, PollAt } from './looking.ts';
import type { PollsDeps } from './polls.deps.ts';
import type { Poll, VoteMove } from './polls.repository.ts';
import { factsOf, isClosed } from './polls.views.ts';

export interface VotingDeps extends PollsDeps {
  looking: Looking;
  /** The person's other tabs and devices ask again. */
  tellOwn: (actor: PersonActor, poll: Poll, votedChanged: boolean) => void;
}

interface Voted {
  poll: Poll;
  before: string[] | null;
}

/** Votes: one for each person, counted in the transaction that keeps it. */
export function createVotingService(deps: VotingDeps) {
  const { polls, ballots, looking, transact, clock } = deps;

  /** Sets the wanted state: voting the same twice is voting once. */
  function write(actor: PersonActor, { poll: seen }: PollAt, wanted: string[] | null) {
    return transact(
      async (tx): Promise<Voted> => {
        const poll = await polls.find(seen.id);
        if (!poll) throw new AppError('post-gone');
        if (isClosed(poll, clock.now())) throw new AppError('poll-closed');
        const choices = wanted && normalChoices(poll, wanted);
        const before = await ballots.find(poll, actor.id);
        const move = moveOf(poll, before, choices);
        if (!move) return { poll, before };
        const counted = await polls.count(poll.id, move);
        if (!counted) throw new AppError('poll-closed');
        if (choices) await ballots.put(poll, actor.id, choices);
        else await ballots.remove(poll, actor.id);
        // Who it was is told to nobody.
        tx.announce('poll:voted', { threadId: poll.threadId, postId: poll.id }, null);
        return { poll: counted, before };
      },
      { queue: `poll:${seen.id}` },
    );
  }

  /** Null takes the vote back. */
  return async function vote(
    actor: PersonActor,
    postId: string,
    wanted: string[] | null,
  ): Promise<PollView> {
    const found = await looking.getReadablePoll(actor, postId);
    if (!canVote(actor, found.at, factsOf(found.poll, clock.now())))
      throw whyNot(found, clock.now());
    const { poll, before } = await write(actor, found, wanted);
    deps.tellOwn(actor, poll, (before === null) !== (wanted === null));
    return looking.viewWith(actor, { ...found, poll }, wanted && normalChoices(poll, wanted));
  };
}

function whyNot({ at, poll }: PollAt, now: Date): AppError {
  if (isClosed(poll, now)) return new AppError('poll-closed');
  if (at.place.banned) return new AppError('banned');
  if (at.post.hidden) return new AppError('post-gone');
  if (!at.place.membership) return forbidden('vote');
  if (at.thread.locked) return new AppError('thread-locked');
  return isThreadPastDue(at) ? new AppError('past-due') : forbidden('vote');
}

/** In the order of the poll, but for ranks; throws `poll-changed` for options that are not its own. */
function normalChoices({ kind, options, min, max }: Poll, wanted: readonly string[]): string[] {
  const chosen = [...new Set(wanted)];
  const offered = options.map(({ id }) => id);
  if (chosen.some((id) => !offered.includes(id))) throw new AppError('poll-changed');
  if (chosen.length !== wanted.length || chosen.length < min || chosen.length > max)
    throw new AppError('invalid', { issues: [{ path: 'choices', code: 'custom' }] });
  return kind === 'ranked' ? chosen : offered.filter((id) => chosen.includes(id));
}

/** What the change moves in the counts; null when it changes nothing. */
function moveOf(
  { kind }: Poll,
  before: readonly string[] | null,
  after: readonly string[] | null,
): VoteMove | null {
  if (before?.join() === after?.join()) return null;
  const counted = (choices: readonly string[] | null) =>
    kind === 'ranked' ? (choices ?? []).slice(0, 1) : (choices ?? []);
  const counts: Record<string, number> = {};
  for (const id of counted(before)) counts[id] = (counts[id] ?? 0) - 1;
  for (const id of counted(after)) counts[id] = (counts[id] ?? 0) + 1;
  const moved = Object.entries(counts).filter(([, by]) => by !== 0);
  return {
    voters: Number(after !== null) - Number(before !== null),
    counts: Object.fromEntries(moved),
  };
}

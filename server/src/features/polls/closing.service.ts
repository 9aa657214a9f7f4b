import { AppError, forbidden } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import type { PollView, pollRoutes } from '@jembatan/shared/polls.contract';
import type * as z from 'zod/mini';
import type { PersonActor } from '../../kernel/actor.ts';
import type { DomainEvents } from '../../kernel/domain-events.ts';
import { createDueWatch, type DueWatch } from '../../kernel/due-watch.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import { canClosePoll, canEditPoll } from '../../permissions/polls.rules.ts';
import { isAuthor } from '../../permissions/threads.rules.ts';
import { countNow } from './counting.ts';
import type { Looking, PollAt } from './looking.ts';
import { optionsOf, requireFuture } from './making.ts';
import type { PollsDeps } from './polls.deps.ts';
import type { Poll, PollChange } from './polls.repository.ts';
import { factsOf, isClosed } from './polls.views.ts';

export type PollPatch = z.output<typeof pollRoutes.changePoll.body>;
type ClosedBy = DomainEvents['poll:closed']['by'];

/** What author and staff do with a poll, and the close that comes by itself. */
export function createClosingService(deps: PollsDeps & { looking: Looking }) {
  const { polls, threads, looking, clock, transact } = deps;
  const close = createClose(deps);

  function require(may: typeof canClosePoll, actor: PersonActor, { at, poll }: PollAt): void {
    const facts = factsOf(poll, clock.now());
    if (may(actor, at, facts)) return;
    if (facts.closed && may(actor, at, { ...facts, closed: false }))
      throw new AppError('poll-closed');
    throw canClosePoll(actor, at, facts) ? new AppError('poll-changed') : forbidden('poll');
  }

  return {
    async closePoll(actor: PersonActor, postId: string): Promise<PollView> {
      const found = await looking.getReadablePoll(actor, postId);
      const { at, poll } = found;
      require(canClosePoll, actor, found);
      const by = isAuthor(actor, at, at.post) ? 'author' : 'staff';
      return transact(
        async (tx) => {
          const closed = (await close(tx, poll, { by, actorId: actor.id })) ?? poll;
          return looking.view(actor, { at, poll: closed });
        },
        { queue: `poll:${poll.id}` },
      );
    },

    async changePoll(actor: PersonActor, postId: string, patch: PollPatch): Promise<PollView> {
      const found = await looking.getReadablePoll(actor, postId);
      const { at, poll } = found;
      const rewords = patch.question !== undefined || patch.options !== undefined;
      require(rewords ? canEditPoll : canClosePoll, actor, found);
      const change = changeOf(poll, patch, clock.now());
      const changed = await transact(
        async (tx) => {
          const after = await polls.change(poll.id, change, rewords);
          const { threadId, id: postId } = poll;
          if (after) tx.announce('poll:changed', { threadId, postId }, actor.id);
          return after;
        },
        { queue: `poll:${poll.id}` },
      );
      if (changed && rewords) await threads.renewOne(poll.id);
      if (changed) return looking.view(actor, { at, poll: changed });
      const now = await polls.find(poll.id);
      throw new AppError(now && isClosed(now, clock.now()) ? 'poll-closed' : 'poll-changed');
    },

    ...createClock(deps, close),
  };
}

function changeOf(poll: Poll, { question, options, closesAt }: PollPatch, now: Date): PollChange {
  const date = closesAt === undefined ? undefined : requireFuture(closesAt, now);
  const { kind, min, max, edition } = poll;
  const all = max === poll.options.length || kind === 'ranked';
  return {
    ...(question !== undefined && { question }),
    ...(options && {
      options: optionsOf(options, edition + 1),
      min: Math.min(min, options.length),
      max: kind === 'single' ? 1 : all ? options.length : Math.min(max, options.length),
    }),
    ...(date !== undefined && { closesAt: date, dueAt: date }),
  };
}

type Close = ReturnType<typeof createClose>;

/** Closes a poll in the caller's transaction; null when it was closed. */
function createClose({ polls, ballots, threads, clock }: PollsDeps) {
  return async function close(
    tx: Transaction,
    { id, kind }: Poll,
    { by, actorId }: { by: ClosedBy; actorId: PersonId | null },
  ): Promise<Poll | null> {
    // First it is closed, so that no vote comes between the count and the close.
    const closed = await polls.close(id, clock.now());
    if (!closed) return null;
    const final = kind === 'ranked' ? await countNow(ballots, closed) : null;
    if (final) await polls.setFinal(id, final);
    // What nobody may learn is better not there.
    if (closed.anonymous) await ballots.removeAll(id);
    const post = await threads.posts.find(id);
    if (post) {
      const { threadId, communityId, number } = post;
      const facts = { threadId, postId: id, communityId, number, by };
      tx.announce('poll:closed', facts, actorId);
    }
    return { ...closed, final };
  };
}

/** Closes what is due, each once however many servers there are. */
function createClock({ polls, clock, logger, transact }: PollsDeps, close: Close): DueWatch {
  async function takeOne(): Promise<boolean> {
    const due = await polls.findDue(clock.now());
    if (!due) return false;
    await transact((tx) => close(tx, due, { by: 'time', actorId: null }), {
      queue: `poll:${due.id}`,
    });
    return true;
  }
  return createDueWatch({ takeOne, what: 'polls', logger });
}

import { notFound } from '@jembatan/shared/errors';
import type { PostId, ThreadId } from '@jembatan/shared/ids';
import type { PollView } from '@jembatan/shared/polls.contract';
import { type Actor, personIdOf } from '../../kernel/actor.ts';
import { canReadPoll, canSeeResults } from '../../permissions/polls.rules.ts';
import type { PostAt } from '../threads/index.ts';
import { createRunoffs } from './counting.ts';
import type { PollsDeps } from './polls.deps.ts';
import type { Poll } from './polls.repository.ts';
import { factsOf, toPollView } from './polls.views.ts';

/** A poll with its post, as one actor meets them. */
export interface PollAt {
  at: PostAt;
  poll: Poll;
}

export type Looking = ReturnType<typeof createLooking>;

/** The gate to polls, and polls as a reader sees them. */
export function createLooking({ threads, polls, ballots, clock }: PollsDeps) {
  const runoffOf = createRunoffs({ ballots, clock });

  async function getReadablePoll(actor: Actor, postId: string): Promise<PollAt> {
    const at = await threads.access.getReadablePost(actor, postId);
    const poll = at.post.poll && canReadPoll(actor, at) ? await polls.find(postId) : null;
    if (!poll) throw notFound('poll');
    return { at, poll };
  }

  async function viewWith(actor: Actor, { at, poll }: PollAt, mine: string[] | null) {
    const now = clock.now();
    const shown = canSeeResults(factsOf(poll, now), mine !== null);
    const runoff = shown ? await runoffOf(poll) : null;
    return toPollView(actor, at, { poll, now, mine, runoff });
  }

  return {
    getReadablePoll,
    viewWith,
    runoffOf,

    /** Polls of one thread: so many questions however many polls. */
    async viewMany(actor: Actor, threadId: ThreadId, postIds: readonly PostId[]) {
      if (postIds.length === 0) return [];
      const at = await threads.access.getReadableThread(actor, threadId);
      const [posts, found] = await Promise.all([
        threads.posts.findMany(postIds),
        polls.findMany(postIds),
      ]);
      const pollAts = found.flatMap((poll): PollAt[] => {
        const post = posts.find(({ id, threadId: of }) => id === poll.id && of === at.thread.id);
        return post && canReadPoll(actor, { ...at, post }) ? [{ at: { ...at, post }, poll }] : [];
      });
      return Promise.all(pollAts.map((one) => viewWith(actor, one, null)));
    },

    async view(actor: Actor, found: PollAt): Promise<PollView> {
      const me = personIdOf(actor);
      return viewWith(actor, found, me && (await ballots.find(found.poll, me)));
    },
  };
}

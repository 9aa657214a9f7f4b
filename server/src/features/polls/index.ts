import type { PostId, ThreadId } from '@jembatan/shared/ids';
import { type PollView, pollRoutes } from '@jembatan/shared/polls.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import { visitor } from '../../kernel/actor.ts';
import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { TopicGate } from '../../kernel/topics.ts';
import { canSeeResults } from '../../permissions/polls.rules.ts';
import type { Post } from '../threads/index.ts';
import { createBallotsRepository } from './ballots.repository.ts';
import { createClosingService } from './closing.service.ts';
import { createLooking } from './looking.ts';
import { createMaking } from './making.ts';
import type { PollsFeatureDeps } from './polls.deps.ts';
import { tellPollNews } from './polls.news.ts';
import { createPollsRepository } from './polls.repository.ts';
import { factsOf } from './polls.views.ts';
import { createVotesList } from './votes-list.ts';
import { createVotingService, type VotingDeps } from './voting.service.ts';

export type Polls = ReturnType<typeof createPolls>;

/** Polls in posts: what is asked, who votes, what is counted, who sees it. */
export function createPolls(feature: PollsFeatureDeps) {
  const polls = createPollsRepository(feature.connection);
  const ballots = createBallotsRepository(feature.connection);
  const deps = { ...feature, polls, ballots };
  const looking = createLooking(deps);
  const inner = { ...deps, looking };
  let tell: Broadcaster | null = null;
  let news: { stop: () => void } | null = null;

  const tellOwn: VotingDeps['tellOwn'] = ({ id: personId }, poll, votedChanged) => {
    // Who may see the results only now gets their news: every socket asks for its rooms again.
    if (poll.show === 'voted' && votedChanged) deps.signals.send('rights:changed', { personId });
    tell?.emit(rooms.person(personId), 'topic:changed', { topic: `poll:${poll.id}` });
  };
  const vote = createVotingService({ ...inner, tellOwn });
  const closing = createClosingService(inner);
  const listVotes = createVotesList(inner);

  const gate: TopicGate = async (actor, id) => {
    const { poll } = await looking.getReadablePoll(actor, id);
    const mine = await ballots.find(poll, actor.id);
    const sees = canSeeResults(factsOf(poll, deps.clock.now()), mine !== null);
    return { rooms: [sees ? rooms.pollResults(id) : rooms.poll(id)] };
  };

  deps.bus.on('post:deleted', async ({ facts: { postId } }) => {
    await polls.remove(postId);
    await ballots.removeAll(postId);
  });

  return {
    addPoll: createMaking(deps),
    getReadablePoll: looking.getReadablePoll,
    gate,
    /** Question and options, to be found by; of a post without a poll none. */
    async asksOf(post: Pick<Post, 'id' | 'poll'>): Promise<string[]> {
      const poll = post.poll ? await polls.find(post.id) : null;
      return poll ? [poll.question ?? '', ...poll.options.map(({ text }) => text)] : [];
    },
    start: closing.start,

    /** Polls among posts of one thread that a visitor reads, as a visitor sees them. */
    viewsOf: (threadId: ThreadId, postIds: readonly PostId[]): Promise<PollView[]> =>
      looking.viewMany(visitor, threadId, postIds),

    mount(router: RouteBinder): void {
      router.bind(pollRoutes.getPoll, async ({ actor, params }) =>
        looking.view(actor, await looking.getReadablePoll(actor, params.id)),
      );
      router.bind(pollRoutes.vote, ({ actor, params, body }) =>
        vote(actor, params.id, body.choices),
      );
      router.bind(pollRoutes.unvote, ({ actor, params }) => vote(actor, params.id, null));
      router.bind(pollRoutes.listVotes, ({ actor, params, query }) =>
        listVotes(actor, params.id, query),
      );
      router.bind(pollRoutes.changePoll, ({ actor, params, body }) =>
        closing.changePoll(actor, params.id, body),
      );
      router.bind(pollRoutes.closePoll, ({ actor, params }) => closing.closePoll(actor, params.id));
    },

    announceTo(broadcaster: Broadcaster): void {
      tell = broadcaster;
      news = tellPollNews({ ...inner, broadcaster });
    },

    async stop(): Promise<void> {
      news?.stop();
      await closing.stop();
    },

    createIndexes: async (): Promise<void> => {
      await Promise.all([polls.createIndexes(), ballots.createIndexes()]);
    },
  };
}

import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { Looking } from './looking.ts';
import type { PollsDeps } from './polls.deps.ts';
import type { Poll } from './polls.repository.ts';
import { isClosed, resultsOf } from './polls.views.ts';

/** Milliseconds in which votes are told together: a class that votes is not told of each other one by one. */
const togetherMs = 1_000;

export interface PollNewsDeps extends PollsDeps {
  looking: Looking;
  broadcaster: Broadcaster;
}

/** Turns what happened to polls into news: of results, to those who may see them. */
export function tellPollNews(deps: PollNewsDeps): { stop: () => void } {
  const { bus, broadcaster, threads, polls, looking, clock, logger } = deps;
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();

  function emit(poll: Poll, results: ReturnType<typeof resultsOf>): void {
    const { id: postId, edition, version, voters } = poll;
    const closed = isClosed(poll, clock.now());
    const base = { postId, edition, version, voters, closed };
    broadcaster.emit(rooms.pollResults(postId), 'poll:changed', { ...base, results });
    const open = closed || poll.show === 'always';
    broadcaster.emit(rooms.poll(postId), 'poll:changed', open ? { ...base, results } : base);
  }

  async function tell(postId: string): Promise<void> {
    const [poll, post] = await Promise.all([polls.find(postId), threads.posts.find(postId)]);
    if (!poll || !post || post.deleted || post.hidden) return;
    emit(poll, resultsOf(poll, await looking.runoffOf(poll)));
  }

  function tellSoon(postId: string, ms: number): void {
    if (waiting.has(postId)) return;
    const timer = setTimeout(() => {
      waiting.delete(postId);
      tell(postId).catch((err: unknown) => logger.debug({ err }, 'news of a poll was not told'));
    }, ms);
    timer.unref();
    waiting.set(postId, timer);
  }

  bus.on('poll:voted', ({ facts }) => tellSoon(facts.postId, togetherMs));
  bus.on('poll:changed', ({ facts }) => tell(facts.postId));
  bus.on('poll:closed', ({ facts }) => tell(facts.postId));
  return {
    stop: () => {
      for (const timer of waiting.values()) clearTimeout(timer);
    },
  };
}

import type { PostId } from '@jembatan/shared/ids';
import { type PollView, pollRoutes } from '@jembatan/shared/polls.contract';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { type Resource, useResource } from '../../state/use-resource.ts';
import { applyPollNews } from './poll-news.ts';

/** The poll of a post, kept up to date by its news. */
export function usePoll(id: PostId): Resource<PollView> {
  const { api, socket } = useApp();
  const poll = useResource(`poll ${id}`, (signal) =>
    api(pollRoutes.getPoll, { params: { id } }, { signal }),
  );
  const latest = useRef(poll);
  latest.current = poll;
  useEffect(() => {
    const topic = `poll:${id}`;
    const ask = () => latest.current.reload();
    let subscribed = false;
    const stops = [
      socket.subscribe(topic, () => {
        // The first answer is the one the page has asked for itself.
        if (subscribed) ask();
        subscribed = true;
      }),
      socket.on('topic:changed', (news) => {
        if (news.topic === topic) ask();
      }),
      socket.on('poll:changed', (news) => {
        const { value, set } = latest.current;
        if (news.postId !== id || !value) return;
        const next = applyPollNews(value, news);
        if (next) set(next);
        else ask();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [id]);
  return poll;
}

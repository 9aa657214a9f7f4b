import type { AppEventMap } from '@jembatan/shared/app.protocol';
import type { PollView } from '@jembatan/shared/polls.contract';

export type PollNews = Parameters<AppEventMap['poll:changed']>[0];

/** The poll after its news; the same when they are old, null when it is to be asked for. */
export function applyPollNews(poll: PollView, news: PollNews): PollView | null {
  if (news.version <= poll.version) return poll;
  // Who may what, and what is shown, is another matter now.
  if (news.edition !== poll.edition || news.closed !== poll.closed) return null;
  if ((news.results === undefined) !== (poll.results === undefined)) return null;
  const { version, voters, results } = news;
  return {
    ...poll,
    ...{ version, voters },
    ...(results && { results }),
    ...(poll.can && { can: { ...poll.can, edit: poll.can.edit && voters === 0 } }),
  };
}

import { type PollView, poll as schema } from '@jembatan/shared/polls.contract';
import { describe, expect, it } from 'vitest';
import { applyPollNews, type PollNews } from './poll-news.ts';

const id = 'a'.repeat(24);
const poll: PollView = schema.parse({
  ...{ postId: id, threadId: id, question: null, kind: 'single', min: 1, max: 1 },
  options: [
    { id: '1a', text: 'River' },
    { id: '1b', text: 'Museum' },
  ],
  ...{ anonymous: true, show: 'always', closesAt: null, closedAt: null, closed: false },
  ...{ edition: 1, version: 3, voters: 0, results: { counts: { '1a': 0, '1b': 0 } }, mine: null },
  can: { vote: true, close: true, edit: true, seeVotes: false },
});
const news: PollNews = {
  ...{ postId: poll.postId, edition: 1, version: 5, voters: 1, closed: false },
  results: { counts: { '1a': 1, '1b': 0 } },
};

describe('news of a poll', () => {
  it('bring counts, and the end of editing', () => {
    expect(applyPollNews(poll, news)).toEqual({
      ...poll,
      ...{ version: 5, voters: 1, results: news.results },
      can: { ...poll.can, edit: false },
    });
  });

  it('that are old change nothing', () => {
    expect(applyPollNews(poll, { ...news, version: 3 })).toBe(poll);
  });

  it.each([
    ['of another edition', { edition: 2 }],
    ['of the close', { closed: true }],
    ['without the results that are shown', { results: undefined }],
  ])('%s let the page ask', (_what, other) => {
    expect(applyPollNews(poll, { ...news, ...other } as PollNews)).toBeNull();
  });
});

import { apiBase } from '@jembatan/shared/app.protocol';
import { communityRoutes } from '@jembatan/shared/communities.contract';
import { grow } from './support/bulk.ts';
import { call, settle } from './support/hub-client.ts';
import { load } from './support/load.ts';
import type { Line } from './support/report.ts';
import { median, spread } from './support/stats.ts';
import type { World } from './support/world.ts';

const spaces = 20;
const postsInThread = 20;
/** Threads at first, and in the end: 10,000 posts and a million. */
const threads = { small: 500, large: 50_000 };
const rounds = 3;
const seconds = 1;
/** Made-up words: some are in every second post, some in hardly any. */
const words = Array.from({ length: 20_000 }, (_none, n) => `kata${n.toString(36)}`);
const [common, rare] = [words[3], words[19_500]];

/** Lists, counters and suggestions, by what a person would call them. */
function questions(ids: Record<'community' | 'space' | 'thread', string>): [string, string][] {
  return [
    ['the communities of a person, with what is unread', '/communities?mine=true'],
    ['the spaces of a community, with what is unread', `/communities/${ids.community}/spaces`],
    ['the threads of a space', `/spaces/${ids.space}/threads?limit=20`],
    ['a page of posts', `/threads/${ids.thread}/posts?from=1&limit=20`],
    ['notifications', '/notifications'],
    ['search for a common word', `/search?q=${common}`],
    ['search for a rare word', `/search?q=${rare}`],
    ['search for two words', `/search?q=${common}+${words[200]}`],
    ['suggestions while typing a name', `/search/suggestions?q=${words[40]?.slice(0, 6)}`],
    [
      'similar threads while typing a title',
      `/spaces/${ids.space}/similar-threads?title=${words[5]}+${words[60]}+${words[900]}`,
    ],
  ];
}

async function place(world: World) {
  const { url } = await world.server();
  const { token, community, space, thread } = await settle(url);
  const spaceIds: string[] = [space.id];
  for (let n = 1; n < spaces; n += 1) {
    const input = { params: { id: community.id }, body: { name: `Space ${n}` } };
    spaceIds.push((await call(url, communityRoutes.createSpace, input, token)).id);
  }
  return {
    url,
    token,
    spaceIds,
    ids: { community: community.id, space: space.id, thread: thread.id },
  };
}

type Place = Awaited<ReturnType<typeof place>>;

/** Milliseconds of each question, the median of every round. */
async function timeAll({ url, token, ids }: Place): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  for (let round = 0; round <= rounds; round += 1)
    for (const [what, path] of questions(ids)) {
      const ask = () => ({
        url: `${url}${apiBase}${path}`,
        headers: { Authorization: `Bearer ${token}` },
      });
      const { latenciesMs } = await load({ ask, connections: 1, seconds });
      // The first round warms the caches.
      if (round > 0) times.set(what, [...(times.get(what) ?? []), median(latenciesMs)]);
    }
  return times;
}

/** What a forum answers when it has a hundred times as many posts. */
export async function scaleBench(world: World): Promise<Line[]> {
  const here = await place(world);
  const growth = { threadId: here.ids.thread, spaceIds: here.spaceIds, postsInThread, words };
  await grow(world.mongoUrl, { ...growth, from: 0, to: threads.small });
  const small = await timeAll(here);
  await grow(world.mongoUrl, { ...growth, from: threads.small, to: threads.large });
  const large = await timeAll(here);
  return [...large].map(([what, times]) => {
    const before = small.get(what) ?? [];
    const figure = median(times) / median(before);
    return {
      what: `${what}: with a million posts, beside ten thousand`,
      hub: `${median(times).toFixed(1)} ms`,
      bare: `${median(before).toFixed(1)} ms`,
      figure,
      goal: '≤ 2',
      reached: figure <= 2,
      spread: Math.max(spread(times), spread(before)),
    };
  });
}

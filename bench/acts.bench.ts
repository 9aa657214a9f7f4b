import { apiBase } from '@jembatan/shared/app.protocol';
import type { PollInput } from '@jembatan/shared/polls.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { call, settle } from './support/hub-client.ts';
import { type Ask, load } from './support/load.ts';
import type { Line } from './support/report.ts';
import { median, p95 } from './support/stats.ts';
import type { World } from './support/world.ts';

const posts = 40;
const seconds = 5;
/** As a class of thirty makes them in a lively minute. */
const ratePerSecond = 40;
const limitMs = 15;

const poll: PollInput = {
  ...{ kind: 'several', options: ['River', 'Museum', 'Mountain'] },
  ...{ anonymous: true, show: 'always' },
};

/** Small things people do all the time: to have read, to react, to vote. */
export async function actsBench(world: World): Promise<Line[]> {
  const { url } = await world.server();
  const { token, thread } = await settle(url);
  const ids: string[] = [];
  for (let n = 0; n < posts; n += 1) {
    const input = { params: { id: thread.id }, body: { body: `Post ${n}` } };
    ids.push((await call(url, threadRoutes.createPost, input, token)).id);
  }
  const asking = {
    params: { id: thread.id },
    body: { body: 'Where to?', poll },
  };
  const asked = await call(url, threadRoutes.createPost, asking, token);
  const headers = { Authorization: `Bearer ${token}` };
  const api = url + apiBase;
  const acts: [string, (n: number) => Ask][] = [
    ['to have read', (n) => read({ api, headers, id: thread.id, number: (n % posts) + 1 })],
    [
      'to react, and to take it back',
      (n) => react({ api, headers, id: ids[(n >> 1) % posts] ?? '', n }),
    ],
    ['to vote otherwise, in secret', (n) => vote({ api, headers, id: asked.id, n })],
  ];
  const lines: Line[] = [];
  for (const [what, ask] of acts) {
    await load({ ask, connections: 2, seconds: 1, ratePerSecond });
    const { latenciesMs } = await load({ ask, connections: 2, seconds, ratePerSecond });
    const figure = p95(latenciesMs);
    lines.push({
      what: `${what}, p95`,
      hub: `median ${median(latenciesMs).toFixed(1)}, p95 ${figure.toFixed(1)} ms`,
      bare: '–',
      figure,
      goal: `≤ ${limitMs} ms`,
      reached: figure <= limitMs,
    });
  }
  return lines;
}

interface Act {
  api: string;
  headers: Ask['headers'];
  id: string;
}

const read = ({ api, headers, id, number }: Act & { number: number }): Ask => ({
  ...{ url: `${api}/threads/${id}/read`, method: 'PUT', headers, body: { number } },
});

const react = ({ api, headers, id, n }: Act & { n: number }): Ask => ({
  url: `${api}/posts/${id}/reactions/${encodeURIComponent('👍')}`,
  method: n % 2 === 0 ? 'PUT' : 'DELETE',
  headers,
});

const vote = ({ api, headers, id, n }: Act & { n: number }): Ask => ({
  url: `${api}/posts/${id}/poll/vote`,
  method: 'PUT',
  headers,
  body: { choices: n % 2 === 0 ? ['1a'] : ['1b', '1c'] },
});

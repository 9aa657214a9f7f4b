import { apiBase } from '@jembatan/shared/app.protocol';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { call, settle } from './support/hub-client.ts';
import { load } from './support/load.ts';
import type { Line } from './support/report.ts';
import { median, spread } from './support/stats.ts';
import type { World } from './support/world.ts';

const threads = 50;
const writers = 16;
const seconds = 4;
const body = 'A reply of ordinary length, as people write them.';
const rounds = ['hub', 'bare', 'bare', 'hub', 'hub', 'bare'] as const;

/** Replies a second, each of them in the journal before it is answered. */
type Rate = () => Promise<number>;

async function hubRate(world: World): Promise<Rate> {
  const { url } = await world.server();
  const { token, space } = await settle(url);
  const ids: string[] = [];
  for (let n = 0; n < threads; n += 1) {
    const input = { params: { id: space.id }, body: { title: `Thread ${n}`, body: 'First.' } };
    ids.push((await call(url, threadRoutes.createThread, input, token)).thread.id);
  }
  const ask = (n: number) => ({
    url: `${url}${apiBase}/threads/${ids[n % threads]}/posts`,
    method: 'POST' as const,
    headers: { Authorization: `Bearer ${token}` },
    body: { body },
  });
  return async () => (await load({ ask, connections: writers, seconds })).rate;
}

async function bareRate(world: World): Promise<Rate> {
  const { url } = await world.bare('loop.ts');
  const query = new URLSearchParams({
    threads: String(threads),
    writers: String(writers),
    seconds: String(seconds),
  });
  return async () => Number(await (await fetch(`${url}/?${query}`)).text()) / seconds;
}

/** Durable replies a second over 50 threads, by HTTP; beside a loop that does the transaction only. */
export async function writingBench(world: World): Promise<Line[]> {
  const sides = { hub: await hubRate(world), bare: await bareRate(world) };
  const rates: Record<'hub' | 'bare', number[]> = { hub: [], bare: [] };
  for (const rate of Object.values(sides)) await rate();
  for (const which of rounds) rates[which].push(await sides[which]());
  const figure = median(rates.hub) / median(rates.bare);
  return [
    {
      what: 'durable replies a second over 50 threads, beside a loop of the same transaction',
      hub: `${median(rates.hub).toFixed(0)}/s`,
      bare: `${median(rates.bare).toFixed(0)}/s`,
      figure,
      goal: '≥ 0.6',
      reached: figure >= 0.6,
      spread: Math.max(spread(rates.hub), spread(rates.bare)),
    },
  ];
}

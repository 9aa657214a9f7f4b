import { randomUUID } from 'node:crypto';
import { apiBase } from '@jembatan/shared/app.protocol';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { call, settle } from './support/hub-client.ts';
import { load } from './support/load.ts';
import { cpuSeconds } from './support/process.ts';
import type { Line } from './support/report.ts';
import { median, spread } from './support/stats.ts';
import type { World } from './support/world.ts';

const threads = 50;
const writers = 16;
const seconds = 4;
const body = 'A reply of ordinary length, as people write them.';
const rounds = ['hub', 'bare', 'bare', 'hub', 'hub', 'bare'] as const;

interface Round {
  /** Replies a second, each of them in the journal before it is answered. */
  rate: number;
  /** Milliseconds of the program's own CPU for each. */
  cpuMs: number;
}

async function roundOf(pid: number, write: () => Promise<number>): Promise<Round> {
  const before = await cpuSeconds(pid);
  const rate = await write();
  return { rate, cpuMs: (((await cpuSeconds(pid)) - before) * 1_000) / (rate * seconds) };
}

async function hubRound(world: World): Promise<() => Promise<Round>> {
  const { url, pid } = await world.server();
  const { token, space } = await settle(url);
  const ids: string[] = [];
  for (let n = 0; n < threads; n += 1) {
    const input = { params: { id: space.id }, body: { title: `Thread ${n}`, body: 'First.' } };
    ids.push((await call(url, threadRoutes.createThread, input, token)).thread.id);
  }
  const ask = (n: number) => ({
    url: `${url}${apiBase}/threads/${ids[n % threads]}/posts`,
    method: 'POST' as const,
    headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': randomUUID() },
    body: { body },
  });
  return () => roundOf(pid, async () => (await load({ ask, connections: writers, seconds })).rate);
}

async function bareRound(world: World): Promise<() => Promise<Round>> {
  const { url, pid } = await world.bare('loop.ts');
  const query = new URLSearchParams({
    threads: String(threads),
    writers: String(writers),
    seconds: String(seconds),
  });
  const write = async () => Number(await (await fetch(`${url}/?${query}`)).text()) / seconds;
  return () => roundOf(pid, write);
}

/** Durable replies a second over 50 threads, by HTTP; beside a loop that does the transaction only. */
export async function writingBench(world: World): Promise<Line[]> {
  const sides = { hub: await hubRound(world), bare: await bareRound(world) };
  const done: Record<'hub' | 'bare', Round[]> = { hub: [], bare: [] };
  for (const round of Object.values(sides)) await round();
  for (const which of rounds) done[which].push(await sides[which]());
  const rates = (which: 'hub' | 'bare') => done[which].map(({ rate }) => rate);
  const show = (which: 'hub' | 'bare') =>
    `${median(rates(which)).toFixed(0)}/s, ${median(done[which].map(({ cpuMs }) => cpuMs)).toFixed(2)} ms CPU`;
  const figure = median(rates('hub')) / median(rates('bare'));
  return [
    {
      what: 'durable replies a second over 50 threads, beside a loop of the same transaction',
      hub: show('hub'),
      bare: show('bare'),
      figure,
      goal: '≥ 0.6',
      reached: figure >= 0.6,
      spread: Math.max(spread(rates('hub')), spread(rates('bare'))),
    },
  ];
}

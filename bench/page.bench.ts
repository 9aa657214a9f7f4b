import { apiBase } from '@jembatan/shared/app.protocol';
import jwt from 'jsonwebtoken';
import { lengthen } from './support/bulk.ts';
import { settle } from './support/hub-client.ts';
import { load } from './support/load.ts';
import { cpuSeconds } from './support/process.ts';
import type { Line } from './support/report.ts';
import { median, p95, p99, spread } from './support/stats.ts';
import type { RunningProgram, World } from './support/world.ts';

const postsInThread = 1_000_000;
/** Where page 2,500 begins. */
const deep = 49_981;
const pageSize = 20;
const secret = 'a secret of the bare program';

interface Side {
  program: RunningProgram;
  url: (from: number) => string;
  headers: Record<string, string>;
}

/** Enough to keep the server busy, or so few that none waits for another. */
const connections = { busy: 16, calm: 4 };

async function measure(
  { program, url, headers }: Side,
  from = 1,
  { connections: many, seconds } = { connections: connections.busy, seconds: 3 },
) {
  const before = await cpuSeconds(program.pid);
  const { rate, latenciesMs } = await load({
    ask: () => ({ url: url(from), headers }),
    connections: many,
    seconds,
  });
  return {
    rate,
    latenciesMs,
    cpuMs: (((await cpuSeconds(program.pid)) - before) * 1_000) / latenciesMs.length,
  };
}

/** A page of 20 posts, and the depth of a thread. */
export async function pageBench(world: World): Promise<Line[]> {
  const server = await world.server();
  const { token, thread } = await settle(server.url);
  await lengthen(world.mongoUrl, thread.id, postsInThread);
  const bare = await world.bare('page.ts', { THREAD_ID: thread.id, SECRET: secret });
  const bareToken = jwt.sign({ sub: thread.id, sid: thread.id }, secret, { expiresIn: 3_600 });
  const sides: Record<'hub' | 'bare', Side> = {
    hub: {
      program: server,
      url: (from) =>
        `${server.url}${apiBase}/threads/${thread.id}/posts?from=${from}&limit=${pageSize}`,
      headers: { Authorization: `Bearer ${token}` },
    },
    bare: {
      program: bare,
      url: (from) => `${bare.url}/?from=${from}`,
      headers: { Authorization: `Bearer ${bareToken}` },
    },
  };
  const full = await throughput(sides);
  return [full.line, await halfLoad(sides.hub, full.hubRate / 2), ...(await depth(sides.hub))];
}

async function throughput(
  sides: Record<'hub' | 'bare', Side>,
): Promise<{ line: Line; hubRate: number }> {
  const rates: Record<'hub' | 'bare', number[]> = { hub: [], bare: [] };
  const cpu: Record<'hub' | 'bare', number[]> = { hub: [], bare: [] };
  for (const side of Object.values(sides)) await measure(side);
  for (const which of ['hub', 'bare', 'bare', 'hub', 'hub', 'bare'] as const) {
    const { rate, cpuMs } = await measure(sides[which]);
    rates[which].push(rate);
    cpu[which].push(cpuMs);
  }
  const figure = median(rates.hub) / median(rates.bare);
  const show = (which: 'hub' | 'bare') =>
    `${median(rates[which]).toFixed(0)}/s, ${median(cpu[which]).toFixed(2)} ms CPU`;
  const line = {
    what: 'a page of 20 posts, signed in',
    hub: show('hub'),
    bare: show('bare'),
    figure,
    goal: '≥ 0.4',
    reached: figure >= 0.4,
    spread: Math.max(spread(rates.hub), spread(rates.bare)),
  };
  return { line, hubRate: median(rates.hub) };
}

/** How long a page takes while the server has as much again to give. */
async function halfLoad({ url, headers }: Side, ratePerSecond: number): Promise<Line> {
  const { latenciesMs } = await load({
    ...{ ask: () => ({ url: url(1), headers }), connections: 8, seconds: 8, ratePerSecond },
  });
  const figure = p95(latenciesMs);
  return {
    what: 'a page of 20 posts, signed in, at half of what the server can, p95',
    hub: `median ${median(latenciesMs).toFixed(1)}, p95 ${figure.toFixed(1)} ms`,
    bare: '–',
    figure,
    goal: '≤ 12 ms',
    reached: figure <= 12,
  };
}

type Place = 'first' | 'deep' | 'last';

/** Pages at three places of one thread, in turns. */
async function depth(hub: Side): Promise<Line[]> {
  const from: Record<Place, number> = { first: 1, deep, last: postsInThread - pageSize + 1 };
  const times: Record<Place, number[][]> = { first: [], deep: [], last: [] };
  const calm = { connections: connections.calm, seconds: 2 };
  const turn: Place[] = ['first', 'deep', 'last'];
  for (let round = 0; round < 6; round += 1)
    for (const place of round % 2 === 0 ? turn : turn.toReversed())
      times[place].push((await measure(hub, from[place], calm)).latenciesMs);
  return [
    depthLine('page 2,500 of a thread of a million posts, beside page 1', {
      ...{ far: times.deep, near: times.first, of: median, name: 'median', limit: 1.5 },
    }),
    depthLine('page 50,000 of a thread of a million posts, beside page 1', {
      ...{ far: times.last, near: times.first, of: p99, name: 'p99', limit: 1.2 },
    }),
  ];
}

interface Depths {
  far: number[][];
  near: number[][];
  of: (values: readonly number[]) => number;
  name: string;
  limit: number;
}

function depthLine(what: string, { far, near, of, name, limit }: Depths): Line {
  const figure = of(far.flat()) / of(near.flat());
  const show = (rounds: number[][]) => `${name} ${of(rounds.flat()).toFixed(1)} ms`;
  return {
    what: `${what}, ${name}`,
    hub: show(far),
    bare: show(near),
    figure,
    goal: `≤ ${limit}`,
    reached: figure <= limit,
    spread: Math.max(spread(far.map(of)), spread(near.map(of))),
  };
}

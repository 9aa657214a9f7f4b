import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import { call, register, settle } from './support/hub-client.ts';
import { collectGarbage, residentBytes } from './support/process.ts';
import type { Line } from './support/report.ts';
import { median, p95 } from './support/stats.ts';
import type { RunningProgram, World } from './support/world.ts';

const crowdFile = fileURLToPath(new URL('support/crowd.ts', import.meta.url));
const posts = 20;
/** People whose sockets they are: each may ask so often only. */
const people = 40;

interface Crowd {
  process: ChildProcess;
  grow(to: number): Promise<void>;
  /** When each socket heard a post since the last question, in milliseconds since the epoch. */
  heard(): Promise<number[]>;
}

function gather(url: string, tokens: string[], topic: string): Crowd {
  const child = fork(crowdFile, { execArgv: [] });
  const ask = async (order: object) => {
    child.send(order);
    const [answer] = (await once(child, 'message')) as [{ heard?: number[]; failed?: string }];
    if (answer.failed) throw new Error(answer.failed);
    return answer;
  };
  return {
    process: child,
    grow: async (to) => void (await ask({ kind: 'grow', url, tokens, topic, to })),
    heard: async () => (await ask({ kind: 'listen' })).heard ?? [],
  };
}

/** Resident bytes after a forced collection; the second look is past what the first one freed. */
async function settled({ pid, inspectorPort }: RunningProgram): Promise<number> {
  await collectGarbage(inspectorPort);
  await collectGarbage(inspectorPort);
  return residentBytes(pid);
}

async function slope(program: RunningProgram, crowd: Crowd): Promise<number> {
  await crowd.grow(1_000);
  const at1000 = await settled(program);
  await crowd.grow(4_000);
  return ((await settled(program)) - at1000) / 3_000;
}

/** A thousand sockets on one thread, and what a socket costs. */
export async function socketsBench(world: World): Promise<Line[]> {
  const server = await world.server();
  const { token, thread } = await settle(server.url);
  const tokens: string[] = [];
  // One after the other: passwords are hashed slowly on purpose.
  for (let n = 0; n < people; n += 1) tokens.push((await register(server.url)).token);
  const crowd = gather(server.url, tokens, `thread:${thread.id}`);
  await crowd.grow(1_000);
  const reach = await fanOut(crowd, () =>
    call(
      server.url,
      threadRoutes.createPost,
      { params: { id: thread.id }, body: { body: 'To everybody.' } },
      token,
    ),
  );
  const hub = await slope(server, crowd);
  crowd.process.kill();
  await server.stop();
  const stock = await world.bare('sockets.ts');
  const bareCrowd = gather(stock.url, [''], 'room');
  const bare = await slope(stock, bareCrowd);
  bareCrowd.process.kill();
  const kilobytes = (bytes: number) => `${(bytes / 1_024).toFixed(1)} kB`;
  return [
    {
      what: 'a post, until all of 1,000 sockets on its thread have it',
      hub: `median ${median(reach).toFixed(0)}, p95 ${p95(reach).toFixed(0)} ms`,
      bare: '–',
      figure: p95(reach),
      goal: '≤ 250 ms',
      reached: p95(reach) <= 250,
    },
    {
      what: 'memory of a socket, from 1,000 to 4,000',
      hub: kilobytes(hub),
      bare: kilobytes(bare),
      figure: hub / bare,
      goal: '≤ 1.3',
      reached: hub / bare <= 1.3,
    },
  ];
}

/** For each post the time until the last socket had it. */
async function fanOut(crowd: Crowd, post: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < posts; n += 1) {
    const started = Date.now();
    await post();
    const heard: number[] = [];
    while (heard.length < 1_000) heard.push(...(await crowd.heard()));
    times.push(Math.max(...heard) - started);
  }
  return times;
}

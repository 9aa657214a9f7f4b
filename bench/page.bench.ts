import { apiBase } from '@jembatan/shared/app.protocol';
import jwt from 'jsonwebtoken';
import { MongoClient, ObjectId } from 'mongodb';
import { settle } from './support/hub-client.ts';
import { load } from './support/load.ts';
import { cpuSeconds } from './support/process.ts';
import type { Line } from './support/report.ts';
import { median, p95, spread } from './support/stats.ts';
import type { RunningProgram, World } from './support/world.ts';

const postsInThread = 50_000;
const pageSize = 20;
const secret = 'a secret of the bare program';

/** Copies the thread's first post until the thread is long. */
export async function lengthen(mongoUrl: string, threadId: string): Promise<void> {
  const client = await new MongoClient(mongoUrl).connect();
  const db = client.db();
  const _id = new ObjectId(threadId);
  const first = await db.collection('posts').findOne({ threadId: _id });
  for (let from = 2; from <= postsInThread; from += 5_000) {
    const batch = Array.from({ length: Math.min(5_000, postsInThread - from + 1) }, (_, n) => ({
      ...first,
      _id: new ObjectId(),
      number: from + n,
      seq: from + n,
      html: `<p dir="auto">Post ${from + n}, of ordinary length, as people write them in a forum.</p>`,
    }));
    await db.collection('posts').insertMany(batch);
  }
  await db
    .collection('threads')
    .updateOne({ _id }, { $set: { lastNumber: postsInThread, lastSeq: postsInThread } });
  await client.close();
}

interface Side {
  program: RunningProgram;
  url: (from: number) => string;
  headers: Record<string, string>;
}

async function measure({ program, url, headers }: Side, from = 1, seconds = 3) {
  const before = await cpuSeconds(program.pid);
  const { rate, latenciesMs } = await load({
    ask: () => ({ url: url(from), headers }),
    connections: 16,
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
  await lengthen(world.mongoUrl, thread.id);
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
  return [await throughput(sides), await depth(sides.hub)];
}

async function throughput(sides: Record<'hub' | 'bare', Side>): Promise<Line> {
  const rates: Record<'hub' | 'bare', number[]> = { hub: [], bare: [] };
  const cpu: Record<'hub' | 'bare', number[]> = { hub: [], bare: [] };
  for (const side of Object.values(sides)) await measure(side, 1, 2);
  for (const which of ['hub', 'bare', 'bare', 'hub', 'hub', 'bare'] as const) {
    const { rate, cpuMs } = await measure(sides[which]);
    rates[which].push(rate);
    cpu[which].push(cpuMs);
  }
  const figure = median(rates.hub) / median(rates.bare);
  const show = (which: 'hub' | 'bare') =>
    `${median(rates[which]).toFixed(0)}/s, ${median(cpu[which]).toFixed(2)} ms CPU`;
  return {
    what: 'a page of 20 posts, signed in',
    hub: show('hub'),
    bare: show('bare'),
    figure,
    goal: '≥ 0.4',
    reached: figure >= 0.4,
    spread: Math.max(spread(rates.hub), spread(rates.bare)),
  };
}

async function depth(hub: Side): Promise<Line> {
  const last = postsInThread - pageSize + 1;
  const times: Record<'first' | 'last', number[][]> = { first: [], last: [] };
  for (const which of ['first', 'last', 'last', 'first', 'first', 'last'] as const)
    times[which].push((await measure(hub, which === 'first' ? 1 : last, 2)).latenciesMs);
  const figure = median(times.last.flat()) / median(times.first.flat());
  const show = (values: number[]) =>
    `median ${median(values).toFixed(1)}, p95 ${p95(values).toFixed(1)} ms`;
  return {
    what: 'page 2,500 of a thread of 50,000 posts, beside page 1',
    hub: show(times.last.flat()),
    bare: show(times.first.flat()),
    figure,
    goal: '≤ 1.5',
    reached: figure <= 1.5,
    spread: Math.max(spread(times.first.map(median)), spread(times.last.map(median))),
  };
}

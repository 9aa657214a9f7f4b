import { threadRoutes } from '@jembatan/shared/threads.contract';
import { io, type Socket } from 'socket.io-client';
import { call, settle } from './support/hub-client.ts';
import type { Line } from './support/report.ts';
import { median, p95, spread } from './support/stats.ts';
import type { World } from './support/world.ts';

const perRound = 150;
const rounds = ['hub', 'bare', 'bare', 'hub', 'hub', 'bare'] as const;

/** One reply: posts, and answers the milliseconds until the socket has it. */
type Reply = () => Promise<number>;

function connected(url: string, auth = {}): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], auth });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

async function timed(socket: Socket, post: () => Promise<unknown>): Promise<number> {
  const heard = new Promise((resolve) => socket.once('post:created', resolve));
  const started = performance.now();
  await Promise.all([post(), heard.then(() => undefined)]).then(() => undefined);
  return performance.now() - started;
}

async function hubReply(world: World): Promise<Reply> {
  const [writing, telling] = [await world.server(), await world.server()];
  const { token, thread } = await settle(writing.url);
  const socket = await connected(telling.url, { token });
  await socket.emitWithAck('subscribe', { topic: `thread:${thread.id}` });
  return () =>
    timed(socket, () =>
      call(
        writing.url,
        threadRoutes.createPost,
        {
          params: { id: thread.id },
          body: { body: 'A reply of ordinary length, as people write them.' },
        },
        token,
      ),
    );
}

async function bareReply(world: World): Promise<Reply> {
  const [writing, telling] = [
    await world.bare('reply.ts', { ROLE: 'write' }),
    await world.bare('reply.ts', { ROLE: 'tell' }),
  ];
  const socket = await connected(telling.url);
  return () =>
    timed(socket, async () =>
      (
        await fetch(writing.url, {
          method: 'POST',
          body: JSON.stringify({ body: 'A reply of ordinary length, as people write them.' }),
        })
      ).text(),
    );
}

/** POST a reply, until another person's socket has it: two servers and one Redis. */
export async function replyBench(world: World): Promise<Line[]> {
  const replies = { hub: await hubReply(world), bare: await bareReply(world) };
  const times: Record<'hub' | 'bare', number[][]> = { hub: [], bare: [] };
  for (const reply of Object.values(replies)) for (let n = 0; n < 100; n += 1) await reply();
  for (const which of rounds) {
    const round: number[] = [];
    for (let n = 0; n < perRound; n += 1) round.push(await replies[which]());
    times[which].push(round);
  }
  const [hub, bare] = [times.hub.flat(), times.bare.flat()];
  const figure = p95(hub) / p95(bare);
  const show = (values: number[]) =>
    `median ${median(values).toFixed(1)}, p95 ${p95(values).toFixed(1)} ms`;
  return [
    {
      what: 'a reply, until another person’s socket on another server has it',
      hub: show(hub),
      bare: show(bare),
      figure,
      goal: '≤ 3',
      reached: figure <= 3,
      spread: Math.max(spread(times.hub.map(p95)), spread(times.bare.map(p95))),
    },
  ];
}

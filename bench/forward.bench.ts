import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../scripts/services/ports.mjs';
import { childrenOf, cpuSeconds, pin } from './support/process.ts';
import type { Line } from './support/report.ts';
import { meanOf, median } from './support/stats.ts';
import { ticketOffice } from './support/tickets.ts';
import type { RunningProgram, World } from './support/world.ts';

const crowdFile = fileURLToPath(new URL('support/media-crowd.ts', import.meta.url));
const speakers = 8;
const cameras = 2;
const viewers = 48;
const roundMs = 4_000;
/** Milliseconds until links have settled: how the engine judges them, whom it found speaking. */
const settleMs = 8_000;
const rounds = 20;
/** Crowds that together are busier than this, as a share of their core, tell nothing. */
const crowdLimit = 0.9;
const node = 'bench';
const what = `CPU for each packet forwarded, worker and program together: ${speakers} microphones of which one speaks, ${cameras} cameras, ${viewers} viewers`;

interface Count {
  sent: number;
  received: number;
}

/** A room with its crowd. */
interface Side {
  program: RunningProgram;
  /** Processes whose work is counted: the worker and the program that leads it. */
  pids: number[];
  crowd: ChildProcess;
}

async function tell(crowd: ChildProcess, order: object): Promise<Count> {
  crowd.send(order);
  const [answer] = (await once(crowd, 'message')) as [Count & { failed?: string }];
  if (answer.failed) throw new Error(answer.failed);
  return answer;
}

async function fill(program: RunningProgram, tickets?: string[]): Promise<Side> {
  const crowd = fork(crowdFile, { execArgv: [] });
  await tell(crowd, { kind: 'enter', url: program.url, tickets, speakers, cameras, viewers });
  const pids = [program.pid, ...(await childrenOf(program.pid))];
  await Promise.all([...pids.map((pid) => pin(pid, 0)), pin(crowd.pid ?? 0, 1)]);
  return { program, pids, crowd };
}

async function hubSide(world: World): Promise<Side> {
  const program = await world.sfu({
    NODE_ID: node,
    WORKERS: '1',
    MEDIA_PORT: String(await freePort()),
    MEDIA_ANNOUNCED_ADDRESS: '127.0.0.1',
  });
  const ticket = await ticketOffice(world.redisUrl, { prefix: world.redisPrefix, node });
  return fill(
    program,
    Array.from({ length: speakers + viewers }, (_none, n) => ticket(`Seat ${n}`)),
  );
}

async function bareSide(world: World): Promise<Side> {
  return fill(
    await world.bare('room.ts', {
      MEDIA_PORT: String(await freePort()),
      MEDIASOUP_WORKER_BIN: world.parts.workerBin,
    }),
  );
}

const total = async (pids: number[]) =>
  (await Promise.all(pids.map(cpuSeconds))).reduce((sum, seconds) => sum + seconds, 0);

/** What a side has used and moved so far. */
interface Reading extends Count {
  seconds: number;
  crowdSeconds: number;
}

const read = async ({ pids, crowd }: Side): Promise<Reading> => ({
  seconds: await total(pids),
  crowdSeconds: await cpuSeconds(crowd.pid ?? 0),
  ...(await tell(crowd, { kind: 'count' })),
});

const readAll = (sides: Side[]) => Promise.all(sides.map(read));

/**
 * Microseconds of CPU for each packet that reached a viewer, on every side. All run at once and on
 * one core, so that whatever else the machine does falls on all of them alike.
 */
async function roundOf(sides: Side[]): Promise<number[]> {
  const before = await readAll(sides);
  const started = performance.now();
  await pause(roundMs);
  const after = await readAll(sides);
  const seconds = (performance.now() - started) / 1_000;
  const spent = (name: keyof Reading) => after.map((now, at) => now[name] - before[at]![name]);
  const [received, sent] = [spent('received'), spent('sent')];
  requireFair({
    share: Math.min(...received.map((count, at) => count / (sent[at]! * viewers))),
    load: spent('crowdSeconds').reduce((sum, one) => sum + one, 0) / seconds,
  });
  return spent('seconds').map((used, at) => (used * 1_000_000) / received[at]!);
}

/** A round that was fair: one that was not is done again, a few times. */
async function fairRound(sides: Side[], tries = 4): Promise<number[]> {
  try {
    return await roundOf(sides);
  } catch (error) {
    if (!(error instanceof Unfair) || tries === 1) throw error;
    return fairRound(sides, tries - 1);
  }
}

function requireFair({ share, load }: { share: number; load: number }): void {
  if (share < 0.995) throw new Unfair(`only ${(share * 100).toFixed(1)} % of the packets arrived`);
  if (load > crowdLimit)
    throw new Unfair(`the crowds took ${(load * 100).toFixed(0)} % of their core`);
}

class Unfair extends Error {}

/** CPU of worker and program together for each packet that is forwarded. */
export async function forwardBench(world: World): Promise<Line[]> {
  const sides = [await hubSide(world), await bareSide(world), await bareSide(world)];
  try {
    await Promise.all(sides.map(({ crowd }) => tell(crowd, { kind: 'flow', on: true })));
    await pause(settleMs);
    const costs: number[][] = [];
    for (let round = 0; round < rounds; round += 1) costs.push(await fairRound(sides));
    return lines(costs);
  } catch (error) {
    if (!(error instanceof Unfair)) throw error;
    return [{ what, skipped: error.message }];
  } finally {
    for (const { crowd } of sides) crowd.kill();
  }
}

/** `costs`: round by round, of the hub and of either bare room. */
function lines(costs: number[][]): Line[] {
  const of = (at: number) => costs.map((cost) => cost[at]!);
  const [hub, bare, other] = [of(0), of(1), of(2)];
  const chance = meanOf(other.map((cost, at) => cost / bare[at]!));
  const ratio = meanOf(hub.map((cost, at) => (2 * cost) / (bare[at]! + other[at]!)));
  const show = (values: number[]) => `${median(values).toFixed(2)} µs`;
  return [
    {
      what: 'the same, one bare room against another: what differs by chance',
      hub: show(other),
      bare: show(bare),
      figure: chance.mean,
      goal: 'reported',
      spread: chance.within,
    },
    {
      what,
      hub: show(hub),
      bare: show(bare),
      figure: ratio.mean,
      goal: '≤ 1.05',
      // What one bare room differs from another by is no claim of ours.
      reached: ratio.mean + Math.abs(chance.mean - 1) <= 1.05,
      spread: ratio.within,
    },
  ];
}

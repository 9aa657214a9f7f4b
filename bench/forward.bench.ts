import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../scripts/services/ports.mjs';
import { childrenOf, cpuSeconds, pin } from './support/process.ts';
import type { Line } from './support/report.ts';
import { median, spread } from './support/stats.ts';
import { ticketOffice } from './support/tickets.ts';
import type { RunningProgram, World } from './support/world.ts';

const crowdFile = fileURLToPath(new URL('support/media-crowd.ts', import.meta.url));
const speakers = 8;
const cameras = 2;
const viewers = 48;
const roundMs = 5_000;
const settleMs = 1_000;
const turns = 3;
/** A round in which the crowd itself was busier than this tells nothing. */
const crowdLimit = 0.7;
const node = 'bench';

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

/** Microseconds of CPU for each packet that reached a viewer, by a round that was fair. */
async function costOf(side: Side, tries = 4): Promise<number> {
  try {
    return await roundOf(side);
  } catch (error) {
    if (!(error instanceof Unfair) || tries === 1) throw error;
    return costOf(side, tries - 1);
  }
}

async function roundOf({ pids, crowd }: Side): Promise<number> {
  await tell(crowd, { kind: 'flow', on: true });
  await pause(settleMs);
  const [before, busy, from] = [
    await total(pids),
    await cpuSeconds(crowd.pid ?? 0),
    await tell(crowd, { kind: 'count' }),
  ];
  const started = performance.now();
  await pause(roundMs);
  const [after, busyAfter, to] = [
    await total(pids),
    await cpuSeconds(crowd.pid ?? 0),
    await tell(crowd, { kind: 'count' }),
  ];
  const seconds = (performance.now() - started) / 1_000;
  await tell(crowd, { kind: 'flow', on: false });
  const [received, offered] = [to.received - from.received, (to.sent - from.sent) * viewers];
  requireFair({ share: received / offered, load: (busyAfter - busy) / seconds });
  return ((after - before) * 1_000_000) / received;
}

function requireFair({ share, load }: { share: number; load: number }): void {
  if (share < 0.999) throw new Unfair(`only ${(share * 100).toFixed(1)} % of the packets arrived`);
  if (load > crowdLimit) throw new Unfair(`the crowd took ${(load * 100).toFixed(0)} % of a core`);
}

class Unfair extends Error {}

/** CPU of worker and program together for each packet that is forwarded. */
export async function forwardBench(world: World): Promise<Line[]> {
  const what = `CPU for each packet forwarded, worker and program together: ${speakers} microphones of which one speaks, ${cameras} cameras, ${viewers} viewers`;
  const [hub, bare] = [await hubSide(world), await bareSide(world)];
  try {
    const same = await alternate({ a: bare, b: bare });
    const costs = await alternate({ a: hub, b: bare });
    return lines(what, same, costs);
  } catch (error) {
    if (!(error instanceof Unfair)) throw error;
    return [{ what, skipped: error.message }];
  } finally {
    hub.crowd.kill();
    bare.crowd.kill();
  }
}

type Costs = Record<'a' | 'b', number[]>;

/** Rounds in the order A-B-B-A, so that a machine that slows down or speeds up does so for both. */
async function alternate(sides: Record<'a' | 'b', Side>): Promise<Costs> {
  const costs: Costs = { a: [], b: [] };
  for (let turn = 0; turn < turns; turn += 1)
    for (const which of ['a', 'b', 'b', 'a'] as const)
      costs[which].push(await costOf(sides[which]));
  return costs;
}

/** What A costs beside B, turn by turn. */
function ratiosOf({ a, b }: Costs): number[] {
  const pair = (values: number[], turn: number) =>
    (values[2 * turn] ?? 0) + (values[2 * turn + 1] ?? 0);
  return Array.from({ length: turns }, (_none, turn) => pair(a, turn) / pair(b, turn));
}

function lines(what: string, same: Costs, costs: Costs): Line[] {
  const [chance, ratios] = [ratiosOf(same), ratiosOf(costs)];
  const noise = Math.max(...chance.map((ratio) => Math.abs(ratio - 1)));
  const figure = median(ratios);
  const show = (values: number[]) => `${median(values).toFixed(2)} µs`;
  return [
    {
      what: 'the same, bare against itself: what differs by chance',
      hub: show(same.a),
      bare: show(same.b),
      figure: median(chance),
      goal: 'reported',
      spread: noise,
    },
    {
      what,
      hub: show(costs.a),
      bare: show(costs.b),
      figure,
      goal: '≤ 1.05',
      // Within what differs by chance nothing is claimed.
      reached: figure + noise <= 1.05,
      spread: spread(ratios),
    },
  ];
}

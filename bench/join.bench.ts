import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { startRelay } from '../test/support/relay.ts';
import { joinCold, joinWarm, launch } from './support/browser.ts';
import type { Line } from './support/report.ts';
import { bareSide, hubSide, originOf, type Side, sendBy } from './support/room-sides.ts';
import { median, p95, spread } from './support/stats.ts';
import type { World } from './support/world.ts';

const rounds = ['hub', 'bare', 'bare', 'hub', 'hub', 'bare', 'bare', 'hub'] as const;
const joinsARound = 6;
const joinsByRoad = 5;
/** One way; a round trip takes twice as long. */
const delayMs = 100;
/** For the camera's encoder to find its rate. */
const warmUpMs = 2_000;

type Name = 'hub' | 'bare';
type Sides = Record<Name, Side>;

/** From the click on Join to the first decoded picture, on loopback; and the round trips it takes. */
export async function joinBench(world: World): Promise<Line[]> {
  const { chromium } = world.parts;
  if (!chromium) return [{ what: 'join a room', skipped: 'no Chromium' }];
  const sides = { hub: await hubSide(world), bare: await bareSide(world) };
  await using stack = new AsyncDisposableStack();
  const browser = await launch(chromium);
  stack.defer(() => browser.close());
  const warm = await timeJoins(browser, sides);
  const trips = {
    hub: await countTrips(browser, sides.hub),
    bare: await countTrips(browser, sides.bare),
  };
  return [...speedLines(warm), ...tripLines(trips)];
}

/** Somebody shows a picture while `work` is done. */
async function withPicture<T>(browser: Browser, side: Side, work: () => Promise<T>): Promise<T> {
  const page = await side.show(browser);
  await pause(warmUpMs);
  try {
    return await work();
  } finally {
    await page.context().close();
  }
}

async function timeJoins(browser: Browser, sides: Sides): Promise<Record<Name, number[][]>> {
  const times: Record<Name, number[][]> = { hub: [], bare: [] };
  for (const which of rounds) {
    const side = sides[which];
    const round = await withPicture(browser, side, async () => {
      const before = await side.device(browser, originOf(side.ports.page));
      // The first one fills the browser's cache.
      await joinWarm(before);
      return repeat(joinsARound, () => joinWarm(before)).finally(() => before.context.close());
    });
    times[which].push(round);
  }
  return times;
}

async function repeat(times: number, measure: () => Promise<number>): Promise<number[]> {
  const results: number[] = [];
  for (let n = 0; n < times; n += 1) results.push(await measure());
  return results;
}

interface Trips {
  warm: number;
  cold: number;
  /** Median milliseconds of a cold start without delay. */
  coldMs: number;
}

/** With a delay the time grows by the round trips there are. */
function countTrips(browser: Browser, side: Side): Promise<Trips> {
  return withPicture(browser, side, async () => {
    await using relay = startRelay();
    const road = {
      page: await relay.tcp(side.ports.page),
      signalling: await relay.tcp(side.ports.signalling),
      media: await relay.udp(side.ports.media),
    };
    const device = async () => {
      const before = await side.device(browser, originOf(road.page));
      await sendBy(before.context, road, side.ports);
      return before;
    };
    const coldOnce = async () => {
      const before = await device();
      return joinCold(before).finally(() => before.context.close());
    };
    const at = async (ms: number) => {
      relay.setDelay(0);
      const before = await device();
      await joinWarm(before);
      relay.setDelay(ms);
      const warm = await repeat(joinsByRoad, () => joinWarm(before));
      await before.context.close();
      return { warm: median(warm), cold: median(await repeat(joinsByRoad, coldOnce)) };
    };
    const [near, far] = [await at(0), await at(delayMs)];
    const trips = (name: 'warm' | 'cold') => (far[name] - near[name]) / (2 * delayMs);
    return { warm: trips('warm'), cold: trips('cold'), coldMs: near.cold };
  });
}

function speedLines(times: Record<Name, number[][]>): Line[] {
  const [hub, bare] = [times.hub.flat(), times.bare.flat()];
  const what = 'from the click on Join to the first decoded picture';
  const line = (name: string, of: (values: readonly number[]) => number): Line => {
    const figure = of(hub) / of(bare);
    return {
      what: `${what}, ${name}`,
      hub: `${of(hub).toFixed(0)} ms`,
      bare: `${of(bare).toFixed(0)} ms`,
      figure,
      goal: '≤ 1.5',
      reached: figure <= 1.5,
      spread: Math.max(spread(times.hub.map(of)), spread(times.bare.map(of))),
    };
  };
  return [line('median', median), line('p95', p95)];
}

function tripLines({ hub, bare }: Record<Name, Trips>): Line[] {
  return [
    {
      what: 'round trips from the click on Join to the first picture, its connection being open',
      hub: hub.warm.toFixed(1),
      bare: bare.warm.toFixed(1),
      figure: hub.warm,
      goal: '≤ 6',
      reached: hub.warm <= 6,
    },
    {
      what: 'round trips from asking for the page to the first picture, without those of TCP itself',
      hub: `${hub.cold.toFixed(1)}, and ${hub.coldMs.toFixed(0)} ms`,
      bare: `${bare.cold.toFixed(1)}, and ${bare.coldMs.toFixed(0)} ms`,
      figure: hub.cold,
      goal: 'reported',
    },
  ];
}

import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { Browser, Page } from 'playwright-core';
import { photo, uploadPicture } from '../test/support/pictures.ts';
import { startRelay } from '../test/support/relay.ts';
import { launch } from './support/browser.ts';
import { call, settle } from './support/hub-client.ts';
import { load } from './support/load.ts';
import { cpuSeconds } from './support/process.ts';
import type { Line } from './support/report.ts';
import { median, spread } from './support/stats.ts';
import type { World } from './support/world.ts';

const posts = 20;
const opens = 7;
const body =
  'Our water comes from a spring above the village, and in the dry months from a lorry. Where does yours come from? We measured it: **14 degrees**, clear, a little iron.';
/** Every so many posts one shows a picture; the first of them is on the first screen. */
const everyNth = 2;
/** One way; a round trip takes twice as long. */
const delayMs = 150;
/** 700 kbit/s. */
const bytesPerSecond = 87_500;
const slowerCpu = 4;

/** A visitor opens a public thread that the server has drawn, with a poor phone on a poor line. */
export async function visitorBench(world: World): Promise<Line[]> {
  const server = await world.server();
  const { token, thread } = await settle(server.url);
  const picture = await uploadPicture({ origin: server.url, token }, await photo(1_600, 1_200));
  for (let n = 2; n <= posts; n += 1) {
    const text = n % everyNth === 0 ? `${body}\n\n![The spring](${picture.url})\n\n${body}` : body;
    await call(
      server.url,
      threadRoutes.createPost,
      { params: { id: thread.id }, body: { body: text } },
      token,
    );
  }
  const path = `/t/${thread.id}/${thread.slug}`;
  const start = 'the first page';
  const lines = [
    await sizeLine(server.url, { path, what: 'a thread of 20 posts' }),
    await sizeLine(server.url, { path: '/', what: start }),
    await costLine(server, path),
  ];
  if (!world.parts.chromium) return lines;
  await using stack = new AsyncDisposableStack();
  const browser = await launch(world.parts.chromium);
  stack.defer(() => browser.close());
  const relay = startRelay();
  stack.use(relay);
  const port = await relay.tcp(server.port);
  relay.setDelay(delayMs);
  relay.setRate(bytesPerSecond);
  for (const [what, where] of [
    ['a thread', path],
    [start, '/'],
  ] as const) {
    const seen: Seen[] = [];
    for (let n = 0; n < opens; n += 1)
      seen.push(await open(browser, `http://127.0.0.1:${port}${where}`));
    lines.push(paintLine(seen, what), shiftLine(seen, what));
  }
  return lines;
}

/** What must come before the page reads: the page itself and the styles it waits for. */
async function sizeLine(
  url: string,
  { path, what }: { path: string; what: string },
): Promise<Line> {
  const packed = { headers: { 'Accept-Encoding': 'br', Accept: 'text/html' } };
  const page = await fetch(url + path, packed);
  const html = await page.text();
  const waited = [
    ...html.matchAll(/<link rel="stylesheet"[^>]* href="([^"]+)"|<script src="([^"]+)"/g),
  ];
  const paths = waited.map(([, style, script]) => style ?? script ?? '');
  const sizes = [
    wireBytes(page),
    ...(await Promise.all(paths.map(async (one) => wireBytes(await drained(url + one))))),
  ];
  const figure = sizes.reduce((sum, bytes) => sum + bytes, 0) / 1_000;
  return {
    what: `${what} for a visitor: what the wire carries before it reads`,
    hub: `${figure.toFixed(1)} kB, of it the page ${((sizes[0] ?? 0) / 1_000).toFixed(1)}`,
    bare: '–',
    figure,
    goal: '≤ 30 kB',
    reached: figure <= 30,
  };
}

async function drained(url: string): Promise<Response> {
  const response = await fetch(url, { headers: { 'Accept-Encoding': 'br' } });
  await response.arrayBuffer();
  return response;
}

const wireBytes = (response: Response) => Number(response.headers.get('content-length'));

async function costLine({ url, pid }: { url: string; pid: number }, path: string): Promise<Line> {
  const ask = () => ({
    url: url + path,
    headers: { Accept: 'text/html', 'Accept-Encoding': 'br' },
  });
  await load({ ask, connections: 4, seconds: 2 });
  const before = await cpuSeconds(pid);
  const { rate, latenciesMs } = await load({ ask, connections: 4, seconds: 4 });
  const figure = (((await cpuSeconds(pid)) - before) * 1_000) / latenciesMs.length;
  return {
    what: 'a thread of 20 posts for a visitor: CPU of the server to draw and pack it',
    hub: `${rate.toFixed(0)}/s`,
    bare: '–',
    figure,
    goal: 'reported',
  };
}

interface Seen {
  paintMs: number;
  shift: number;
}

/** Runs in the page before anything else. */
function watchShifts(): void {
  const seen = { shift: 0 };
  Reflect.set(globalThis, 'seen', seen);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += Number(Reflect.get(entry, 'value'));
  }).observe({ type: 'layout-shift', buffered: true });
}

/** A first visit: nothing is in the browser's cache. */
async function open(browser: Browser, url: string): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowerCpu });
  await page.addInitScript(watchShifts);
  await page.goto(url, { waitUntil: 'commit' });
  const seen = await whenTakenOver(page);
  await context.close();
  return seen;
}

async function whenTakenOver(page: Page): Promise<Seen> {
  await page.locator('#served').waitFor({ state: 'detached', timeout: 60_000 });
  await page.waitForLoadState('networkidle');
  return page.evaluate(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    return { paintMs: paint?.startTime ?? Number.NaN, ...Reflect.get(globalThis, 'seen') };
  });
}

function paintLine(seen: Seen[], what: string): Line {
  const times = seen.map(({ paintMs }) => paintMs);
  const figure = median(times) / 1_000;
  return {
    what: `${what} for a visitor: first contentful paint by 300 ms, 700 kbit/s and a four times slower CPU`,
    hub: `${figure.toFixed(2)} s`,
    bare: '–',
    figure,
    goal: '≤ 1.8 s',
    reached: figure <= 1.8,
    spread: spread(times),
  };
}

function shiftLine(seen: Seen[], what: string): Line {
  const figure = Math.max(...seen.map(({ shift }) => shift));
  return {
    what: `${what} for a visitor: layout shift until the client has taken over, the worst`,
    hub: figure.toFixed(3),
    bare: '–',
    figure,
    goal: '0',
    reached: figure < 0.0005,
  };
}

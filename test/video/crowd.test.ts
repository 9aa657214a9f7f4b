import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { newId, startSfu, type TestSfu, type TicketWish } from '../support/sfu.ts';

const crowd = 300;
const rounds = 4;

/** One round: everyone joins, one in ten retries early with a new ticket, everyone leaves. */
async function round(sfu: TestSfu, room: string): Promise<{ slowestMs: number; messages: number }> {
  const claims: TicketWish[] = Array.from({ length: crowd }, (_, n) => ({
    room,
    sub: newId(),
    device: `d${n}`,
    role: 'listener',
    can: ['enter'],
  }));
  const times: number[] = [];
  const enter = async (wish: TicketWish, transports: boolean) => {
    const client = await sfu.client(wish);
    const startedAt = performance.now();
    await client.enter({ transports, consume: false, batch: true });
    times.push(performance.now() - startedAt);
    return client;
  };
  const first = await inWaves(claims, (wish) => enter(wish, false));
  const impatient = claims.filter((_, n) => n % 10 === 0);
  const again = await inWaves(impatient, (wish) => enter(wish, true));
  const here = [...first.filter((_, n) => n % 10 !== 0), ...again];
  const messages = here.reduce((sum, client) => sum + client.names().length, 0);
  for (const client of [...first, ...again]) client.leave();
  return { slowestMs: Math.max(...times), messages };
}

/** Fifty at a time: what one machine can open within ten seconds. */
async function inWaves<T>(
  claims: TicketWish[],
  enter: (wish: TicketWish) => Promise<T>,
): Promise<T[]> {
  const all: T[] = [];
  for (let from = 0; from < claims.length; from += 50)
    all.push(...(await Promise.all(claims.slice(from, from + 50).map(enter))));
  return all;
}

/** Gauges of the node by name. */
async function gauges(sfu: TestSfu): Promise<Map<string, number>> {
  const text = await (await fetch(`${sfu.node.url}/metrics`)).text();
  return new Map(
    text
      .split('\n')
      .filter((line) => line.startsWith('sfu_') && !line.includes('{'))
      .map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]),
  );
}

test('LOAD-4 a large class in and out: bounded joins, news in batches, nothing left behind', async () => {
  await using sfu = await startSfu();
  const room = newId();
  const heaps: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    const { slowestMs, messages } = await round(sfu, room);
    expect(slowestMs).toBeLessThan(2_000);
    // One message per pair would be 300 × 299.
    expect(messages).toBeLessThan((crowd * crowd) / 4);
    await eventually(async () => {
      const now = await gauges(sfu);
      expect(
        Object.fromEntries(
          ['sfu_rooms', 'sfu_peers', 'sfu_sockets', 'sfu_producers'].map((name) => [
            name,
            now.get(name),
          ]),
        ),
      ).toEqual({ sfu_rooms: 0, sfu_peers: 0, sfu_sockets: 0, sfu_producers: 0 });
    });
    heaps.push(await settledHeap());
  }
  // The first round fills caches; each further one gives back what it took. The clients are in this process, too.
  const growth = (heaps.at(-1) ?? 0) - (heaps[0] ?? 0);
  expect(growth / (heaps[0] ?? 1)).toBeLessThan(0.15);
});

/** Bytes in use after the collector had its chance; `--expose-gc` is not needed. */
async function settledHeap(): Promise<number> {
  const { setFlagsFromString } = await import('node:v8');
  const { runInNewContext } = await import('node:vm');
  setFlagsFromString('--expose_gc');
  const collect: () => void = runInNewContext('gc');
  for (let n = 0; n < 3; n += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  return process.memoryUsage().heapUsed;
}

import { Agent, type OutgoingHttpHeaders, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** One question. */
export interface Ask {
  /** Full address. */
  url: string;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers: OutgoingHttpHeaders;
  /** Sent as JSON. */
  body?: object;
}

export interface Load {
  /** The nth question. */
  ask: (n: number) => Ask;
  connections: number;
  seconds: number;
  /** Questions a second; absent: as many as are answered. Waiting for one's turn is not counted. */
  ratePerSecond?: number;
}

export interface LoadResult {
  /** Answers a second. */
  rate: number;
  latenciesMs: number[];
}

/** Asks again and again over kept-alive connections; an answer above 299 is an error. */
export async function load({
  ask,
  connections,
  seconds,
  ratePerSecond,
}: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latenciesMs: number[] = [];
  const started = performance.now();
  const ends = started + seconds * 1_000;
  let asked = 0;
  const turnOf = (n: number) => (ratePerSecond ? started + (n * 1_000) / ratePerSecond : 0);
  const one = async () => {
    while (performance.now() < ends) {
      const n = asked;
      asked += 1;
      const early = turnOf(n) - performance.now();
      if (early > 0) await pause(early);
      const began = performance.now();
      await send(agent, ask(n));
      latenciesMs.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  agent.destroy();
  return { rate: (latenciesMs.length * 1_000) / (performance.now() - started), latenciesMs };
}

function send(agent: Agent, { url, method = 'GET', headers, body }: Ask): Promise<void> {
  const text = body && JSON.stringify(body);
  const typed = text ? { ...headers, 'Content-Type': 'application/json' } : headers;
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, method, headers: typed }, (answer) => {
      answer.resume();
      answer.once('end', () =>
        (answer.statusCode ?? 500) < 300
          ? resolve()
          : reject(new Error(`${method} ${url} answered ${answer.statusCode}`)),
      );
    });
    asked.once('error', reject);
    asked.end(text);
  });
}

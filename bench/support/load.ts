import { Agent, request } from 'node:http';

export interface Load {
  /** Full address. */
  url: string;
  headers: Record<string, string>;
  connections: number;
  seconds: number;
}

export interface LoadResult {
  /** Answers a second. */
  rate: number;
  latenciesMs: number[];
}

/** Asks again and again over kept-alive connections; anything but 200 is an error. */
export async function load({ url, headers, connections, seconds }: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latenciesMs: number[] = [];
  const started = performance.now();
  const ends = started + seconds * 1_000;
  const one = async () => {
    while (performance.now() < ends) {
      const began = performance.now();
      await get(agent, url, headers);
      latenciesMs.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  agent.destroy();
  return { rate: (latenciesMs.length * 1_000) / (performance.now() - started), latenciesMs };
}

function get(agent: Agent, url: string, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () =>
        answer.statusCode === 200
          ? resolve()
          : reject(new Error(`${url} answered ${answer.statusCode}`)),
      );
    });
    asked.once('error', reject);
    asked.end();
  });
}

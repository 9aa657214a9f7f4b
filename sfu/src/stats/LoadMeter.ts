import type { MediaWorker } from '../media/MediaWorker.ts';

/** Consumers one worker carries well. */
const consumersPerWorker = 1_000;

export interface LoadMeterDeps {
  workers: () => readonly Pick<MediaWorker, 'pid' | 'cpuMs'>[];
  consumers: () => number;
}

/** How busy this node is: the larger of its workers' CPU and their share of consumers. */
export class LoadMeter {
  readonly #deps: LoadMeterDeps;
  readonly #timer: NodeJS.Timeout;
  #cpu = new Map<number, number>();
  #at = performance.now();
  #cpuShare = 0;

  constructor(deps: LoadMeterDeps, intervalMs: number) {
    this.#deps = deps;
    this.#timer = setInterval(() => void this.measure(), intervalMs);
    this.#timer.unref();
  }

  /** 0 idle to 1 full. */
  get load(): number {
    const workers = Math.max(1, this.#deps.workers().length);
    return Math.min(
      1,
      Math.max(this.#cpuShare, this.#deps.consumers() / (workers * consumersPerWorker)),
    );
  }

  async measure(): Promise<void> {
    const now = performance.now();
    const cpu = new Map<number, number>();
    for (const worker of this.#deps.workers()) {
      const used = await worker.cpuMs().catch(() => undefined);
      if (used !== undefined) cpu.set(worker.pid, used);
    }
    const spent = [...cpu].reduce(
      (sum, [pid, used]) => sum + used - (this.#cpu.get(pid) ?? used),
      0,
    );
    this.#cpuShare = spent / Math.max(1, (now - this.#at) * cpu.size);
    this.#cpu = cpu;
    this.#at = now;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Numbers that are read when asked for. */
export interface MetricSources {
  counts: () => Record<keyof typeof help, number>;
  load: () => number;
}

const help = {
  rooms: 'Rooms on this node.',
  peers: 'Seats taken, held ones included.',
  producers: 'Sources being sent.',
  consumers: 'Sources being received.',
  sockets: 'Signalling connections.',
  workers: 'Media workers alive.',
  queuedReports: 'Reports not yet in Redis.',
};

export interface Metrics {
  readonly text: () => Promise<string>;
  readonly contentType: string;
  joined(tookMs: number): void;
  refused(code: string): void;
  workerDied(): void;
}

/**
 * Milliseconds between looks at the event loop. The library's own 10 wakes an idle program a hundred
 * times a second, beside a worker that forwards on the same core. What the histogram shows as lag
 * begins at this figure.
 */
const loopLookMs = 1_000;

/** One registry per program, so that two in one process do not mix. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: loopLookMs });
  gauges(registry, sources);
  const joins = new Histogram({
    name: 'sfu_join_seconds',
    help: 'From the request to join until its answer.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'sfu_refused_total',
    help: 'Connections and joins refused.',
    labelNames: ['code'],
    registers: [registry],
  });
  const deaths = new Counter({
    name: 'sfu_worker_deaths_total',
    help: 'Media workers that died.',
    registers: [registry],
  });
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    joined: (tookMs) => joins.observe(tookMs / 1_000),
    refused: (code) => refusals.inc({ code }),
    workerDied: () => deaths.inc(),
  };
}

function gauges(registry: Registry, sources: MetricSources): void {
  for (const [name, text] of Object.entries(help)) {
    const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    gauge(registry, {
      name: `sfu_${snake}`,
      help: text,
      read: () => new Map(Object.entries(sources.counts())).get(name) ?? 0,
    });
  }
  gauge(registry, { name: 'sfu_load', help: '0 idle to 1 full.', read: sources.load });
}

function gauge(
  registry: Registry,
  { name, help: text, read }: { name: string; help: string; read: () => number },
): void {
  new Gauge({
    name,
    help: text,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}

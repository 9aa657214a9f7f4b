import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly sockets: Gauge;
  readonly events: Counter<'type'>;
}

/**
 * Milliseconds between looks at the event loop; the library's own 10 wake an idle program a hundred
 * times a second. What the histogram shows as lag begins at this figure.
 */
const loopLookMs = 200;

/** A registry of its own per program, so that tests can run several in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({
    register: registry,
    prefix: 'jembatan_',
    eventLoopMonitoringPrecision: loopLookMs,
  });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: 'jembatan_http_request_seconds',
      help: 'Time to answer, by route.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
      registers,
    }),
    sockets: new Gauge({
      name: 'jembatan_sockets',
      help: 'Sockets connected to this server.',
      registers,
    }),
    events: new Counter({
      name: 'jembatan_domain_events_total',
      help: 'Domain events delivered.',
      labelNames: ['type'],
      registers,
    }),
  };
}

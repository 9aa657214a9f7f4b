import type { Router } from 'express';
import type { Metrics } from '../platform/metrics.ts';

export interface HealthDeps {
  router: Router;
  metrics: Metrics;
  /** Bearer token that opens /metrics to other machines. */
  metricsToken: string | undefined;
  mongoIsUp: () => Promise<boolean>;
  redisIsUp: () => boolean;
  /** Absent where files lie in MongoDB. */
  filesAreUp: (() => Promise<boolean>) | undefined;
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** `/healthz`: the process answers. `/readyz`: it can serve; without Redis (rule 10) or the file store it can. */
export function mountHealth({
  router,
  metrics,
  metricsToken,
  mongoIsUp,
  redisIsUp,
  filesAreUp,
}: HealthDeps): void {
  router.get('/healthz', (_req, res) => void res.json({ status: 'alive' }));

  router.get('/readyz', async (_req, res) => {
    const mongo = (await mongoIsUp()) ? 'up' : 'down';
    const redis = redisIsUp() ? 'up' : 'down';
    const files = filesAreUp && { files: (await filesAreUp()) ? 'up' : 'down' };
    const status = mongo === 'up' ? 'ready' : 'not-ready';
    res.status(mongo === 'up' ? 200 : 503).json({ status, mongo, redis, ...files });
  });

  router.get('/metrics', async (req, res) => {
    const allowed = loopback.has(req.socket.remoteAddress ?? '') && !req.get('x-forwarded-for');
    const token =
      metricsToken !== undefined && req.get('authorization') === `Bearer ${metricsToken}`;
    if (!allowed && !token) return void res.status(404).end();
    res.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

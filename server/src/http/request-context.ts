import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from '../kernel/logger.ts';
import type { Metrics } from '../platform/metrics.ts';

declare global {
  // biome-ignore lint/style/noNamespace: Express has its request extended this way.
  namespace Express {
    interface Request {
      /** Names this request in every log line and in the answer's `X-Request-Id`. */
      id: string;
      /** The route's path as declared, set when a route takes the request. */
      routeName?: string;
    }
  }
}

const acceptable = /^[A-Za-z0-9_-]{8,64}$/;

/** Names, measures and logs every request. */
export function requestContext(logger: Logger, metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const given = req.get('x-request-id');
    req.id = given && acceptable.test(given) ? given : randomUUID();
    res.set('X-Request-Id', req.id);
    const started = performance.now();
    res.on('finish', () => {
      const ms = performance.now() - started;
      const route = req.routeName ?? 'other';
      metrics.requests.observe(
        { method: req.method, route, status: String(res.statusCode) },
        ms / 1_000,
      );
      logger.debug(
        {
          requestId: req.id,
          method: req.method,
          route,
          status: res.statusCode,
          ms: Math.round(ms),
        },
        'request',
      );
    });
    next();
  };
}

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { apiBase } from '@jembatan/shared/app.protocol';
import { notFound } from '@jembatan/shared/errors';
import { limits } from '@jembatan/shared/limits';
import express, { type Express, type Router } from 'express';
import helmet from 'helmet';
import type { Config } from '../config.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Metrics } from '../platform/metrics.ts';
import { mountApiDocs } from './api-docs.ts';
import { errorHandler, sendProblem } from './errors.ts';
import { requestContext } from './request-context.ts';

export interface HttpDeps {
  config: Config;
  logger: Logger;
  metrics: Metrics;
  /** Mounts the routers of the API, of the root, and of the pages, in this order. */
  mountRoot: (root: Router) => void;
  mountApi: (api: Router) => void;
  mountPages: (pages: Router) => void;
}

export interface HttpServer {
  app: Express;
  server: Server;
}

export function createHttpServer(deps: HttpDeps): HttpServer {
  const { config } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.TRUSTED_PROXIES.length > 0 ? config.TRUSTED_PROXIES : false);
  app.set('etag', false);
  app.use(requestContext(deps.logger, deps.metrics));
  app.use(securityHeaders(config));
  deps.mountRoot(app);
  app.use(apiBase, apiRouter(deps));
  deps.mountPages(app);
  app.use((_req, res) => sendProblem(res, notFound()));
  app.use(errorHandler(deps.logger));
  return { app, server: listenerFor(config, app) };
}

function apiRouter(deps: HttpDeps): Router {
  const api = express.Router();
  mountApiDocs(api);
  api.use(express.json({ limit: limits.jsonBytes, strict: true }));
  deps.mountApi(api);
  api.use((_req, res) => sendProblem(res, notFound('route')));
  return api;
}

/** Nothing runs but our own files; media goes to SFU nodes, whose addresses differ by host and port. */
function securityHeaders(config: Config) {
  const https = config.publicUrl?.startsWith('https:') ?? Boolean(config.TLS_CERT);
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'self'"],
        formAction: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", 'ws:', 'wss:', 'http:', 'https:'],
        ...(https && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: https,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}

function listenerFor(config: Config, app: Express): Server {
  if (!config.TLS_CERT || !config.TLS_KEY) return createServer(app);
  try {
    return createTlsServer(
      { cert: readFileSync(config.TLS_CERT), key: readFileSync(config.TLS_KEY) },
      app,
    );
  } catch (cause) {
    throw new Error('TLS_CERT or TLS_KEY cannot be read', { cause });
  }
}

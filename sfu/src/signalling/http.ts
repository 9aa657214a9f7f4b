import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';

export type HttpServer = Server | SecureServer;

export interface Health {
  /** A room could be opened. */
  ok: boolean;
  workers: number;
  redis: 'up' | 'down';
}

export interface HttpOptions {
  tls: { readonly cert: string; readonly key: string } | null;
  metricsToken: string | null;
  metrics: { text: () => Promise<string>; contentType: string };
  health: () => Health;
}

/** The server below Socket.IO, with its plain pages: `/healthz`, `/readyz`, `/metrics`. */
export function createHttp(options: HttpOptions): HttpServer {
  const listener: RequestListener = (request, response) => void answer(request, response, options);
  return options.tls ? createSecureServer({ ...options.tls }, listener) : createServer(listener);
}

/** Opens the port, 0 for a free one, and answers which it is. Throws when it is taken. */
export function listenOn(server: HttpServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  const path = request.url?.split('?')[0];
  const health = options.health();
  if (path === '/healthz') return json(response, 200, health);
  if (path === '/readyz') return json(response, health.ok ? 200 : 503, health);
  if (path !== '/metrics') return json(response, 404, { code: 'not-found' });
  if (!mayRead(request, options.metricsToken)) return json(response, 403, { code: 'forbidden' });
  const text = await options.metrics.text();
  response.writeHead(200, { 'content-type': options.metrics.contentType }).end(text);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
    .end(JSON.stringify(body));
}

/** From this machine, unless a proxy speaks for somebody else; or with the token. */
function mayRead(request: IncomingMessage, token: string | null): boolean {
  if (token !== null && request.headers.authorization === `Bearer ${token}`) return true;
  const address = request.socket.remoteAddress ?? '';
  return request.headers['x-forwarded-for'] === undefined && /^(::1|(::ffff:)?127\.)/.test(address);
}

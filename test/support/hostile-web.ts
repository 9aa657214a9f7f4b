import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

type Answer = (res: ServerResponse, req: IncomingMessage) => void;

export interface HostileWeb extends AsyncDisposable {
  readonly port: number;
  /** Address of a page of the server, at an IP address of this machine. */
  at(path: string, host?: string): string;
  /** How often a path was asked for. */
  hits(path: string): number;
  /** Bytes it got rid of on a path. */
  sent(path: string): number;
}

/** A web server on every address of this machine that answers as it is told. */
export async function startHostileWeb(answers: Record<string, Answer>): Promise<HostileWeb> {
  const hits = new Map<string, number>();
  const sent = new Map<string, number>();
  const server = createServer((req, res) => {
    const path = (req.url ?? '/').split('?')[0] ?? '/';
    hits.set(path, (hits.get(path) ?? 0) + 1);
    res.on('error', () => undefined);
    req.socket.once('close', () => sent.set(path, (sent.get(path) ?? 0) + req.socket.bytesWritten));
    const answer = answers[path];
    if (answer) answer(res, req);
    else res.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
  // An AddressInfo, because the server listens on a port and not on a pipe.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    at: (path, host = '127.0.0.2') => `http://${host}:${port}${path}`,
    hits: (path) => hits.get(path) ?? 0,
    sent: (path) => sent.get(path) ?? 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

export const html = { 'Content-Type': 'text/html; charset=utf-8' };

/** Answers with a page. */
export const page =
  (text: string): Answer =>
  (res) =>
    void res.writeHead(200, html).end(text);

export const redirectTo =
  (location: string | ((req: IncomingMessage) => string)): Answer =>
  (res, req) =>
    void res
      .writeHead(302, { Location: typeof location === 'string' ? location : location(req) })
      .end();

/** Never stops sending. */
export const endless: Answer = (res) => {
  res.writeHead(200, html);
  const chunk = Buffer.alloc(65_536, 'a');
  const more = () => {
    while (!res.destroyed && res.write(chunk));
  };
  res.on('drain', more);
  more();
};

/** One byte a second. */
export const trickle: Answer = (res) => {
  res.writeHead(200, html);
  const timer = setInterval(() => res.write('<'), 1_000);
  res.once('close', () => clearInterval(timer));
};

/** Some kilobytes that unfold to a hundred megabytes. */
export const bomb: Answer = (res) => {
  const packed = gzipSync(Buffer.alloc(100_000_000, ' '));
  res.writeHead(200, { ...html, 'Content-Encoding': 'gzip' }).end(packed);
};

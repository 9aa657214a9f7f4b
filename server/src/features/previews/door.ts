import { Resolver } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { MayConnect } from './public-addresses.ts';

/** All IP addresses of a name. */
export type Resolve = (hostname: string) => Promise<string[]>;

export interface DoorRules {
  mayConnect: MayConnect;
  /** Ports that may be connected to. */
  ports: readonly number[];
  resolve?: Resolve;
}

export interface Wish {
  /** Types of what is wanted; anything else is let go unread. */
  types: RegExp;
  /** What is longer is cut here. */
  maxBytes: number;
}

export interface Fetched {
  /** Where the redirects ended. */
  url: string;
  contentType: string;
  bytes: Buffer;
}

/** Null: there is nothing that may be had. */
export type Fetch = (address: string, wish: Wish) => Promise<Fetched | null>;

const maxRedirects = 3;
/** For name, redirects and content together, in milliseconds. */
const timeoutMs = 3_000;
const maxAddress = 2_000;

/**
 * The only way out to addresses people write. Every step, also each redirect, is held against the
 * rules: scheme, port, and the IP address, which is looked up once and then connected to, so that a
 * name cannot mean another machine a moment later.
 */
export function createDoor({ mayConnect, ports, resolve = createResolve() }: DoorRules): Fetch {
  async function addressOf(url: URL): Promise<string | null> {
    const hostname = url.hostname.replace(/^\[|\]$/g, '');
    const found = isIP(hostname) ? [hostname] : await resolve(hostname);
    return found.every(mayConnect) ? (found[0] ?? null) : null;
  }

  async function step(url: URL, wish: Wish, signal: AbortSignal): Promise<Fetched | URL | null> {
    if (!isPermitted(url, ports)) return null;
    const address = await orAbort(addressOf(url), signal);
    if (address === null) return null;
    const response = await ask(url, address, signal);
    try {
      return await read(response, { url, wish, signal });
    } finally {
      response.destroy();
    }
  }

  return async function fetch(start, wish) {
    const signal = AbortSignal.timeout(timeoutMs);
    let url = parse(start);
    try {
      for (let steps = 0; url && steps <= maxRedirects; steps += 1) {
        const found: Fetched | URL | null = await step(url, wish, signal);
        if (!(found instanceof URL)) return found;
        url = found;
      }
    } catch {
      // Unreachable, too slow, broken: all the same to whoever wanted a preview.
    }
    return null;
  };
}

/** Names by the network's own servers, without the thread pool that files and pictures share. */
function createResolve(): Resolve {
  const resolver = new Resolver({ timeout: 1_000, tries: 2 });
  return async (hostname) => {
    const found = await Promise.allSettled([
      resolver.resolve4(hostname),
      resolver.resolve6(hostname),
    ]);
    return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  };
}

function parse(address: string, base?: URL): URL | null {
  if (address.length > maxAddress || !URL.canParse(address, base?.href)) return null;
  return new URL(address, base?.href);
}

function isPermitted(url: URL, ports: readonly number[]): boolean {
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb && url.username === '' && url.password === '' && ports.includes(port);
}

function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
    work.then(done, fail);
  });
}

/** Connects to the address that was checked, whatever the name means by now. */
function ask(url: URL, address: string, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const family = isIP(address);
  return new Promise((done, fail) => {
    const sent = request(url, {
      signal,
      agent: false,
      maxHeaderSize: 16_384,
      lookup: (_hostname, options, answer) =>
        options.all ? answer(null, [{ address, family }]) : answer(null, address, family),
      headers: {
        'User-Agent': 'Jembatan (link previews)',
        Accept: 'text/html,image/*;q=0.8',
        'Accept-Encoding': 'gzip, deflate, br',
      },
    });
    sent.once('response', done);
    sent.once('error', fail);
    sent.end();
  });
}

interface Reading {
  url: URL;
  wish: Wish;
  signal: AbortSignal;
}

async function read(
  response: IncomingMessage,
  { url, wish, signal }: Reading,
): Promise<Fetched | URL | null> {
  const { statusCode = 0, headers } = response;
  if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location)
    return parse(headers.location, url);
  const contentType = headers['content-type'] ?? '';
  if (statusCode !== 200 || !wish.types.test(contentType)) return null;
  const bytes = await readBounded(response, wish.maxBytes, signal);
  return { url: url.href, contentType, bytes };
}

/** Unpacks no further than to the limit: a bomb does not unfold. */
async function readBounded(
  response: IncomingMessage,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const unpacker = unpackerFor(response.headers['content-encoding'] ?? '');
  const stream = unpacker ? response.pipe(unpacker) : response;
  // An error of the line does not travel through a pipe.
  if (unpacker) response.once('error', (error) => unpacker.destroy(error));
  const stop = () => stream.destroy(new Error('too slow'));
  signal.addEventListener('abort', stop, { once: true });
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(Buffer.from(chunk));
      size += chunk.length;
      if (size >= maxBytes) break;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    stream.destroy();
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

function unpackerFor(encoding: string) {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      return createInflate();
    default:
      throw new Error('packed in a way nobody asked for');
  }
}

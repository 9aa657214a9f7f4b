import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { AppError } from '@jembatan/shared/errors';
import { AwsV4Signer } from 'aws4fetch';
import { hintFor, StoreRefusal } from './object-storage-errors.ts';

/** How a store that speaks S3's protocol is reached. */
export interface ObjectStorageSettings {
  /** Origin of the store, with a path where it has one. */
  endpoint: string;
  region: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  /** The bucket is part of the path; otherwise of the host's name. */
  pathStyle: boolean;
}

/** Objects by key. A store out of reach is `unavailable`; other refusals are `StoreRefusal`. */
export interface ObjectStorage {
  /** Sends the bytes of a file on disk; the store checks them against their sum. */
  put(key: string, path: string): Promise<void>;
  /** All of it, or the bytes of a span, both ends included. */
  open(key: string, span?: { start: number; end: number }): Promise<Readable>;
  /** Missing ones are no error. */
  remove(key: string): Promise<void>;
  /** Whether the store answers and takes the key, looked at now. */
  isUp(): Promise<boolean>;
  /** Writes, reads and removes a small object; throws a sentence that names the setting that is wrong. */
  check(): Promise<void>;
}

/** The store has this long to start answering. */
const answerMs = 10_000;
/** A whole file may take this long to go out. */
const sendMs = 120_000;

interface Asking {
  method: 'GET' | 'PUT' | 'DELETE' | 'HEAD';
  /** Absent: the bucket itself. */
  key?: string;
  headers?: Record<string, string>;
  body?: Blob;
  ms?: number;
}

export function createObjectStorage(settings: ObjectStorageSettings): ObjectStorage {
  const base = addressOf(settings);

  async function ask({ method, key, headers = {}, body, ms = answerMs }: Asking) {
    const signed = await new AwsV4Signer({
      ...{
        method,
        url: key ? `${base}/${key}` : base,
        headers,
        service: 's3',
        region: settings.region,
      },
      accessKeyId: settings.accessKey,
      secretAccessKey: settings.secretKey,
    }).sign();
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), ms);
    try {
      return await fetch(signed.url, {
        ...{ method, headers: signed.headers, body: body ?? null, signal: stop.signal },
        // What was signed is meant for this host alone.
        redirect: 'manual',
      });
    } catch (cause) {
      throw new AppError('unavailable', { retryAfter: 5 }, { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  /** The answer, when it is one of success. */
  async function require(asking: Asking): Promise<Response> {
    const answer = await ask(asking);
    if (answer.ok) return answer;
    const text = (await answer.text().catch(() => '')).slice(0, 4_096);
    const refusal = new StoreRefusal(answer.status, text);
    if (answer.status >= 500 || answer.status === 429)
      throw new AppError('unavailable', { retryAfter: 5 }, { cause: refusal });
    throw refusal;
  }

  async function put(key: string, path: string): Promise<void> {
    const headers = { 'x-amz-content-sha256': await sumOf(path) };
    const answer = await require({
      ...{ method: 'PUT', key, headers, ms: sendMs },
      body: await openAsBlob(path),
    });
    await answer.arrayBuffer();
  }

  return {
    put,
    async open(key, span) {
      const headers = span ? { range: `bytes=${span.start}-${span.end}` } : {};
      const { body } = await require({ method: 'GET', key, headers });
      // The same stream by two names: the browser's and Node's.
      return body ? Readable.fromWeb(body as ReadableStream) : Readable.from([]);
    },
    async remove(key) {
      const answer = await ask({ method: 'DELETE', key });
      const text = await answer.text();
      if (!answer.ok && answer.status !== 404) throw new StoreRefusal(answer.status, text);
    },
    isUp: () =>
      ask({ method: 'HEAD' }).then(
        ({ ok }) => ok,
        () => false,
      ),
    check: () => checkBy({ require, settings }),
  };
}

interface Checking {
  require: (asking: Asking) => Promise<Response>;
  settings: ObjectStorageSettings;
}

/** The three rights a hub needs, each tried. */
async function checkBy({ require, settings }: Checking): Promise<void> {
  const key = `checks/${Date.now()}-${Math.random().toString(36).slice(2)}`;
  try {
    const body = new Blob(['jembatan']);
    await require({ method: 'PUT', key, body }).then((answer) => answer.text());
    const read = await require({ method: 'GET', key }).then((answer) => answer.text());
    await require({ method: 'DELETE', key }).then((answer) => answer.text());
    if (read !== 'jembatan') throw new Error('S3_ENDPOINT: the store gave back other bytes');
  } catch (error) {
    throw error instanceof StoreRefusal ? new Error(hintFor(error, settings)) : error;
  }
}

function addressOf({ endpoint, bucket, pathStyle }: ObjectStorageSettings): string {
  const url = new URL(endpoint);
  const path = url.pathname.replace(/\/+$/, '');
  if (pathStyle) return `${url.origin}${path}/${bucket}`;
  return `${url.protocol}//${bucket}.${url.host}${path}`;
}

async function sumOf(path: string): Promise<string> {
  const sum = createHash('sha256');
  await pipeline(createReadStream(path), sum);
  return sum.digest('hex');
}

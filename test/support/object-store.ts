import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import { AwsClient } from 'aws4fetch';
import { freePort } from '../../scripts/services/ports.mjs';

/** A bucket at a server that speaks S3's protocol and checks signatures. */
export interface ObjectStore extends AsyncDisposable {
  /** What a hub needs to use it. */
  readonly environment: Record<string, string>;
  /** Objects that are there now. */
  count(): Promise<number>;
  /** The server goes away, and comes back with what it had; only one of the test's own can. */
  stop: (() => Promise<void>) | null;
  start(): Promise<void>;
}

/**
 * A small server of the test's own. With TEST_S3_ENDPOINT, TEST_S3_ACCESS_KEY and
 * TEST_S3_SECRET_KEY the tests run against a store that is there already.
 */
export async function startObjectStore(): Promise<ObjectStore> {
  const bucket = `jembatan-${Date.now()}-${Math.random().toString(36).slice(2, 8)}`;
  const given = process.env.TEST_S3_ENDPOINT;
  const server = given ? null : await startServer();
  const environment = {
    S3_ENDPOINT: given ?? server?.url ?? '',
    S3_BUCKET: bucket,
    S3_ACCESS_KEY: process.env.TEST_S3_ACCESS_KEY ?? 'S3RVER',
    S3_SECRET_KEY: process.env.TEST_S3_SECRET_KEY ?? 'S3RVER',
  };
  const client = new AwsClient({
    accessKeyId: environment.S3_ACCESS_KEY,
    secretAccessKey: environment.S3_SECRET_KEY,
    service: 's3',
    region: 'us-east-1',
  });
  const at = `${environment.S3_ENDPOINT}/${bucket}`;
  const made = await client.fetch(at, { method: 'PUT' });
  if (!made.ok) throw new Error(`no bucket: ${made.status} ${await made.text()}`);
  return {
    environment,
    async count() {
      const listed = await (await client.fetch(`${at}?list-type=2`)).text();
      return listed.split('<Key>').length - 1;
    },
    stop: server?.stop ?? null,
    start: async () => server?.start(),
    async [Symbol.asyncDispose]() {
      await server?.stop();
      await server?.remove();
    },
  };
}

async function startServer() {
  const directory = await mkdtemp(join(tmpdir(), 'object-store-'));
  const port = await freePort();
  let server: S3rver | null = null;
  async function start(): Promise<void> {
    const options = { address: '127.0.0.1', silent: true, vhostBuckets: false };
    server = new S3rver({ ...options, port, directory });
    await server.run();
  }
  async function stop(): Promise<void> {
    const ending = server?.close();
    server?.httpServer.closeAllConnections();
    server = null;
    await ending;
  }
  await start();
  const remove = () => rm(directory, { recursive: true, force: true });
  return { url: `http://127.0.0.1:${port}`, start, stop, remove };
}

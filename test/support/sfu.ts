/**
 * Real SFU nodes for tests, with a hub of their own: a key pair whose public
 * half stands in Redis, tickets, commands, and the reports that come back.
 */
import { generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { type App, type Config, createApp, readConfig } from '@jembatan/sfu/app';
import {
  type SfuReport,
  type SfuReportKind,
  type sfuCommand,
  sfuKeys,
  sfuReport,
  streamField,
} from '@jembatan/shared/sfu-control.protocol';
import type { TicketRight, ticketClaims } from '@jembatan/shared/ticket';
import { Redis } from 'ioredis';
import jwt from 'jsonwebtoken';
import { inject } from 'vitest';
import type * as z from 'zod/mini';
import { eventually } from './eventually.ts';
import { RtcClient } from './rtc-client.ts';
import { testKeyPrefix } from './services.ts';

export interface SfuOptions {
  nodes?: number;
  workers?: number;
  /** A Redis of the test's own, for outages. */
  redisUrl?: string;
  config?: Partial<Config>;
}

/** Claims a test cares about; the rest is made up. */
export type TicketWish = Omit<Partial<z.input<typeof ticketClaims>>, 'can'> & {
  can?: TicketRight[];
};
type CommandWish = Distributed<z.input<typeof sfuCommand>>;

export interface TestSfu extends AsyncDisposable {
  readonly nodes: readonly App[];
  readonly node: App;
  readonly redis: Redis;
  readonly keys: ReturnType<typeof sfuKeys>;
  readonly room: string;
  issueTicket(wish?: TicketWish): string;
  /** Connects with a fresh ticket. */
  client(wish?: TicketWish): Promise<RtcClient>;
  /** Sends a command and waits for its acknowledgement. */
  command(command: CommandWish, node?: App): Promise<SfuReport>;
  reports<K extends SfuReportKind>(kind: K): Promise<Extract<SfuReport, { kind: K }>[]>;
}

type Distributed<T> = T extends unknown ? Omit<T, 'id'> : never;

/** 24 hex digits that nobody else has. */
export function newId(): string {
  return randomBytes(12).toString('hex');
}

/** Starts one node or several on a fresh prefix of Redis. Use it with `await using`. */
export async function startSfu(options: SfuOptions = {}): Promise<TestSfu> {
  const redisUrl = options.redisUrl ?? inject('redisUrl');
  const prefix = options.config?.redisPrefix ?? testKeyPrefix();
  const keys = sfuKeys(prefix);
  const redis = new Redis(redisUrl, { protocol: 2 });
  redis.on('error', () => {});
  const hub = await openHub(redis, keys);
  const base: Config = {
    ...readConfig({ LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent' }),
    port: 0,
    mediaPort: 0,
    announcedAddresses: ['127.0.0.1'],
    redisUrl,
    redisPrefix: prefix,
    workers: options.workers ?? 1,
    workerBin: inject('parts').workerBin,
  };
  const nodes = await Promise.all(
    Array.from({ length: options.nodes ?? 1 }, () =>
      startNode({ ...base, nodeId: newNodeId(), ...options.config }),
    ),
  );
  const [node] = nodes;
  if (!node) throw new Error('no node');
  const room = newId();
  const issueTicket = (wish: TicketWish = {}) => hub.sign({ aud: node.nodeId, room, ...wish });

  return {
    nodes,
    node,
    redis,
    keys,
    room,
    issueTicket,
    client: (wish = {}) => {
      const at = nodes.find((one) => one.nodeId === wish.aud) ?? node;
      return RtcClient.connect(at.url, { ticket: issueTicket(wish) });
    },
    command: (command, to = node) => sendCommand({ redis, keys, command, node: to }),
    reports: (kind) => readReports(redis, keys, kind),
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map((one) => one.close()));
      redis.disconnect();
    },
  };
}

function newNodeId(): string {
  return `node-${randomBytes(4).toString('hex')}`;
}

async function startNode(config: Config): Promise<App> {
  const app = await createApp(config);
  await app.listen();
  return app;
}

/** The signing half of a hub. */
export interface TestHub {
  readonly kid: string;
  sign(wish: TicketWish): string;
}

async function openHub(redis: Redis, keys: ReturnType<typeof sfuKeys>): Promise<TestHub> {
  const { privateKey, publicKey } = newKeyPair();
  const kid = randomBytes(4).toString('hex');
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' };
  await redis.hset(keys.ticketKeys, kid, JSON.stringify(jwk));
  return { kid, sign: (wish) => signTicket(wish, { key: privateKey, kid }) };
}

/** A key pair for ES256. */
export function newKeyPair() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** Signs any claims with any key, as a hub or a forger would. */
export function signTicket(
  wish: TicketWish,
  { key, kid }: { key: KeyObject; kid: string },
): string {
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: 'test',
    sub: newId(),
    sid: newId(),
    epoch: 1,
    jti: randomUUID(),
    name: 'Siti Rahayu',
    role: 'speaker',
    can: ['enter', 'audio', 'video', 'screen'],
    device: randomBytes(6).toString('hex'),
    iat: now,
    exp: now + 60,
    ...wish,
  };
  return jwt.sign(claims, key, { algorithm: 'ES256', keyid: kid });
}

interface Sending {
  redis: Redis;
  keys: ReturnType<typeof sfuKeys>;
  command: CommandWish;
  node: App;
}

async function sendCommand({ redis, keys, command, node }: Sending): Promise<SfuReport> {
  const id = randomUUID();
  // The node reads from the moment it has asked Redis for the first time.
  await eventually(
    async () => (await redis.exists(keys.node(node.nodeId))) === 1 || 'not registered',
  );
  await redis.xadd(
    keys.commands(node.nodeId),
    '*',
    streamField,
    JSON.stringify({ ...command, id }),
  );
  let done: SfuReport | undefined;
  await eventually(async () => {
    done = (await readReports(redis, keys, 'command:done')).find((report) => report.command === id);
    return done !== undefined || 'not acknowledged';
  });
  if (!done) throw new Error('not acknowledged');
  return done;
}

async function readReports<K extends SfuReportKind>(
  redis: Redis,
  keys: ReturnType<typeof sfuKeys>,
  kind: K,
) {
  const entries = await redis.xrange(keys.reports, '-', '+');
  const all = entries.map(([, fields]) =>
    sfuReport.parse(JSON.parse(fields[fields.indexOf(streamField) + 1] ?? '')),
  );
  return all.filter((report): report is Extract<SfuReport, { kind: K }> => report.kind === kind);
}

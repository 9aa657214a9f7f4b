import { readFileSync } from 'node:fs';
import { availableParallelism, hostname } from 'node:os';
import { limits } from '@jembatan/shared/limits';
import { nodeId } from '@jembatan/shared/sfu-control.protocol';
import * as z from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
/** An empty variable counts as an absent one. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const origin = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => URL.canParse(url) && new URL(url).origin === url.replace(/\/$/, ''),
    'must be an origin without a path',
  );
/** An address or host name that a browser can be told: nobody can connect to the wildcard. */
const announced = z
  .string()
  .regex(/^[A-Za-z0-9.:-]+$/)
  .refine(
    (address) => address !== '0.0.0.0' && address !== '::',
    'must be an address others can reach',
  );

export const configSchema = z.object({
  /** Name of this node among several; kept over restarts. */
  NODE_ID: optional(
    z
      .string()
      .check(
        z.refine(
          (id) => nodeId.safeParse(id).success,
          'must be letters, digits, dot, dash or underscore',
        ),
      ),
  ),
  /** Port of the signalling. */
  SFU_PORT: port.default(3001),
  /** The bare origin browsers reach the signalling at. */
  SFU_PUBLIC_URL: optional(origin),
  /** UDP and TCP port of the first worker; each further worker has the next. 0 takes free ones. */
  MEDIA_PORT: port.default(40_000),
  /** Addresses browsers are told for media, comma separated, best first. This machine's own when absent. */
  MEDIA_ANNOUNCED_ADDRESS: list.pipe(z.array(announced)).default([]),
  REDIS_URL: z.string().default('redis://127.0.0.1:6379'),
  /** In front of every key in Redis; the same as the server's. */
  REDIS_PREFIX: z.string().default('jembatan:'),
  /** Worker processes; one per core when absent. */
  WORKERS: optional(z.coerce.number().int().min(1).max(256)),
  /** TURN servers for browsers behind strict firewalls, comma separated. */
  TURN_URLS: list.default([]),
  /** Shared secret of the TURN servers, for time-limited credentials. */
  TURN_SECRET: optional(z.string()),
  /** The worker's program; mediasoup's own place when absent. */
  MEDIASOUP_WORKER_BIN: optional(z.string()),
  /** Where this node stands, for placing rooms near people. */
  SFU_REGION: z.string().default(''),
  /** PEM files; with both the signalling speaks HTTPS itself. */
  TLS_CERT: optional(z.string()),
  TLS_KEY: optional(z.string()),
  /** Bearer token for /metrics from other machines. */
  METRICS_TOKEN: optional(z.string().min(16)),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
});

export interface Config {
  readonly nodeId: string;
  readonly port: number;
  /** Null: this machine's own name and the port it listens on. */
  readonly publicUrl: string | null;
  readonly mediaPort: number;
  readonly announcedAddresses: readonly string[];
  readonly redisUrl: string;
  readonly redisPrefix: string;
  readonly workers: number;
  readonly workerBin: string | undefined;
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly region: string;
  readonly metricsToken: string | null;
  readonly logLevel: string;
  /** Milliseconds a dropped peer keeps its seat. */
  readonly seatMs: number;
  /** Peers pinned to one router before the room takes another. */
  readonly peersPerRouter: number;
  readonly maxPeersPerRoom: number;
}

/** Parses the environment, or throws naming every field that is wrong. The only reader of it. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const parsed = configSchema.safeParse(environment);
  if (!parsed.success)
    throw misfit(parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`));
  const env = parsed.data;
  if (Boolean(env.TLS_CERT) !== Boolean(env.TLS_KEY))
    throw misfit(['TLS_CERT and TLS_KEY go together']);
  if (env.TURN_URLS.length > 0 && !env.TURN_SECRET)
    throw misfit(['TURN_SECRET: is needed with TURN_URLS']);
  const workers = env.WORKERS ?? availableParallelism();
  if (env.MEDIA_PORT + workers > 65_536)
    throw misfit(['MEDIA_PORT: leaves no room for one port per worker']);
  return {
    nodeId:
      env.NODE_ID ??
      `sfu-${hostname()
        .replace(/[^A-Za-z0-9.-]/g, '-')
        .slice(0, 40)}-${env.SFU_PORT}`,
    port: env.SFU_PORT,
    publicUrl: env.SFU_PUBLIC_URL?.replace(/\/$/, '') ?? null,
    mediaPort: env.MEDIA_PORT,
    announcedAddresses: env.MEDIA_ANNOUNCED_ADDRESS,
    redisUrl: env.REDIS_URL,
    redisPrefix: env.REDIS_PREFIX,
    workers,
    workerBin: env.MEDIASOUP_WORKER_BIN,
    turn: env.TURN_SECRET ? { urls: env.TURN_URLS, secret: env.TURN_SECRET } : null,
    tls:
      env.TLS_CERT && env.TLS_KEY
        ? { cert: readPem('TLS_CERT', env.TLS_CERT), key: readPem('TLS_KEY', env.TLS_KEY) }
        : null,
    region: env.SFU_REGION,
    metricsToken: env.METRICS_TOKEN ?? null,
    logLevel: env.LOG_LEVEL,
    seatMs: limits.seatSeconds * 1_000,
    peersPerRouter: 150,
    maxPeersPerRoom: 500,
  };
}

function readPem(field: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (err) {
    throw misfit([`${field}: ${err instanceof Error ? err.message : 'cannot be read'}`]);
  }
}

function misfit(problems: string[]): Error {
  return new Error(`The environment does not fit: ${problems.join('; ')}`);
}

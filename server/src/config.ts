import * as z from 'zod';
import type { ObjectStorageSettings } from './platform/object-storage.ts';

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

const schema = z.object({
  /** Port of the hub's address. */
  PORT: port.default(3000),
  /** The address people use; https here makes cookies Secure. */
  PUBLIC_URL: optional(z.url()),
  /** Port of the SFU on this machine, for the address given to browsers when it names none itself. */
  SFU_PORT: port.default(3001),
  /** Name of this server among several; made up when absent. */
  NODE_ID: optional(z.string().regex(/^[A-Za-z0-9_-]{1,40}$/)),
  /** Addresses or networks of proxies whose X-Forwarded-For is believed, comma separated. */
  TRUSTED_PROXIES: list.default([]),
  /** PEM files; with both the server speaks HTTPS itself. */
  TLS_CERT: optional(z.string()),
  TLS_KEY: optional(z.string()),
  /** TURN servers for browsers behind strict firewalls, comma separated. */
  TURN_URLS: list.default([]),
  /** Shared secret of the TURN servers, for time-limited credentials. */
  TURN_SECRET: optional(z.string()),
  /** Where uploads and other data of this program live. */
  DATA_DIR: z.string().default('.data'),
  MONGO_URL: z.string().default('mongodb://127.0.0.1:27017/jembatan?replicaSet=rs0'),
  REDIS_URL: z.string().default('redis://127.0.0.1:6379'),
  /** In front of every key in Redis. */
  REDIS_PREFIX: z.string().default('jembatan:'),
  /** Origin of a store that speaks S3's protocol; with it files lie there, not in MongoDB. */
  S3_ENDPOINT: optional(z.url({ protocol: /^https?$/ })),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: optional(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)),
  S3_ACCESS_KEY: optional(z.string()),
  S3_SECRET_KEY: optional(z.string()),
  /** `off`: the bucket is part of the host's name, not of the path. */
  S3_PATH_STYLE: z.enum(['on', 'off']).default('on'),
  /** With both, this admin is made or updated at the start. */
  ADMIN_EMAIL: optional(z.email()),
  ADMIN_PASSWORD: optional(z.string().min(8)),
  /** File to write the one-time link for the first admin to. */
  ADMIN_LINK_FILE: optional(z.string()),
  /** The built client. */
  CLIENT_DIR: z.string().default('client/dist'),
  /** `off`: browsers keep nothing for reading without a network, and let go of what they have. */
  OFFLINE: z.enum(['on', 'off']).default('on'),
  /** Bearer token for /metrics from other machines. */
  METRICS_TOKEN: optional(z.string().min(16)),
  /** A translation service that speaks LibreTranslate's API; without it posts are translated by people only. */
  TRANSLATE_URL: optional(z.url({ protocol: /^https?$/ })),
  TRANSLATE_API_KEY: optional(z.string()),
  /** `off`: the hub looks up no addresses that people write. */
  LINK_PREVIEWS: z.enum(['on', 'off']).default('on'),
  /** Ports of addresses that are looked up, comma separated. */
  LINK_PREVIEW_PORTS: z
    .string()
    .default('80,443')
    .transform((text) => text.split(',').map(Number))
    .pipe(z.array(z.number().int().min(1).max(65_535))),
  /** Networks that may be looked up besides the public internet, e.g. 10.1.0.0/16, comma separated. */
  LINK_PREVIEW_NETWORKS: list.default([]),
  /** Minutes in which an author changes a post nobody has answered without a trace; 0 keeps every version. */
  EDIT_GRACE_MINUTES: z.coerce.number().int().min(0).max(60).default(5),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
});

export const configSchema = schema;
export type Environment = z.infer<typeof schema>;

export interface Config extends Environment {
  readonly nodeId: string;
  /** Origin without a trailing slash, or null to go by each request's own. */
  readonly publicUrl: string | null;
  /** Where files lie; null: in MongoDB. */
  readonly objectStorage: ObjectStorageSettings | null;
}

/** Parses the environment, or throws naming every field that is wrong. The only reader of it. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const parsed = schema.safeParse(environment);
  if (!parsed.success)
    throw new Error(
      `The environment does not fit: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
    );
  const env = parsed.data;
  if (Boolean(env.TLS_CERT) !== Boolean(env.TLS_KEY))
    throw new Error('The environment does not fit: TLS_CERT and TLS_KEY go together');
  return {
    ...env,
    nodeId: env.NODE_ID ?? `server-${process.pid}-${Math.random().toString(36).slice(2, 8)}`,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    objectStorage: objectStorageOf(env),
  };
}

/** All four, or none. */
function objectStorageOf(env: Environment): ObjectStorageSettings | null {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY } = env;
  const four = { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY };
  const missing = Object.entries(four).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length === 4) return null;
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY || !S3_SECRET_KEY)
    throw new Error(`The environment does not fit: ${missing.join(', ')}: missing`);
  return {
    endpoint: S3_ENDPOINT,
    region: env.S3_REGION,
    bucket: S3_BUCKET,
    accessKey: S3_ACCESS_KEY,
    secretKey: S3_SECRET_KEY,
    pathStyle: env.S3_PATH_STYLE === 'on',
  };
}

import type { ObjectStorageSettings } from './object-storage.ts';

/** The store answered, and said no. Its message has the store's code, never what was sent. */
export class StoreRefusal extends Error {
  readonly status: number;
  readonly code: string;
  /** The region the store would have wanted, where it says so. */
  readonly region: string | null;

  constructor(status: number, body: string) {
    const code = /<Code>(\w{1,80})<\/Code>/.exec(body)?.[1] ?? '';
    super(`the file store answered ${status}${code && ` ${code}`}`);
    this.name = 'StoreRefusal';
    this.status = status;
    this.code = code;
    this.region = /<Region>([\w-]{1,40})<\/Region>/.exec(body)?.[1] ?? null;
  }
}

/** By Amazon's name, and by versitygw's. */
const unknownKey = new Set(['InvalidAccessKeyId', 'XAdminUserNotFound']);

const wrongRegion = new Set([
  'AuthorizationHeaderMalformed',
  'PermanentRedirect',
  'TemporaryRedirect',
  'IllegalLocationConstraintException',
]);

/** What an operator is told: which setting, and what about it. Secrets are in none. */
export function hintFor(
  refusal: StoreRefusal,
  { endpoint, bucket, region }: ObjectStorageSettings,
): string {
  const { code, status } = refusal;
  if (unknownKey.has(code)) return 'S3_ACCESS_KEY: the file store knows no such key';
  if (code === 'SignatureDoesNotMatch')
    return 'S3_SECRET_KEY: it does not fit S3_ACCESS_KEY (or something between changes the requests)';
  if (code === 'NoSuchBucket')
    return `S3_BUCKET: there is no bucket "${bucket}" at ${endpoint}; make it first`;
  if (code === 'AccessDenied')
    return `S3_ACCESS_KEY: this key may not write, read and remove objects in "${bucket}"`;
  if (code === 'RequestTimeTooSkewed')
    return "The clock of this machine and the file store's differ too much";
  if (wrongRegion.has(code) || (status >= 300 && status < 400))
    return `S3_REGION: the bucket "${bucket}" is not in "${region}"${refusal.region ? ` but in "${refusal.region}"` : ''}`;
  return `S3_ENDPOINT: ${refusal.message}`;
}

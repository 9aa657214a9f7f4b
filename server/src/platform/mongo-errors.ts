/** Errors of the driver that mean "MongoDB does not answer now", by name: the classes differ between versions. */
const away = new Set([
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoOperationTimeoutError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongooseServerSelectionError',
]);

/** Server codes of a primary that is stepping down or shutting down. */
const stepDownCodes = new Set([91, 189, 10107, 11600, 11602, 13435, 13436]);

interface NamedError {
  name: string;
  code?: unknown;
  message: string;
  hasErrorLabel?: (label: string) => boolean;
}

export function isMongoAway(error: unknown): boolean {
  if (!isNamed(error)) return false;
  if (away.has(error.name)) return true;
  if (typeof error.code === 'number' && stepDownCodes.has(error.code)) return true;
  if (error.name === 'MongooseError' && error.message.includes('initial connection')) return true;
  return error.hasErrorLabel?.('UnknownTransactionCommitResult') ?? false;
}

/** Whether the write broke a unique index; `field` is part of that index's key. */
export function isDuplicate(error: unknown, field?: string): boolean {
  if (!isNamed(error) || error.code !== 11_000) return false;
  return field === undefined || error.message.includes(field);
}

function isNamed(error: unknown): error is NamedError {
  return error instanceof Error;
}

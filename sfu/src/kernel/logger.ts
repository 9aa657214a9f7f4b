/** Fields first, then a short sentence. Tokens never. */
type Log = (fields: Record<string, unknown>, message: string) => void;

/** error = gave up, warn = recovered, info = one line per lifecycle transition, debug = the rest. */
export interface Logger {
  readonly error: Log;
  readonly warn: Log;
  readonly info: Log;
  readonly debug: Log;
  child(fields: Record<string, unknown>): Logger;
}

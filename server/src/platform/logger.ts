import { pino } from 'pino';
import type { Logger } from '../kernel/logger.ts';

/** Fields that must never reach a log, wherever they turn up. */
const secret = [
  'password',
  'accessToken',
  'refreshToken',
  'ticket',
  'token',
  'key',
  'cookie',
  'authorization',
];

export interface LoggerOptions {
  level: string;
  program: string;
  nodeId: string;
}

/** JSON lines on standard output. */
export function createLogger(options: LoggerOptions): Logger {
  return adapt(
    pino({
      level: options.level,
      base: { program: options.program, node: options.nodeId },
      redact: {
        paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[secret]',
      },
      serializers: { err: pino.stdSerializers.err },
    }),
  );
}

function adapt(logger: ReturnType<typeof pino>): Logger {
  return {
    error: (fields, message) => logger.error(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    info: (fields, message) => logger.info(fields, message),
    debug: (fields, message) => logger.debug(fields, message),
    child: (fields) => adapt(logger.child(fields)),
  };
}

import type { Logger } from '../kernel/logger.ts';
import type { SignalKind, SignalMap, Signals } from '../kernel/signals.ts';
import type { RedisLink } from './redis.ts';

type Handler = (payload: never) => void;

/** Signals over Redis pub/sub. What is sent while Redis is away reaches this server only; `redis:back` follows. */
export function createSignals(redis: RedisLink, nodeId: string, logger: Logger): Signals {
  const channel = `${redis.prefix}signals`;
  const handlers = new Map<SignalKind, Handler[]>();

  function deliver(kind: SignalKind, payload: SignalMap[SignalKind]): void {
    for (const handler of handlers.get(kind) ?? []) handler(payload as never);
  }

  redis.subscriber
    .subscribe(channel)
    .catch((err: unknown) => logger.warn({ err }, 'signals are not subscribed yet'));
  redis.subscriber.on('message', (from, text) => {
    if (from !== channel) return;
    const message = JSON.parse(text) as {
      node: string;
      kind: SignalKind;
      payload: SignalMap[SignalKind];
    };
    if (message.node !== nodeId) deliver(message.kind, message.payload);
  });
  redis.onBack(() => deliver('redis:back', {}));

  return {
    send(kind, payload) {
      deliver(kind, payload);
      const text = JSON.stringify({ node: nodeId, kind, payload });
      // `publish` is not subject to keyPrefix: the channel carries it already.
      redis.commands
        .publish(channel, text)
        .catch((err: unknown) => logger.warn({ err, kind }, 'signal stays in this server'));
    },
    on: (kind, handler) => void handlers.set(kind, [...(handlers.get(kind) ?? []), handler]),
  };
}

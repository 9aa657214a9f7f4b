import {
  heartbeatMs,
  leaseMs,
  type NodeRegistration,
  type sfuKeys,
} from '@jembatan/shared/sfu-control.protocol';
import type { Redis } from 'ioredis';
import type { Logger } from '../kernel/logger.ts';

export interface NodeRegistrarDeps {
  redis: Pick<Redis, 'status' | 'eval' | 'multi'>;
  keys: ReturnType<typeof sfuKeys>;
  describe: () => NodeRegistration;
  logger: Logger;
}

/** Writes the lease by Redis time, and sweeps nodes dead for an hour. */
const beat = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
redis.call('ZADD', KEYS[2], now + ARGV[3], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - 3600000)
return 1`;

/** Says that this node lives, every second, so that rooms are placed on it. */
export class NodeRegistrar {
  readonly #deps: NodeRegistrarDeps;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(deps: NodeRegistrarDeps) {
    this.#deps = deps;
  }

  start(): void {
    if (this.#stopped) return;
    this.#timer = setInterval(() => void this.beat(), heartbeatMs);
    void this.beat();
  }

  /** One heartbeat; false when Redis did not take it. */
  async beat(): Promise<boolean> {
    const { redis, keys, describe, logger } = this.#deps;
    if (this.#stopped || !this.#timer || redis.status !== 'ready') return false;
    try {
      const self = describe();
      await redis.eval(
        beat,
        2,
        keys.node(self.id),
        keys.nodes,
        self.id,
        JSON.stringify(self),
        leaseMs,
      );
      return true;
    } catch (err) {
      logger.warn({ err }, 'heartbeat was not taken');
      return false;
    }
  }

  /** Gives the lease back at once, so that rooms are placed elsewhere without waiting. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    const { redis, keys, describe, logger } = this.#deps;
    if (redis.status !== 'ready') return;
    const { id } = describe();
    await redis
      .multi()
      .del(keys.node(id))
      .zrem(keys.nodes, id)
      .exec()
      .catch((err: unknown) => logger.warn({ err }, 'lease was not given back'));
  }
}

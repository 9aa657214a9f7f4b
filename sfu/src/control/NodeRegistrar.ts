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

/**
 * Renews the lease by Redis time, and sweeps nodes dead for an hour. Without a registration to
 * write the one that is there lives on; answers 0 when there is none.
 */
const beat = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[2] ~= '' then
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
elseif redis.call('PEXPIRE', KEYS[1], ARGV[3]) == 0 then
  return 0
end
redis.call('ZADD', KEYS[2], now + ARGV[3], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - 3600000)
return 1`;

/** Says that this node lives, every second, so that rooms are placed on it. */
export class NodeRegistrar {
  readonly #deps: NodeRegistrarDeps;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  /** The registration that Redis has, as it was written. */
  #written = '';

  constructor(deps: NodeRegistrarDeps) {
    this.#deps = deps;
  }

  /** `alongside` is called with each heartbeat: what it asks of Redis goes on the same way. */
  start(alongside: () => void): void {
    if (this.#stopped) return;
    this.#timer = setInterval(() => {
      void this.beat();
      alongside();
    }, heartbeatMs);
    void this.beat();
  }

  /** One heartbeat; false when Redis did not take it. */
  async beat(): Promise<boolean> {
    const { redis, describe, logger } = this.#deps;
    if (this.#stopped || !this.#timer || redis.status !== 'ready') return false;
    const self = describe();
    const text = JSON.stringify(self);
    try {
      const isKnown = text === this.#written && (await this.#send(self.id, ''));
      if (!isKnown) await this.#send(self.id, text);
      this.#written = text;
      return true;
    } catch (err) {
      this.#written = '';
      logger.warn({ err }, 'heartbeat was not taken');
      return false;
    }
  }

  /** False when there was nothing to renew. */
  async #send(id: string, registration: string): Promise<boolean> {
    const { redis, keys } = this.#deps;
    const names = [keys.node(id), keys.nodes];
    return (await redis.eval(beat, names.length, ...names, id, registration, leaseMs)) === 1;
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

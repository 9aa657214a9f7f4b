import { AppError } from '@jembatan/shared/errors';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RedisLink } from './redis.ts';

export interface LimitRule {
  /** Part of the key in Redis. */
  name: string;
  points: number;
  seconds: number;
}

export interface Limiter {
  /** Takes one point of the key; `too-many` with `retryAfter` in seconds when there is none left. */
  take(key: string): Promise<void>;
  /** Gives the key all its points back. */
  forgive(key: string): Promise<void>;
}

export type CreateLimiter = (rule: LimitRule) => Limiter;

/** Limits shared by all servers; while Redis is away each server counts for itself. */
export function createLimiters(redis: RedisLink): CreateLimiter {
  return ({ name, points, seconds }) => {
    const rule = { keyPrefix: `${redis.prefix}limit:${name}`, points, duration: seconds };
    const limiter = new RateLimiterRedis({
      ...rule,
      storeClient: redis.commands,
      insuranceLimiter: new RateLimiterMemory(rule),
    });
    return {
      async take(key) {
        try {
          await limiter.consume(key);
        } catch (refused) {
          if (!(refused instanceof RateLimiterRes)) throw refused;
          throw new AppError('too-many', {
            retryAfter: Math.max(1, Math.ceil(refused.msBeforeNext / 1_000)),
          });
        }
      },
      async forgive(key) {
        await limiter.delete(key).catch(() => false);
      },
    };
  };
}

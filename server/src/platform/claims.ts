import type { Claims } from '../kernel/claims.ts';
import type { RedisLink } from './redis.ts';

/** Takes the lock when it is free or ours; answers 1 when it is ours now. */
const takeScript = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

const releaseScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/** Locks with a lifetime, in Redis. */
export function createClaims(redis: RedisLink, nodeId: string): Claims {
  const keyOf = (work: string) => `claim:${work}`;
  const orNo = (answer: Promise<unknown>) => answer.catch(() => 0);
  return {
    take: async (work, lifetimeMs) =>
      (await orNo(redis.commands.eval(takeScript, 1, keyOf(work), nodeId, lifetimeMs))) === 1,
    async release(work) {
      await orNo(redis.commands.eval(releaseScript, 1, keyOf(work), nodeId));
    },
  };
}

import { AppError } from '@jembatan/shared/errors';
import type { sfuKeys } from '@jembatan/shared/sfu-control.protocol';
import type { Redis } from 'ioredis';
import type { Logger } from '../kernel/logger.ts';
import type { RoomRegistry } from '../rooms/RoomRegistry.ts';

export interface PlacementWatchDeps {
  redis: Pick<Redis, 'status' | 'eval' | 'hmget'>;
  keys: ReturnType<typeof sfuKeys>;
  nodeId: string;
  registry: RoomRegistry;
  logger: Logger;
}

/**
 * Keeps what the hub believes about this node's living rooms right. A Redis
 * that came back empty gets the placement again, and an epoch that started
 * over is lifted, or nobody could join a room that goes on. Answers the rooms
 * that live elsewhere now.
 */
const settle = `
local moved = {}
for i, key in ipairs(KEYS) do
  local epoch = tonumber(ARGV[i + 1])
  local node = redis.call('HGET', key, 'node')
  local theirs = tonumber(redis.call('HGET', key, 'epoch') or '0')
  if node and (node ~= ARGV[1] or theirs > epoch) then
    moved[#moved + 1] = i
  elseif not node or theirs < epoch then
    redis.call('HSET', key, 'node', ARGV[1], 'epoch', epoch)
    redis.call('EXPIRE', key, 604800)
  end
end
return moved`;

/** Finds out that a room was placed elsewhere while this node was cut off. */
export class PlacementWatch {
  readonly #deps: PlacementWatchDeps;

  constructor(deps: PlacementWatchDeps) {
    this.#deps = deps;
  }

  /** Before a room is opened: throws `room-moved` when a newer placement is known. */
  async check(room: string, epoch: number): Promise<void> {
    const { redis, keys, nodeId } = this.#deps;
    const [node, theirs] = await redis
      .hmget(keys.placement(room), 'node', 'epoch')
      .catch(() => [null, null]);
    if (!node) return;
    if (Number(theirs) > epoch || (node !== nodeId && Number(theirs) === epoch))
      throw new AppError('room-moved');
  }

  /** Now and then; once a second is soon enough. */
  async look(): Promise<void> {
    const { redis, keys, nodeId, registry, logger } = this.#deps;
    const rooms = registry.list();
    if (rooms.length === 0 || redis.status !== 'ready') return;
    try {
      const places = rooms.map((room) => keys.placement(room.id));
      const epochs = rooms.map((room) => room.epoch);
      const moved = await redis.eval(settle, rooms.length, ...places, nodeId, ...epochs);
      if (!Array.isArray(moved)) return;
      for (const index of moved) rooms[Number(index) - 1]?.close('placed-elsewhere');
    } catch (err) {
      logger.debug({ err }, 'placements could not be looked at');
    }
  }
}

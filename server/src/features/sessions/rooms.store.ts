import { randomUUID } from 'node:crypto';
import { type PersonId, personId, type SessionId, sessionId } from '@jembatan/shared/ids';
import {
  type NodeRegistration,
  nodeRegistration,
  type Placement,
  placement,
  type SfuCommand,
  sfuKeys,
  streamField,
  streamLength,
} from '@jembatan/shared/sfu-control.protocol';
import type { TicketPublicKey } from '@jembatan/shared/ticket';
import type { Redis } from 'ioredis';
import type { RedisLink } from '../../platform/redis.ts';

/** Days the place of a room nobody asks for is kept. */
const placementDays = 7;

/** Where MongoDB last saw the room. */
export interface LastPlace {
  node: string | null;
  epoch: number;
  /** Nobody is in it, so that it may leave a node that is being emptied. */
  empty: boolean;
}

export interface PlacedRoom extends Placement {
  registration: NodeRegistration;
}

type Distributed<T> = T extends unknown ? Omit<T, 'id'> : never;
export type Command = Distributed<SfuCommand>;

/** What a node says of itself; `peers` null when it cannot be understood, `leaseEnd` when nothing is known. */
export type NodeStatus =
  | { alive: true; peers: number | null }
  | { alive: false; leaseEnd: Date | null };

export type RoomsStore = ReturnType<typeof createRoomsStore>;

/**
 * Answers where a room is: where it was if that node lives (and takes it still,
 * when the room is empty), otherwise on the least loaded node, one epoch
 * higher. A Redis that came back empty is reminded by MongoDB's last place.
 * KEYS: placement, nodes, what a node's key begins with.
 * ARGV: last node, last epoch, '1' when empty, seconds to keep.
 */
const placeScript = `
local function alive(node)
  local json = redis.call('GET', KEYS[3] .. node)
  if not json then return nil end
  return json, cjson.decode(json)
end

local node = redis.call('HGET', KEYS[1], 'node')
local epoch = tonumber(redis.call('HGET', KEYS[1], 'epoch') or '0')
local lastEpoch = tonumber(ARGV[2])
if not node or lastEpoch > epoch then node, epoch = ARGV[1], lastEpoch end

local best, bestJson, bestLoad, bestRooms
if node ~= '' then
  local json, facts = alive(node)
  if json and not (facts.draining and ARGV[3] == '1') then best, bestJson = node, json end
end

if not best then
  for _, candidate in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
    local json, facts = alive(candidate)
    if json and not facts.draining and (not best or facts.load < bestLoad or (facts.load == bestLoad and facts.rooms < bestRooms)) then
      best, bestJson, bestLoad, bestRooms = candidate, json, facts.load, facts.rooms
    end
  end
  if not best then return nil end
  epoch = epoch + 1
end

redis.call('HSET', KEYS[1], 'node', best, 'epoch', epoch)
redis.call('EXPIRE', KEYS[1], ARGV[4])
return { best, epoch, bestJson }`;

/** What server and SFU share in Redis about rooms. Everything rejects while Redis is away. */
export function createRoomsStore({ commands: redis }: RedisLink) {
  // The client puts the hub's prefix in front of every key, of scripts too.
  const keys = sfuKeys('');
  const holdersKey = (room: string) => `tickets:room:${room}`;
  const ticketsKey = (person: string) => `tickets:person:${person}`;

  return {
    /** Null when no node takes rooms. */
    async place(room: SessionId, last: LastPlace): Promise<PlacedRoom | null> {
      const keptSeconds = placementDays * 86_400;
      const args = [last.node ?? '', last.epoch, last.empty ? '1' : '0', keptSeconds];
      const scriptKeys = [keys.placement(room), keys.nodes, keys.nodePrefix];
      const answer = await redis.eval(placeScript, scriptKeys.length, ...scriptKeys, ...args);
      if (!Array.isArray(answer)) return null;
      const [node, epoch, json] = answer;
      const registration = nodeRegistration.parse(JSON.parse(String(json)));
      return { ...placement.parse({ node, epoch: Number(epoch) }), registration };
    },

    async placementOf(room: SessionId): Promise<Placement | null> {
      const { node, epoch } = await redis.hgetall(keys.placement(room));
      return node ? placement.parse({ node, epoch: Number(epoch) }) : null;
    },

    /** The node reads it within moments; doing it twice is the same as once. */
    async command(node: string, command: Command): Promise<void> {
      const json = JSON.stringify({ id: randomUUID(), ...command });
      const max = streamLength.commands;
      await redis.xadd(keys.commands(node), 'MAXLEN', '~', max, '*', streamField, json);
    },

    deny: async (room: SessionId, person: PersonId, ms: number) =>
      void (await redis.set(keys.denied(room, person), '1', 'PX', ms)),
    isDenied: async (room: SessionId, person: PersonId) =>
      (await redis.exists(keys.denied(room, person))) === 1,
    allow: async (room: SessionId, person: PersonId) =>
      void (await redis.del(keys.denied(room, person))),

    /** Remembers who holds a ticket that could still be used. */
    async noteTicket(room: SessionId, person: PersonId, seconds: number): Promise<void> {
      const ends = Date.now() + seconds * 1_000;
      const both = [
        [holdersKey(room), person],
        [ticketsKey(person), room],
      ] as const;
      const pipeline = redis.pipeline();
      for (const [key, member] of both) pipeline.zadd(key, ends, member).expire(key, seconds * 2);
      await pipeline.exec();
    },
    ticketHolders: async (room: SessionId): Promise<PersonId[]> =>
      (await living(redis, holdersKey(room))).map((id) => personId.parse(id)),
    roomsWithTicket: async (person: PersonId): Promise<SessionId[]> =>
      (await living(redis, ticketsKey(person))).map((id) => sessionId.parse(id)),

    async publishKeys(publicKeys: readonly TicketPublicKey[]): Promise<void> {
      const fields = publicKeys.map((key) => [key.kid, JSON.stringify(key)] as const);
      await redis.hset(keys.ticketKeys, new Map(fields));
    },
    async withdrawKey(kid: string): Promise<void> {
      await redis.hdel(keys.ticketKeys, kid);
    },

    async nodeStatus(node: string): Promise<NodeStatus> {
      const json = await redis.get(keys.node(node));
      if (json !== null) {
        const registration = nodeRegistration.safeParse(JSON.parse(json));
        return { alive: true, peers: registration.data?.peers ?? null };
      }
      const leaseEnd = await redis.zscore(keys.nodes, node);
      return { alive: false, leaseEnd: leaseEnd === null ? null : new Date(Number(leaseEnd)) };
    },
  };
}

const living = (redis: Redis, key: string): Promise<string[]> =>
  redis.zrangebyscore(key, Date.now(), '+inf');

import { type PersonId, personId } from '@jembatan/shared/ids';
import { type PresenceState, presenceState } from '@jembatan/shared/presence.contract';
import type { RedisLink } from '../../platform/redis.ts';

/** Milliseconds a socket counts without being renewed. */
export const presenceLeaseMs = 15_000;

/** Something that shows a person as present: a socket, or a seat in a room. */
export interface Holder {
  person: PersonId;
  /** Unique among all holders. */
  id: string;
  state: Exclude<PresenceState, 'offline'>;
}

export interface Change {
  personId: PersonId;
  state: PresenceState;
}

export type PresenceStore = ReturnType<typeof createPresenceStore>;

/** In front of every script: Redis' own time decides, whatever clocks the servers have. */
const time = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
`;

/** KEYS: the place, what is due. ARGV: lease, topic, members. A new member makes the place due. */
const enterScript = `${time}
local added = 0
for i = 3, #ARGV do added = added + redis.call('ZADD', KEYS[1], now + ARGV[1], ARGV[i]) end
redis.call('PEXPIRE', KEYS[1], ARGV[1] * 2)
if added > 0 then redis.call('ZADD', KEYS[2], now, ARGV[2]) end
return added`;

/** KEYS: the place, what is due. ARGV: milliseconds to go, topic, member. */
const leaveScript = `${time}
if not redis.call('ZSCORE', KEYS[1], ARGV[3]) then return 0 end
redis.call('ZADD', KEYS[1], now + ARGV[1], ARGV[3])
redis.call('ZADD', KEYS[2], 'LT', now + ARGV[1], ARGV[2])
return 1`;

/**
 * KEYS: the person's holders, the person's places, what is due.
 * ARGV: lease, holder, state, topics. A change of state makes every place of the person due.
 */
const holdScript = `${time}
local changed = 0
for _, state in ipairs({ 'in-session', 'online', 'away' }) do
  if state ~= ARGV[3] then changed = changed + redis.call('ZREM', KEYS[1], state .. '|' .. ARGV[2]) end
end
changed = changed + redis.call('ZADD', KEYS[1], now + ARGV[1], ARGV[3] .. '|' .. ARGV[2])
for i = 4, #ARGV do redis.call('ZADD', KEYS[2], now + ARGV[1], ARGV[i]) end
for i = 1, 2 do redis.call('PEXPIRE', KEYS[i], ARGV[1] * 2) end
if changed > 0 then
  for _, topic in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], now, '+inf')) do redis.call('ZADD', KEYS[3], now, topic) end
end
return changed`;

/** KEYS as above. ARGV: milliseconds to go, holder. */
const releaseScript = `${time}
for _, state in ipairs({ 'in-session', 'online', 'away' }) do
  redis.call('ZADD', KEYS[1], 'XX', now + ARGV[1], state .. '|' .. ARGV[2])
end
for _, topic in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], now, '+inf')) do redis.call('ZADD', KEYS[3], 'LT', now + ARGV[1], topic) end
return 1`;

/** The strongest state among a person's holders, and when the first of them ends. */
const strongest = `
local rank = { ['in-session'] = 3, online = 2, away = 1 }
local function strongest(key)
  local best, first
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', key, now + 1, '+inf', 'WITHSCORES')) do
    local state = string.match(member, '^([a-z-]+)|')
    if state then
      if not best or rank[state] > rank[best] then best = state end
    elseif not first then
      first = tonumber(member)
    end
  end
  return best, first
end
`;

/** KEYS: the person's holders. */
const stateScript = `${time}${strongest}
return (strongest(KEYS[1]))`;

/**
 * KEYS: the place, what was told, what is due, what a person's key begins with.
 * ARGV: topic, 'all' or 'changes'. Answers person, state, person, state…; with
 * 'changes' only what differs from what was told, and when to look again is noted.
 */
const readScript = `${time}${strongest}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local told = {}
if ARGV[2] == 'changes' then
  local flat = redis.call('HGETALL', KEYS[2])
  for i = 1, #flat, 2 do told[flat[i]] = flat[i + 1] end
end
local seen, answer, again = {}, {}, nil
local function soonest(at) if at and (not again or at < again) then again = at end end
local members = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for i = 1, #members, 2 do
  soonest(tonumber(members[i + 1]))
  local person = string.match(members[i], '^([^:]+):')
  if person and not seen[person] then
    seen[person] = true
    local state, first = strongest(KEYS[4] .. person)
    soonest(first)
    state = state or 'online'
    if told[person] ~= state then answer[#answer + 1] = person; answer[#answer + 1] = state end
  end
end
if ARGV[2] ~= 'changes' then return answer end
for person in pairs(told) do
  if not seen[person] then answer[#answer + 1] = person; answer[#answer + 1] = 'offline' end
end
if again then redis.call('ZADD', KEYS[3], again, ARGV[1])
elseif #answer > 0 then redis.call('ZADD', KEYS[3], now + 1000, ARGV[1])
else redis.call('ZREM', KEYS[3], ARGV[1]) end
return answer`;

/** KEYS: what is due. ARGV: how many. */
const dueScript = `${time}
return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])`;

/**
 * Who is where, with leases. A place is a sorted set of `person:holder`, a
 * person a sorted set of `state|holder`; scores are the ends of leases by
 * Redis' time. Every call rejects while Redis is away.
 */
export function createPresenceStore(
  { commands: redis }: Pick<RedisLink, 'commands'>,
  leaseMs = presenceLeaseMs,
) {
  const due = 'presence:due';
  const persons = 'presence:person:';
  const placeKey = (topic: string) => `presence:place:${topic}`;
  const toldKey = (topic: string) => `presence:told:${topic}`;
  const personKeys = (person: string) => [persons + person, `presence:at:${person}`, due];
  const memberOf = ({ person, id }: Pick<Holder, 'person' | 'id'>) => `${person}:${id}`;

  async function read(topic: string, which: 'all' | 'changes'): Promise<Change[]> {
    const keys = [placeKey(topic), toldKey(topic), due, persons];
    return toChanges(await redis.eval(readScript, keys.length, ...keys, topic, which));
  }

  return {
    /** Puts holders into a place or renews them there. */
    async enter(topic: string, holders: readonly Pick<Holder, 'person' | 'id'>[]): Promise<void> {
      await redis.eval(
        enterScript,
        2,
        placeKey(topic),
        due,
        leaseMs,
        topic,
        ...holders.map(memberOf),
      );
    },
    /** The holder is gone from the place after a while, unless it comes back before. */
    async leave(
      topic: string,
      holder: Pick<Holder, 'person' | 'id'>,
      afterMs: number,
    ): Promise<void> {
      await redis.eval(leaveScript, 2, placeKey(topic), due, afterMs, topic, memberOf(holder));
    },
    /** Says how a holder shows its person, and where the person is; also renews it. */
    async hold({ person, id, state }: Holder, topics: readonly string[]): Promise<void> {
      await redis.eval(holdScript, 3, ...personKeys(person), leaseMs, id, state, ...topics);
    },
    async release({ person, id }: Pick<Holder, 'person' | 'id'>, afterMs: number): Promise<void> {
      await redis.eval(releaseScript, 3, ...personKeys(person), afterMs, id);
    },

    async stateOf(person: PersonId): Promise<PresenceState> {
      const state = await redis.eval(stateScript, 1, persons + person);
      return state === null ? 'offline' : presenceState.parse(state);
    },
    listPresent: (topic: string) => read(topic, 'all'),

    /** Places whose people may have changed, or whose leases may have ended. */
    async listDue(max: number): Promise<string[]> {
      const topics = await redis.eval(dueScript, 1, due, max);
      return Array.isArray(topics) ? topics.map(String) : [];
    },
    /** What differs from what was told; the same again until `noteTold`. */
    listChanges: (topic: string) => read(topic, 'changes'),
    async noteTold(topic: string, changes: readonly Change[]): Promise<void> {
      const pipeline = redis.pipeline();
      for (const { personId: person, state } of changes) {
        if (state === 'offline') pipeline.hdel(toldKey(topic), person);
        else pipeline.hset(toldKey(topic), person, state);
      }
      await pipeline.exec();
    },
  };
}

function toChanges(flat: unknown): Change[] {
  if (!Array.isArray(flat)) return [];
  const changes: Change[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) {
    changes.push({ personId: personId.parse(flat[i]), state: presenceState.parse(flat[i + 1]) });
  }
  return changes;
}

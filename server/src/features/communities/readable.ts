import type { CommunityId, SpaceId } from '@jembatan/shared/ids';
import { type Actor, personIdOf } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { TtlCache } from '../../kernel/ttl-cache.ts';
import {
  candidateCommunities,
  canModerate,
  canReadCommunity,
  isHubStaff,
} from '../../permissions/communities.rules.ts';
import type { Place } from '../../permissions/facts.ts';
import { canModerateSpace, canReadSpace, type Reach } from '../../permissions/threads.rules.ts';
import type { Community } from './communities.repository.ts';
import { type PlaceDeps, toFacts, toMembershipFacts } from './place-facts.ts';
import type { Space } from './spaces.repository.ts';

/** What an actor may read; `null` stands for everything. */
export interface Readable {
  readonly communityIds: readonly CommunityId[] | null;
  readonly spaceIds: readonly SpaceId[] | null;
  /** Where the actor keeps order. */
  readonly moderatedIds: readonly CommunityId[] | null;
  /** What narrows threads of those spaces further; null where nothing does. */
  readonly reach: ReadableReach | null;
}

export interface ReadableReach extends Reach {
  /** Some of those spaces keep groups apart, so that posts have to be asked by group as well. */
  readonly apart: boolean;
}

export type ReadableLists = ReturnType<typeof createReadable>;

const everything: Readable = {
  communityIds: null,
  spaceIds: null,
  moderatedIds: null,
  reach: null,
};
const cacheRule = { ttlMs: 2_000, max: 2_000 };

/** Rights before limits and counts: what lists and searches may look through at all. */
export function createReadable(deps: PlaceDeps & { clock: Clock }) {
  const { communities, members, bans, spaces, signals, clock } = deps;
  const cache = new TtlCache<Readable>(cacheRule);
  signals.on('rights:changed', ({ personId }) => (personId ? cache.drop(personId) : cache.clear()));
  signals.on('redis:back', () => cache.clear());

  async function load(actor: Actor): Promise<Readable> {
    const me = personIdOf(actor);
    const [own, banned] = me
      ? await Promise.all([members.listOfPerson(me), bans.listStandingOf(me)])
      : [[], []];
    const ownIds = own.map(({ communityId }) => communityId);
    const found = await communities.findAllowed(candidateCommunities(actor, ownIds));
    const memberships = new Map(own.map((one) => [one.communityId, toMembershipFacts(one)]));
    const placeOf = placesFrom({ found, memberships, banned: new Set(banned), now: clock.now() });
    const readable = found.map(placeOf).filter((place) => canReadCommunity(actor, place));
    const byId = new Map(readable.map((place) => [place.community.id, place]));
    const all = await spaces.listOfMany([...byId.keys()]);
    const moderated = readable.filter((place) => canModerate(actor, place));
    const open = readableAmong(actor, all, byId);
    return {
      communityIds: [...byId.keys()],
      spaceIds: open.map(({ space }) => space.id),
      moderatedIds: moderated.map(({ community }) => community.id),
      reach: reachIn(actor, open, ownIds),
    };
  }

  return {
    /** Cached for moments only: a removed member finds nothing at once. */
    readableOf(actor: Actor): Promise<Readable> {
      if (isHubStaff(actor)) return Promise.resolve(everything);
      return cache.get(personIdOf(actor) ?? 'visitor', () => load(actor));
    },
  };
}

interface PlaceFacts {
  found: readonly Community[];
  memberships: ReadonlyMap<CommunityId, NonNullable<Place['membership']>>;
  banned: ReadonlySet<CommunityId>;
  now: Date;
}

/** A group whose community is not among the candidates stands as if nobody could read that one. */
function placesFrom(facts: PlaceFacts): (community: Community) => Place {
  const { found, memberships, banned, now } = facts;
  const byId = new Map(found.map((community) => [community.id, community]));
  const toPlace = (community: Community): Place => {
    const around = community.parentId ? byId.get(community.parentId) : undefined;
    return {
      community: toFacts(community),
      parent: community.parentId
        ? around
          ? toPlace(around)
          : closed(community.parentId, now)
        : null,
      membership: memberships.get(community.id) ?? null,
      banned: banned.has(community.id),
      now,
    };
  };
  return toPlace;
}

function closed(id: CommunityId, now: Date): Place {
  const community = {
    id,
    kind: 'class',
    reading: 'members',
    joining: 'invitation',
    parentId: null,
  } as const;
  return { community, parent: null, membership: null, banned: true, now };
}

interface SpaceHere {
  space: Space;
  place: Place;
}

function readableAmong(
  actor: Actor,
  spaces: readonly Space[],
  places: ReadonlyMap<CommunityId, Place>,
): SpaceHere[] {
  return spaces.flatMap((space) => {
    const place = places.get(space.communityId);
    return place && canReadSpace(actor, place, space) ? [{ space, place }] : [];
  });
}

function reachIn(
  actor: Actor,
  open: readonly SpaceHere[],
  ownIds: readonly CommunityId[],
): ReadableReach {
  const all = open.filter(({ space, place }) => canModerateSpace(actor, place, space));
  const moderated = new Set(all.map(({ space }) => space.id));
  return {
    ownIds,
    moderatedSpaceIds: [...moderated],
    apart: open.some(({ space }) => space.keptApart && !moderated.has(space.id)),
  };
}

import { notFound } from '@jembatan/shared/errors';
import type { CommunityId, PersonId, SpaceId } from '@jembatan/shared/ids';
import { type Actor, personIdOf } from '../../kernel/actor.ts';
import type { Signals } from '../../kernel/signals.ts';
import { TtlCache } from '../../kernel/ttl-cache.ts';
import { canReadCommunity } from '../../permissions/communities.rules.ts';
import type { CommunityFacts, MembershipFacts, Place } from '../../permissions/facts.ts';
import { canReadSpace } from '../../permissions/threads.rules.ts';
import type { BansRepository } from './bans.repository.ts';
import type { CommunitiesRepository, Community } from './communities.repository.ts';
import type { Membership, MembersRepository } from './members.repository.ts';
import type { Space, SpacesRepository } from './spaces.repository.ts';

export interface PlaceDeps {
  communities: CommunitiesRepository;
  members: MembersRepository;
  bans: BansRepository;
  spaces: SpacesRepository;
  signals: Signals;
}

/** What one person is in one community. */
interface Standing {
  readonly membership: MembershipFacts | null;
  readonly banned: boolean;
  readonly joinedAt: Date | null;
}

export interface ReadableSpace {
  readonly space: Space;
  readonly place: Place;
}

export type Places = ReturnType<typeof createPlaces>;

/** Longest time a change made elsewhere is not seen here, should its signal be lost. */
const cacheRule = { ttlMs: 2_000, max: 50_000 };

const nobody: Standing = { membership: null, banned: false, joinedAt: null };

/** Communities as an actor meets them: the facts that rules judge by, and the gates to them. */
export function createPlaces({ communities, members, bans, spaces, signals }: PlaceDeps) {
  const facts = new TtlCache<CommunityFacts>(cacheRule);
  const standings = new TtlCache<Standing>(cacheRule);
  const ownIds = new TtlCache<readonly CommunityId[]>(cacheRule);
  const spaceCache = new TtlCache<Space | null>(cacheRule);

  signals.on('rights:changed', ({ communityId, personId }) => {
    if (communityId) facts.drop(communityId);
    else if (!personId) facts.clear();
    standings.dropWhere(concerns(communityId, personId));
    if (personId) ownIds.drop(personId);
    else ownIds.clear();
    if (!personId) spaceCache.clear();
  });
  signals.on('redis:back', () => {
    for (const cache of [facts, standings, ownIds, spaceCache]) cache.clear();
  });

  async function readFacts(id: string): Promise<CommunityFacts> {
    const community = await communities.findById(id);
    if (!community) throw notFound('community');
    return toFacts(community);
  }

  async function readStanding(communityId: string, personId: PersonId): Promise<Standing> {
    const found = await members.find(communityId, personId);
    if (!found) return { ...nobody, banned: await bans.stands(communityId, personId) };
    return { membership: toMembershipFacts(found), banned: false, joinedAt: found.joinedAt };
  }

  function standingOf(communityId: string, personId: PersonId): Promise<Standing> {
    const key = `${communityId}:${personId}`;
    return standings.get(key, () => readStanding(communityId, personId));
  }

  /** By way of the caches. */
  async function loadPlace(actor: Actor, communityId: string): Promise<Place> {
    const me = personIdOf(actor);
    const [community, standing] = await Promise.all([
      facts.get(communityId, () => readFacts(communityId)),
      me ? standingOf(communityId, me) : nobody,
    ]);
    const parent = community.parentId ? await loadPlace(actor, community.parentId) : null;
    return { community, parent, membership: standing.membership, banned: standing.banned };
  }

  /** As it is in the database now; for decisions inside a change. One query after another. */
  async function loadPlaceNow(actor: Actor, communityId: string): Promise<Place> {
    const me = personIdOf(actor);
    const community = await readFacts(communityId);
    const standing = me ? await readStanding(communityId, me) : nobody;
    const parent = community.parentId ? await loadPlaceNow(actor, community.parentId) : null;
    return { community, parent, membership: standing.membership, banned: standing.banned };
  }

  async function getReadablePlace(actor: Actor, communityId: string): Promise<Place> {
    const place = await loadPlace(actor, communityId);
    if (!canReadCommunity(actor, place)) throw notFound('community');
    return place;
  }

  /** Own communities, study groups among them. */
  function communityIdsOf(personId: PersonId): Promise<readonly CommunityId[]> {
    const load = async () => (await members.listOfPerson(personId)).map((one) => one.communityId);
    return ownIds.get(personId, load);
  }

  return {
    loadPlace,
    loadPlaceNow,
    getReadablePlace,
    communityIdsOf,

    async getReadableSpace(actor: Actor, spaceId: string): Promise<ReadableSpace> {
      const space = await spaceCache.get(spaceId, () => spaces.findById(spaceId));
      if (!space) throw notFound('space');
      const place = await loadPlace(actor, space.communityId);
      if (!canReadSpace(actor, place, space)) throw notFound('space');
      return { space, place };
    },

    /** Spaces of a community, in order, whoever asks. */
    spacesOf: (communityId: string): Promise<Space[]> => spaces.listOf(communityId),

    async shareCommunity(a: PersonId, b: PersonId): Promise<boolean> {
      const [mine, theirs] = await Promise.all([communityIdsOf(a), communityIdsOf(b)]);
      return mine.some((id) => theirs.includes(id));
    },

    async isMember(communityId: CommunityId, personId: PersonId): Promise<boolean> {
      return (await standingOf(communityId, personId)).membership !== null;
    },

    /** Null for those who are no members. */
    joinedAt: async (personId: PersonId, communityId: CommunityId): Promise<Date | null> =>
      (await standingOf(communityId, personId)).joinedAt,

    /** The first space: where threads go that nobody chose a space for. */
    async chatSpaceOf(communityId: CommunityId): Promise<SpaceId> {
      const [first] = await spaces.listOf(communityId);
      if (!first) throw notFound('space');
      return first.id;
    },
  };
}

/** Which entries, keyed `community:person`, a change of rights makes stale. */
function concerns(communityId?: CommunityId, personId?: PersonId): (key: string) => boolean {
  if (communityId && personId) return (key) => key === `${communityId}:${personId}`;
  if (communityId) return (key) => key.startsWith(communityId);
  if (personId) return (key) => key.endsWith(personId);
  return () => true;
}

export function toFacts({ id, kind, reading, joining, parentId }: Community): CommunityFacts {
  return { id, kind, reading, joining, parentId };
}

export function toMembershipFacts(one: Membership): MembershipFacts {
  return { role: one.role, class: one.class, institutionId: one.institutionId };
}

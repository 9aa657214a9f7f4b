import { notFound } from '@jembatan/shared/errors';
import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type { Signals } from '../../kernel/signals.ts';
import { TtlCache } from '../../kernel/ttl-cache.ts';
import type { CommunityFacts, MembershipFacts } from '../../permissions/facts.ts';
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
export interface Standing {
  readonly membership: MembershipFacts | null;
  readonly banned: boolean;
  readonly joinedAt: Date | null;
}

export type PlaceFacts = ReturnType<typeof createPlaceFacts>;

/** Longest time a change made elsewhere is not seen here, should its signal be lost. */
const cacheRule = { ttlMs: 2_000, max: 50_000 };

export const nobody: Standing = { membership: null, banned: false, joinedAt: null };

/** Facts of communities, spaces and standings, cached for moments and dropped by signal. */
export function createPlaceFacts({ communities, members, bans, spaces, signals }: PlaceDeps) {
  const facts = new TtlCache<CommunityFacts>(cacheRule);
  const standings = new TtlCache<Standing>(cacheRule);
  const ownIds = new TtlCache<readonly CommunityId[]>(cacheRule);
  const spaceCache = new TtlCache<Space | null>(cacheRule);

  signals.on('rights:changed', ({ communityId, personId }) => {
    if (communityId) facts.drop(communityId);
    else if (!personId) facts.clear();
    if (communityId && personId) standings.drop(`${communityId}:${personId}`);
    else standings.dropWhere(concerns(communityId, personId));
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

  return {
    readFacts,
    readStanding,
    factsOf: (communityId: string) => facts.get(communityId, () => readFacts(communityId)),
    standingOf: (communityId: string, personId: PersonId) =>
      standings.get(`${communityId}:${personId}`, () => readStanding(communityId, personId)),
    spaceById: (id: string) => spaceCache.get(id, () => spaces.findById(id)),
    /** Own communities, study groups among them. */
    communityIdsOf: (personId: PersonId): Promise<readonly CommunityId[]> =>
      ownIds.get(personId, async () =>
        (await members.listOfPerson(personId)).map((one) => one.communityId),
      ),
  };
}

/** Which entries, keyed `community:person`, a change of rights makes stale. */
function concerns(communityId?: CommunityId, personId?: PersonId): (key: string) => boolean {
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

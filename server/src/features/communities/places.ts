import { notFound } from '@jembatan/shared/errors';
import type { CommunityId, PersonId, SpaceId } from '@jembatan/shared/ids';
import { type Actor, personIdOf } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { canReadCommunity, canSeeCommunity } from '../../permissions/communities.rules.ts';
import type { Place } from '../../permissions/facts.ts';
import { canReadSpace } from '../../permissions/threads.rules.ts';
import { foldForSearch } from '../../text/fold.ts';
import { nobody, type PlaceFacts } from './place-facts.ts';
import type { Space, SpacesRepository } from './spaces.repository.ts';

export interface ReadableSpace {
  readonly space: Space;
  readonly place: Place;
}

export interface PlacesDeps {
  facts: PlaceFacts;
  spaces: SpacesRepository;
  clock: Clock;
}

export type Places = ReturnType<typeof createPlaces>;

/** Communities as an actor meets them: the facts that rules judge by, and the gates to them. */
export function createPlaces({ facts, spaces, clock }: PlacesDeps) {
  async function loadPlace(actor: Actor, communityId: string): Promise<Place> {
    const me = personIdOf(actor);
    const [community, standing] = await Promise.all([
      facts.factsOf(communityId),
      me ? facts.standingOf(communityId, me) : nobody,
    ]);
    const { membership, banned } = standing;
    const parent = community.parentId ? await loadPlace(actor, community.parentId) : null;
    return { community, parent, membership, banned, now: clock.now() };
  }

  /** As it is in the database now; for decisions inside a change. One query after another. */
  async function loadPlaceNow(actor: Actor, communityId: string): Promise<Place> {
    const me = personIdOf(actor);
    const community = await facts.readFacts(communityId);
    const { membership, banned } = me ? await facts.readStanding(communityId, me) : nobody;
    const parent = community.parentId ? await loadPlaceNow(actor, community.parentId) : null;
    return { community, parent, membership, banned, now: clock.now() };
  }

  const gate = (canEnter: (actor: Actor, place: Place) => boolean) => {
    return async (actor: Actor, communityId: string): Promise<Place> => {
      const place = await loadPlace(actor, communityId);
      if (!canEnter(actor, place)) throw notFound('community');
      return place;
    };
  };

  return {
    /** By way of the caches; throws `not-found` when there is no such community. */
    loadPlace,
    loadPlaceNow,
    getReadablePlace: gate(canReadCommunity),
    /** Also where one may only knock. */
    getVisiblePlace: gate(canSeeCommunity),
    communityIdsOf: facts.communityIdsOf,
    ...spaceGates(facts, spaces, loadPlace),
    ...people(facts),
  };
}

export interface SpacesWithin {
  /** Null: no list. */
  spaceIds: readonly SpaceId[] | null;
  communityId?: CommunityId | undefined;
}

type LoadPlace = (actor: Actor, communityId: string) => Promise<Place>;

function spaceGates(facts: PlaceFacts, spaces: SpacesRepository, loadPlace: LoadPlace) {
  return {
    async getReadableSpace(actor: Actor, spaceId: string): Promise<ReadableSpace> {
      const space = await facts.spaceById(spaceId);
      if (!space) throw notFound('space');
      const place = await loadPlace(actor, space.communityId);
      if (!canReadSpace(actor, place, space)) throw notFound('space');
      return { space, place };
    },

    /** Spaces of a community, in order, whoever asks. */
    spacesOf: (communityId: string): Promise<Space[]> => spaces.listOf(communityId),

    /** Spaces of a name among those of a community or of a list; of neither there are none. */
    async spacesNamed(name: string, { spaceIds, communityId }: SpacesWithin): Promise<SpaceId[]> {
      const all = communityId
        ? await spaces.listOf(communityId)
        : await spaces.findMany(spaceIds ?? []);
      const wanted = foldForSearch(name).trim();
      return all.filter((one) => foldForSearch(one.name).trim() === wanted).map(({ id }) => id);
    },

    /** The first space that is open to all: where threads go that nobody chose a space for. */
    async chatSpaceOf(communityId: CommunityId): Promise<SpaceId> {
      const all = await spaces.listOf(communityId);
      const first = all.find(isPlain) ?? all[0];
      if (!first) throw notFound('space');
      return first.id;
    },
  };
}

const isPlain = ({ rights, opensAt, dueAt, pseudonyms }: Space) =>
  rights.read === null && opensAt === null && dueAt === null && !pseudonyms;

function people({ communityIdsOf, standingOf }: PlaceFacts) {
  return {
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
  };
}

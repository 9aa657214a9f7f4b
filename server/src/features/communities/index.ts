import { callingRoutes } from '@jembatan/shared/callings.contract';
import type { CommunityId } from '@jembatan/shared/ids';
import type { Connection } from 'mongoose';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { PersonActor } from '../../kernel/actor.ts';
import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { Signals } from '../../kernel/signals.ts';
import type { TopicGate } from '../../kernel/topics.ts';
import type { Transact } from '../../kernel/transactions.ts';
import { presenceIn } from '../../permissions/presence.rules.ts';
import type { PeopleService } from '../people/index.ts';
import { createAcceptanceService } from './acceptance.service.ts';
import { createBansRepository } from './bans.repository.ts';
import { createCalling } from './calling.ts';
import { followCommunityEvents } from './communities.events.ts';
import { tellCommunityNews } from './communities.news.ts';
import { createCommunitiesRepository } from './communities.repository.ts';
import { type CommunityServices, mountCommunities } from './communities.routes.ts';
import { createCommunitiesService } from './communities.service.ts';
import { createCommunityViews } from './community-views.ts';
import { createGroupsService } from './groups.service.ts';
import { createInstitutionsRepository } from './institutions.repository.ts';
import { createInstitutionsService } from './institutions.service.ts';
import { createInvitesRepository } from './invites.repository.ts';
import { createInvitesService } from './invites.service.ts';
import { createJoiningService } from './joining.service.ts';
import { createMembersRepository } from './members.repository.ts';
import { createMembersService } from './members.service.ts';
import { createMembershipChanges } from './membership-changes.ts';
import { createPlaceFacts } from './place-facts.ts';
import { createPlaces } from './places.ts';
import { createReadable } from './readable.ts';
import { createRemovalsService } from './removals.service.ts';
import { createRequestsRepository } from './requests.repository.ts';
import { createRequestsService } from './requests.service.ts';
import { createRolesCalled } from './roles-called.ts';
import { createSpaceGroups } from './space-groups.ts';
import { createSpaceOrdersRepository } from './space-orders.repository.ts';
import { createSpacesRepository } from './spaces.repository.ts';
import { createSpacesService, type SpacesDeps } from './spaces.service.ts';

export type { Community } from './communities.repository.ts';
export type { Places, ReadableSpace } from './places.ts';
export type { Readable, ReadableReach } from './readable.ts';
export type { Reach } from './removals.service.ts';
export type { Space } from './spaces.repository.ts';
export type { SpaceNumbers } from './spaces.views.ts';

export interface CommunitiesDeps {
  connection: Connection;
  transact: Transact;
  clock: Clock;
  signals: Signals;
  bus: EventBus;
  people: Pick<PeopleService, 'findMany' | 'requirePerson'>;
  /** Posts a person has not read, per community. */
  unreadOf: (actor: PersonActor, ids: readonly CommunityId[]) => Promise<Map<string, number>>;
  numbersOf: SpacesDeps['numbersOf'];
}

export type Communities = ReturnType<typeof createCommunities>;

/** Communities, their members, spaces and study groups. */
export function createCommunities(deps: CommunitiesDeps) {
  const repositories = createRepositories(deps.connection);
  const placeDeps = { ...repositories, signals: deps.signals };
  const { clock } = deps;
  const facts = createPlaceFacts(placeDeps);
  const places = createPlaces({ facts, spaces: repositories.spaces, clock });
  const { readableOf } = createReadable({ ...placeDeps, clock });
  const changes = createMembershipChanges(repositories);
  const views = createCommunityViews({ places, unreadOf: deps.unreadOf });
  const services = createServices({ ...deps, ...repositories, places, changes, views });
  const rolesCalled = createRolesCalled({ members: repositories.members, places });
  followCommunityEvents({ ...deps, members: repositories.members });

  const gate: TopicGate = async (actor, id) => {
    const place = await places.getReadablePlace(actor, id);
    return { rooms: [rooms.community(id)], presence: presenceIn(actor, place) };
  };

  return {
    ...services,
    ...rolesCalled,
    /** Study groups inside a place: the actor's own, and all of them. */
    membersCalled: createCalling({ members: repositories.members, places }),
    groupsOf: createSpaceGroups({ communities: repositories.communities, places }),
    places: {
      ...places,
      readableOf,
      membersAmong: repositories.members.membersAmong,
      someMembersOf: repositories.members.someMembersOf,
    },
    /** Places by id, whoever asks: for those who keep their names. */
    directory: {
      communities: repositories.communities.findMany,
      communitiesAfter: repositories.communities.listAfter,
      spacesAfter: repositories.spaces.listAfter,
    },
    memberIdsAfter: repositories.members.listIdsAfter,
    gate,
    /** Names by id; of communities that are not there, nothing. */
    namesOf: async (ids: readonly CommunityId[]): Promise<Map<CommunityId, string>> =>
      new Map((await repositories.communities.findMany(ids)).map(({ id, name }) => [id, name])),
    /** Communities and spaces among these ids, as they are: whoever asks knows who may read them. */
    addressesOf: async (ids: readonly string[]) => {
      const [found, spaces] = await Promise.all([
        repositories.communities.findMany(ids),
        repositories.spaces.findMany(ids),
      ]);
      return { communities: found, spaces };
    },
    mount(router: RouteBinder): void {
      mountCommunities(router, services);
      router.bind(callingRoutes.listCallings, ({ actor, params }) =>
        rolesCalled.listCallings(actor, params.id),
      );
    },
    announceTo: (broadcaster: Broadcaster) => tellCommunityNews({ bus: deps.bus, broadcaster }),
    async createIndexes() {
      const all = Object.values(repositories);
      await Promise.all(all.map((repository) => repository.createIndexes()));
    },
  };
}

function createRepositories(connection: Connection) {
  return {
    communities: createCommunitiesRepository(connection),
    members: createMembersRepository(connection),
    bans: createBansRepository(connection),
    spaces: createSpacesRepository(connection),
    spaceOrders: createSpaceOrdersRepository(connection),
    invites: createInvitesRepository(connection),
    requests: createRequestsRepository(connection),
    institutions: createInstitutionsRepository(connection),
  };
}

function createServices(deps: SpacesDeps): CommunityServices {
  return {
    communities: createCommunitiesService(deps),
    groups: createGroupsService(deps),
    joining: createJoiningService(deps),
    members: createMembersService(deps),
    removals: createRemovalsService(deps),
    invites: createInvitesService(deps),
    acceptance: createAcceptanceService(deps),
    requests: createRequestsService(deps),
    spaces: createSpacesService(deps),
    institutions: createInstitutionsService(deps),
  };
}

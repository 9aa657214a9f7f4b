import { communityRoutes as routes } from '@jembatan/shared/communities.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { createAcceptanceService } from './acceptance.service.ts';
import type { createCommunitiesService } from './communities.service.ts';
import type { createGroupsService } from './groups.service.ts';
import type { createInstitutionsService } from './institutions.service.ts';
import type { createInvitesService } from './invites.service.ts';
import type { createJoiningService } from './joining.service.ts';
import type { createMembersService } from './members.service.ts';
import type { createRemovalsService } from './removals.service.ts';
import type { createRequestsService } from './requests.service.ts';
import type { createSpacesService } from './spaces.service.ts';

export interface CommunityServices {
  communities: ReturnType<typeof createCommunitiesService>;
  groups: ReturnType<typeof createGroupsService>;
  joining: ReturnType<typeof createJoiningService>;
  members: ReturnType<typeof createMembersService>;
  removals: ReturnType<typeof createRemovalsService>;
  requests: ReturnType<typeof createRequestsService>;
  invites: ReturnType<typeof createInvitesService>;
  acceptance: ReturnType<typeof createAcceptanceService>;
  spaces: ReturnType<typeof createSpacesService>;
  institutions: ReturnType<typeof createInstitutionsService>;
}

export function mountCommunities(router: RouteBinder, services: CommunityServices): void {
  mountPlaces(router, services);
  mountMembers(router, services);
  mountInvites(router, services);
  mountSpaces(router, services);
}

function mountPlaces(router: RouteBinder, { communities, groups, joining }: CommunityServices) {
  router.bind(routes.createCommunity, ({ actor, body }) =>
    communities.createCommunity(actor, body),
  );
  router.bind(routes.listCommunities, ({ actor, query }) =>
    communities.listCommunities(actor, query),
  );
  router.bind(routes.getCommunity, ({ actor, params }) =>
    communities.getCommunity(actor, params.id),
  );
  router.bind(routes.changeCommunity, ({ actor, params, body }) =>
    communities.changeCommunity(actor, params.id, body),
  );
  router.bind(routes.createGroup, ({ actor, params, body }) =>
    groups.createGroup(actor, params.id, body),
  );
  router.bind(routes.listGroups, ({ actor, params, query }) =>
    groups.listGroups(actor, params.id, query),
  );
  router.bind(routes.joinGroup, ({ actor, params }) => joining.join(actor, params.id));
  router.bind(routes.getGroup, ({ actor, params }) => communities.getCommunity(actor, params.id));
}

function mountMembers(router: RouteBinder, services: CommunityServices) {
  const { joining, requests, members, removals } = services;
  router.bind(routes.joinCommunity, ({ actor, params }) => joining.join(actor, params.id));
  router.bind(routes.leaveCommunity, async ({ actor, params }) => {
    await joining.leave(actor, params.id);
    return undefined;
  });
  router.bind(routes.listRequests, ({ actor, params, query }) =>
    requests.listRequests(actor, params.id, query),
  );
  router.bind(routes.answerRequest, ({ actor, params, body }) =>
    requests.answerRequest(actor, params.id, body.answer),
  );
  router.bind(routes.listMembers, ({ actor, params, query }) =>
    members.listMembers(actor, params.id, query),
  );
  router.bind(routes.changeMember, ({ actor, params, body }) =>
    members.changeMember(actor, { communityId: params.id, personId: params.personId }, body),
  );
  router.bind(routes.removeMember, async ({ actor, params, query }) => {
    const { id: communityId, personId } = params;
    if (personId === actor.id) await joining.leave(actor, communityId);
    else {
      const ban = query.ban === 'true';
      await removals.removeMember(actor, { communityId, personId, ban, cause: 'staff' });
    }
    return undefined;
  });
}

function mountInvites(router: RouteBinder, { invites, acceptance }: CommunityServices) {
  router.bind(routes.createInvite, ({ actor, params, body }) =>
    invites.createInvite(actor, params.id, body),
  );
  router.bind(routes.listInvites, ({ actor, params, query }) =>
    invites.listInvites(actor, params.id, query),
  );
  router.bind(routes.getInvite, ({ params }) => invites.getInvite(params.code));
  router.bind(routes.revokeInvite, async ({ actor, params }) => {
    await invites.revokeInvite(actor, params.code);
    return undefined;
  });
  router.bind(routes.acceptInvite, ({ actor, params }) =>
    acceptance.acceptInvite(actor, params.code),
  );
}

function mountSpaces(router: RouteBinder, { spaces, institutions }: CommunityServices) {
  router.bind(routes.listSpaces, ({ actor, params }) => spaces.listSpaces(actor, params.id));
  router.bind(routes.createSpace, ({ actor, params, body }) =>
    spaces.createSpace(actor, params.id, body),
  );
  router.bind(routes.getSpace, ({ actor, params }) => spaces.getSpace(actor, params.id));
  router.bind(routes.changeSpace, ({ actor, params, body }) =>
    spaces.changeSpace(actor, params.id, body),
  );
  router.bind(routes.orderSpaces, async ({ actor, params, body }) => {
    await spaces.orderSpaces(actor, params.id, body.ids);
    return undefined;
  });
  router.bind(routes.createInstitution, ({ actor, body }) =>
    institutions.createInstitution(actor, body),
  );
  router.bind(routes.listInstitutions, ({ query }) => institutions.listInstitutions(query));
}

import * as z from 'zod/mini';
import { route } from './contract/route.ts';
import { communityId, institutionId, personId, requestId, spaceId } from './ids.ts';
import { limits } from './limits.ts';
import { page, pageQuery } from './paging.ts';
import { person } from './people.contract.ts';
import { spaceTraits, spaceTraitsInput } from './spaces.ts';
import { country, instant, languageTag, line, prose } from './text.ts';

/** Names a community's defaults. */
export const communityKind = z.enum(['class', 'exchange', 'school', 'study-group', 'open-network']);
export type CommunityKind = z.infer<typeof communityKind>;

/** Who may read. */
export const reading = z.enum(['members', 'signed-in', 'everyone']);
/** Who may join, which is another question. */
export const joining = z.enum(['invitation', 'request', 'open']);

export const memberRole = z.enum(['student', 'teacher', 'moderator', 'owner']);
export type MemberRole = z.infer<typeof memberRole>;

/** The class through which a person is in a community, e.g. `9b`. */
export const className = line(60);

/** The reader's own membership. */
export const ownMembership = z.object({
  role: memberRole,
  class: z.nullable(z.string()),
  institutionId: z.nullable(institutionId),
  joinedAt: instant,
});

export const communityCan = z.object({
  read: z.boolean(),
  join: z.boolean(),
  requestToJoin: z.boolean(),
  leave: z.boolean(),
  seeMembers: z.boolean(),
  invite: z.boolean(),
  manage: z.boolean(),
  manageMembers: z.boolean(),
  moderate: z.boolean(),
  createSpace: z.boolean(),
  createGroup: z.boolean(),
  createSession: z.boolean(),
});

export const community = z.object({
  id: communityId,
  name: z.string(),
  slug: z.string(),
  kind: communityKind,
  description: z.string(),
  reading,
  joining,
  languages: z.array(languageTag),
  /** The community that holds this study group; null for all others. */
  parentId: z.nullable(communityId),
  memberCount: z.number(),
  createdAt: instant,
  membership: z.nullable(ownMembership),
  /** Posts the reader has not read, over all spaces; 0 for visitors. */
  unread: z.number(),
  can: communityCan,
});
export type CommunityView = z.infer<typeof community>;

const languages = z.array(languageTag).check(z.maxLength(20));

const communityInput = z.object({
  name: line(limits.communityName),
  kind: z.optional(communityKind),
  description: z.optional(prose(limits.description)),
  reading: z.optional(reading),
  joining: z.optional(joining),
  languages: z.optional(languages),
});

export const membership = z.object({
  person,
  role: memberRole,
  class: z.nullable(z.string()),
  institutionId: z.nullable(institutionId),
  joinedAt: instant,
  can: z.object({ changeRole: z.boolean(), remove: z.boolean() }),
});
export type MembershipView = z.infer<typeof membership>;

export const invite = z.object({
  code: z.string(),
  communityId,
  communityName: z.string(),
  role: memberRole,
  class: z.nullable(z.string()),
  /** How often it may still be accepted; null means without limit. */
  usesLeft: z.nullable(z.number()),
  expiresAt: z.nullable(instant),
  createdBy: person,
  createdAt: instant,
});
export type InviteView = z.infer<typeof invite>;

export const joinRequest = z.object({
  id: requestId,
  communityId,
  person,
  createdAt: instant,
  state: z.enum(['open', 'accepted', 'refused']),
});

/** Rights of a space: the roles that may do each thing; null means the community's own rule. */
export const spaceRights = z.object({
  read: z.nullable(z.array(memberRole)),
  reply: z.array(memberRole),
  create: z.array(memberRole),
  moderate: z.array(memberRole),
});

export const space = z.object({
  id: spaceId,
  communityId,
  name: z.string(),
  slug: z.string(),
  description: z.string(),
  position: z.number(),
  ...spaceTraits,
  threadCount: z.number(),
  lastActivityAt: z.nullable(instant),
  unread: z.number(),
  rights: spaceRights,
  can: z.object({
    read: z.boolean(),
    reply: z.boolean(),
    create: z.boolean(),
    moderate: z.boolean(),
    manage: z.boolean(),
    /** May say which role may do what. */
    setRights: z.boolean(),
  }),
});
export type SpaceView = z.infer<typeof space>;

const spaceInput = z.object({
  name: line(limits.communityName),
  description: z.optional(prose(limits.description)),
  rights: z.optional(z.partial(spaceRights)),
  ...spaceTraitsInput,
});

export const institution = z.object({
  id: institutionId,
  name: z.string(),
  kind: z.enum(['school', 'university', 'ministry', 'association']),
  country: z.nullable(country),
});
export type InstitutionView = z.infer<typeof institution>;

const byId = z.object({ id: communityId });
const byCode = z.object({ code: z.string().check(z.regex(/^[A-Za-z0-9_-]{6,64}$/)) });

/** `mine`: the reader's own; `public`: what the reader may read without being a member. */
const listQuery = z.extend(pageQuery, {
  which: z._default(z.optional(z.enum(['mine', 'public'])), 'public'),
});

export const communityRoutes = {
  createCommunity: route({
    method: 'POST',
    path: '/communities',
    summary: 'Make a community with one space, `general`; its maker is its owner.',
    body: communityInput,
    answer: community,
    status: 201,
  }),
  listCommunities: route({
    method: 'GET',
    path: '/communities',
    summary: 'Own or public communities, by name.',
    query: listQuery,
    auth: 'optional',
    answer: page(community),
  }),
  getCommunity: route({
    method: 'GET',
    path: '/communities/:id',
    summary: 'One community.',
    params: byId,
    auth: 'optional',
    answer: community,
  }),
  changeCommunity: route({
    method: 'PATCH',
    path: '/communities/:id',
    summary: 'Change a community.',
    params: byId,
    body: z.partial(communityInput),
    answer: community,
  }),
  joinCommunity: route({
    method: 'POST',
    path: '/communities/:id/join',
    summary: 'Join, where joining is open, or ask to join.',
    params: byId,
    answer: z.object({ community, request: z.nullable(joinRequest) }),
  }),
  leaveCommunity: route({
    method: 'POST',
    path: '/communities/:id/leave',
    summary: 'Leave.',
    params: byId,
    status: 204,
  }),
  listRequests: route({
    method: 'GET',
    path: '/communities/:id/requests',
    summary: 'Open requests to join.',
    params: byId,
    query: pageQuery,
    answer: page(joinRequest),
  }),
  answerRequest: route({
    method: 'POST',
    path: '/requests/:id',
    summary: 'Accept or refuse a request to join.',
    params: z.object({ id: requestId }),
    body: z.object({ answer: z.enum(['accept', 'refuse']) }),
    answer: joinRequest,
  }),
  listMembers: route({
    method: 'GET',
    path: '/communities/:id/members',
    summary: 'Members, by role and name.',
    params: byId,
    query: z.extend(pageQuery, { q: z.optional(z.string().check(z.maxLength(100))) }),
    answer: page(membership),
  }),
  changeMember: route({
    method: 'PATCH',
    path: '/communities/:id/members/:personId',
    summary: 'Change role or class of a member.',
    params: z.object({ id: communityId, personId }),
    body: z.object({
      role: z.optional(memberRole),
      class: z.optional(z.nullable(className)),
      institutionId: z.optional(z.nullable(institutionId)),
    }),
    answer: membership,
  }),
  removeMember: route({
    method: 'DELETE',
    path: '/communities/:id/members/:personId',
    summary: 'Remove a member, who may be kept from coming back.',
    params: z.object({ id: communityId, personId }),
    query: z.object({ ban: z.optional(z.enum(['true', 'false'])) }),
    status: 204,
  }),
  createInvite: route({
    method: 'POST',
    path: '/communities/:id/invites',
    summary: 'Make an invitation.',
    params: byId,
    body: z.object({
      role: z.optional(memberRole),
      uses: z.optional(z.int().check(z.gte(1), z.lte(10_000))),
      expiresAt: z.optional(instant),
      class: z.optional(className),
    }),
    answer: invite,
    status: 201,
  }),
  listInvites: route({
    method: 'GET',
    path: '/communities/:id/invites',
    summary: 'Invitations that still work.',
    params: byId,
    query: pageQuery,
    answer: page(invite),
  }),
  getInvite: route({
    method: 'GET',
    path: '/invites/:code',
    summary: 'What an invitation invites to.',
    params: byCode,
    auth: 'optional',
    answer: invite,
  }),
  revokeInvite: route({
    method: 'DELETE',
    path: '/invites/:code',
    summary: 'Revoke an invitation.',
    params: byCode,
    status: 204,
  }),
  acceptInvite: route({
    method: 'POST',
    path: '/invites/:code/accept',
    summary: 'Join by an invitation.',
    params: byCode,
    answer: community,
  }),
  createGroup: route({
    method: 'POST',
    path: '/communities/:id/groups',
    summary: 'Make a study group inside a community.',
    params: byId,
    body: communityInput,
    answer: community,
    status: 201,
  }),
  listGroups: route({
    method: 'GET',
    path: '/communities/:id/groups',
    summary: 'Study groups the reader may see.',
    params: byId,
    query: pageQuery,
    auth: 'optional',
    answer: page(community),
  }),
  joinGroup: route({
    method: 'POST',
    path: '/groups/:id/join',
    summary: 'Join a study group, or ask to.',
    params: byId,
    answer: z.object({ community, request: z.nullable(joinRequest) }),
  }),
  getGroup: route({
    method: 'GET',
    path: '/groups/:id',
    summary: 'One study group.',
    params: byId,
    auth: 'optional',
    answer: community,
  }),
  listSpaces: route({
    method: 'GET',
    path: '/communities/:id/spaces',
    summary: 'Spaces the reader may read, in order.',
    params: byId,
    auth: 'optional',
    answer: page(space),
  }),
  createSpace: route({
    method: 'POST',
    path: '/communities/:id/spaces',
    summary: 'Make a space.',
    params: byId,
    body: spaceInput,
    answer: space,
    status: 201,
  }),
  getSpace: route({
    method: 'GET',
    path: '/spaces/:id',
    summary: 'One space.',
    params: z.object({ id: spaceId }),
    auth: 'optional',
    answer: space,
  }),
  changeSpace: route({
    method: 'PATCH',
    path: '/spaces/:id',
    summary: 'Change a space.',
    params: z.object({ id: spaceId }),
    body: z.partial(
      z.extend(spaceInput, {
        position: z.int(),
        /** Puts it right behind another of the same level; null is first. */
        after: z.nullable(spaceId),
      }),
    ),
    answer: space,
  }),
  orderSpaces: route({
    method: 'PUT',
    path: '/communities/:id/spaces/order',
    summary: "The reader's own order of the spaces; none is the community's.",
    params: byId,
    body: z.object({ ids: z.array(spaceId).check(z.maxLength(limits.orderedSpaces)) }),
    status: 204,
  }),
  createInstitution: route({
    method: 'POST',
    path: '/institutions',
    summary: 'Add an institution (admins).',
    body: z.object({
      name: line(limits.communityName),
      kind: institution.shape.kind,
      country: z.optional(country),
    }),
    answer: institution,
    status: 201,
  }),
  listInstitutions: route({
    method: 'GET',
    path: '/institutions',
    summary: 'Institutions, by name.',
    query: pageQuery,
    answer: page(institution),
  }),
} as const;

import type {
  CommunityView,
  InstitutionView,
  InviteView,
  joinRequest,
  MembershipView,
} from '@jembatan/shared/communities.contract';
import type { PersonView } from '@jembatan/shared/people.contract';
import type * as z from 'zod/mini';
import type { Actor } from '../../kernel/actor.ts';
import * as rules from '../../permissions/communities.rules.ts';
import type { Place } from '../../permissions/facts.ts';
import { type Person, toPersonView } from '../people/index.ts';
import type { Community } from './communities.repository.ts';
import type { Institution } from './institutions.repository.ts';
import type { Invite } from './invites.repository.ts';
import type { Membership } from './members.repository.ts';
import { toMembershipFacts } from './place-facts.ts';
import type { JoinRequest } from './requests.repository.ts';

export type JoinRequestView = z.output<typeof joinRequest>;

/** What differs by reader, besides rights. */
export interface Reader {
  actor: Actor;
  place: Place;
  /** When the reader joined; null for those who are no members. */
  joinedAt: Date | null;
  unread: number;
}

export function toCommunityView(community: Community, reader: Reader): CommunityView {
  const { actor, place, joinedAt, unread } = reader;
  const { nameFold: _fold, createdAt, ...shown } = community;
  const membership =
    place.membership && joinedAt ? { ...place.membership, joinedAt: joinedAt.toISOString() } : null;
  return {
    ...shown,
    createdAt: createdAt.toISOString(),
    membership,
    unread,
    can: toCommunityCan(actor, place),
  };
}

function toCommunityCan(actor: Actor, place: Place): CommunityView['can'] {
  return {
    read: rules.canReadCommunity(actor, place),
    join: rules.canJoin(actor, place),
    requestToJoin: rules.canRequestToJoin(actor, place),
    leave: rules.canLeave(actor, place),
    seeMembers: rules.canSeeMembers(actor, place),
    invite: rules.canInvite(actor, place),
    manage: rules.canManage(actor, place),
    manageMembers: rules.canManageMembers(actor, place),
    moderate: rules.canModerate(actor, place),
    createSpace: rules.canCreateSpace(actor, place),
    createGroup: rules.canCreateGroup(actor, place),
    createSession: rules.canCreateSession(actor, place),
  };
}

export interface MemberAt {
  actor: Actor;
  place: Place;
  membership: Membership;
  person: Person;
}

export function toMembershipView({ actor, place, membership, person }: MemberAt): MembershipView {
  const question = { place, member: toMembershipFacts(membership), age: person.age };
  return {
    person: toPersonView(person),
    ...toMembershipFacts(membership),
    joinedAt: membership.joinedAt.toISOString(),
    can: {
      changeRole: rules.canChangeMember(actor, question),
      remove: rules.canRemoveMember(actor, question),
    },
  };
}

export interface InviteNames {
  communityName: string;
  createdBy: PersonView;
}

export function toInviteView(invite: Invite, names: InviteNames): InviteView {
  const { code, communityId, role, class: className, usesLeft, expiresAt, createdAt } = invite;
  return {
    code,
    communityId,
    ...names,
    role,
    class: className,
    usesLeft,
    expiresAt: expiresAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

export function toRequestView(request: JoinRequest, person: PersonView): JoinRequestView {
  const { id, communityId, createdAt, state } = request;
  return { id, communityId, person, createdAt: createdAt.toISOString(), state };
}

export function toInstitutionView({ id, name, kind, country }: Institution): InstitutionView {
  return { id, name, kind, country };
}

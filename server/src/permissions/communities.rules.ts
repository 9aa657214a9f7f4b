import { type Calling, calling } from '@jembatan/shared/callings.contract';
import type { MemberRole } from '@jembatan/shared/communities.contract';
import type { CommunityId } from '@jembatan/shared/ids';
import type { Age } from '@jembatan/shared/people.contract';
import type { Actor } from '../kernel/actor.ts';
import type { MembershipFacts, Place } from './facts.ts';

/** Roles that keep order in a community. */
const staffRoles: readonly MemberRole[] = ['teacher', 'moderator', 'owner'];
const rank: Record<MemberRole, number> = { student: 0, teacher: 1, moderator: 2, owner: 3 };

/** Moderators and admins of the hub see every place, for the safety of its people. */
export const isHubStaff = (actor: Actor) => actor.kind === 'person' && actor.hubRole !== 'member';
const isHubAdmin = (actor: Actor) => actor.kind === 'person' && actor.hubRole === 'admin';

export const hasRole = (place: Place, roles: readonly MemberRole[]) =>
  place.membership !== null && roles.includes(place.membership.role);

/** Staff of the community, of the one around it, or of the hub. */
export function isStaff(actor: Actor, place: Place): boolean {
  if (isHubStaff(actor)) return true;
  return hasRole(place, staffRoles) || (place.parent !== null && hasRole(place.parent, staffRoles));
}

export function isOwner(actor: Actor, place: Place): boolean {
  return (
    isHubAdmin(actor) ||
    hasRole(place, ['owner']) ||
    (place.parent !== null && hasRole(place.parent, ['owner']))
  );
}

export function canReadCommunity(actor: Actor, place: Place): boolean {
  if (isHubStaff(actor)) return true;
  if (place.banned) return false;
  if (place.parent && !canReadCommunity(actor, place.parent)) return false;
  if (place.membership) return true;
  if (place.community.reading === 'everyone') return true;
  if (place.community.reading === 'signed-in') return actor.kind === 'person';
  return isStaff(actor, place);
}

/** A study group is joined from inside its community. */
function mayEnter(actor: Actor, place: Place): boolean {
  if (actor.kind !== 'person' || place.banned || place.membership) return false;
  return place.parent === null || place.parent.membership !== null;
}

export const canJoin = (actor: Actor, place: Place) =>
  mayEnter(actor, place) && place.community.joining === 'open';

export const canRequestToJoin = (actor: Actor, place: Place) =>
  mayEnter(actor, place) && place.community.joining === 'request';

/** By invitation, whatever `joining` says; a ban stands. */
export const canAcceptInvite = mayEnter;

/** Whether the community is to be seen at all: read, or at least knocked at. */
export function canSeeCommunity(actor: Actor, place: Place): boolean {
  if (canReadCommunity(actor, place)) return true;
  return canJoin(actor, place) || canRequestToJoin(actor, place);
}

export const canLeave = (_actor: Actor, place: Place) => place.membership !== null;

/** Lists of members hold minors: members and staff only. */
export const canSeeMembers = (actor: Actor, place: Place) =>
  place.membership !== null || isStaff(actor, place);

/** So many may be called by anybody among them; more, by staff. */
const smallGroup = 30;

/** Whether a group may be called by its name, so that all its members hear of it. */
export const canCallGroup = (actor: Actor, place: Place, size: number) =>
  isStaff(actor, place) || (place.membership !== null && size <= smallGroup);

/** Roles the actor may call by name: every member those who look after them, staff also everybody else. */
export function callingsFor(actor: Actor, place: Place): readonly Calling[] {
  if (isStaff(actor, place)) return calling.options;
  return place.membership && !place.banned ? ['teachers', 'moderators'] : [];
}

export const canInvite = (actor: Actor, place: Place) => isStaff(actor, place);
export const canManage = (actor: Actor, place: Place) => isOwner(actor, place);
export const canModerate = (actor: Actor, place: Place) => isStaff(actor, place);
export const canManageMembers = (actor: Actor, place: Place) => isStaff(actor, place);
export const canCreateSpace = (actor: Actor, place: Place) => isStaff(actor, place);

/** Students make study groups too; that is what they are for. */
export const canCreateGroup = (actor: Actor, place: Place) =>
  place.community.parentId === null && (place.membership !== null || isHubAdmin(actor));

/** Any member of a study group may meet; elsewhere a responsible person calls the class together. */
export function canCreateSession(actor: Actor, place: Place): boolean {
  if (isStaff(actor, place)) return true;
  return place.community.parentId !== null && place.membership !== null;
}

/** What the actor acts by: the own membership, or that of the community around if it is higher. */
export function authorityIn(place: Place): MembershipFacts | null {
  const own = place.membership;
  const around = place.parent?.membership ?? null;
  if (!around || !staffRoles.includes(around.role)) return own;
  return own && rank[own.role] >= rank[around.role] ? own : around;
}

/** Who may give which role: nobody gives, changes or takes a rank above the own. */
export function canGiveRole(actor: Actor, place: Place, role: MemberRole): boolean {
  if (isOwner(actor, place)) return true;
  const own = authorityIn(place);
  return isStaff(actor, place) && own !== null && rank[role] <= rank[own.role];
}

export interface MemberQuestion {
  place: Place;
  /** The member as it is now. */
  member: MembershipFacts;
  /** `unknown` counts as minor. */
  age: Age;
  /** The role to be given, when it is about one. */
  newRole?: MemberRole | undefined;
  /** Another side of the exchange asks for the ban that this is about: agreeing to it ends at no class. */
  wanted?: boolean | undefined;
}

/** A teacher without a class teaches all of the own institution's. */
function isOwnClass(own: MembershipFacts, member: MembershipFacts): boolean {
  if (own.institutionId !== null && own.institutionId !== member.institutionId) return false;
  return own.class === null || own.class === member.class;
}

/** Moderators and owners reach everybody below them; teachers, among minors, the own class. */
function reaches(actor: Actor, { place, member, age, wanted }: MemberQuestion): boolean {
  if (isOwner(actor, place) || isHubStaff(actor)) return true;
  const own = authorityIn(place);
  if (!own || !staffRoles.includes(own.role) || rank[own.role] <= rank[member.role]) return false;
  return own.role !== 'teacher' || age === 'adult' || wanted === true || isOwnClass(own, member);
}

export function canChangeMember(actor: Actor, question: MemberQuestion): boolean {
  if (!reaches(actor, question)) return false;
  return question.newRole === undefined || canGiveRole(actor, question.place, question.newRole);
}

export const canRemoveMember = (actor: Actor, question: MemberQuestion) => reaches(actor, question);

/** In an exchange no side keeps a person out alone; hub staff stand above the sides. */
export function needsBothSides(actor: Actor, place: Place): boolean {
  return (place.parent ?? place).community.kind === 'exchange' && !isHubStaff(actor);
}

/** Open places are made by everybody; a visitor first signs up. */
export const canCreateCommunity = (actor: Actor) => actor.kind === 'person';

/** What a list of other people's communities may hold for an actor, as a filter of the collection. */
export function listedCommunities(
  actor: Actor,
  { own, banned }: { own: readonly CommunityId[]; banned: readonly CommunityId[] },
): Record<string, unknown> {
  const others = { parentId: null, _id: { $nin: [...own, ...banned] } };
  return isHubStaff(actor) ? others : { ...others, reading: { $in: openReadings(actor) } };
}

/** Every community the actor could read, and some more: `canReadCommunity` decides on each. */
export function candidateCommunities(
  actor: Actor,
  own: readonly CommunityId[],
): Record<string, unknown> {
  if (isHubStaff(actor)) return {};
  return {
    $or: [
      { reading: { $in: openReadings(actor) } },
      { _id: { $in: own } },
      { parentId: { $in: own } },
    ],
  };
}

const openReadings = (actor: Actor) =>
  actor.kind === 'person' ? ['everyone', 'signed-in'] : ['everyone'];

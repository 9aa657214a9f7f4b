import type { MemberRole } from '@jembatan/shared/communities.contract';
import { communityId, personId, signInId } from '@jembatan/shared/ids';
import type { HubRole } from '@jembatan/shared/people.contract';
import { type Actor, visitor } from '../kernel/actor.ts';
import type { CommunityFacts, MembershipFacts, Place } from '../permissions/facts.ts';

/** Everybody who may stand before a rule. `around…`: of the community that holds the group. */
export const everybody = [
  'visitor',
  'outsider',
  'banned',
  'student',
  'teacher',
  'moderator',
  'owner',
  'hub moderator',
  'hub admin',
] as const;
export type Who = (typeof everybody)[number];

/** When everything is asked. */
export const now = new Date('2026-03-01T12:00:00Z');

export const me = personId.parse('1'.repeat(24));
export const other = personId.parse('2'.repeat(24));

const roles: readonly string[] = ['student', 'teacher', 'moderator', 'owner'];
const isRole = (who: Who): who is Who & MemberRole => roles.includes(who);

export function person(hubRole: HubRole = 'member'): Actor {
  return { kind: 'person', id: me, sid: signInId.parse('3'.repeat(24)), hubRole, age: 'adult' };
}

export function actorOf(who: Who): Actor {
  if (who === 'visitor') return visitor;
  return person(who === 'hub admin' ? 'admin' : who === 'hub moderator' ? 'moderator' : 'member');
}

export const member = (role: MemberRole, more: Partial<MembershipFacts> = {}): MembershipFacts => ({
  role,
  class: null,
  institutionId: null,
  ...more,
});

const closed: CommunityFacts = {
  id: communityId.parse('4'.repeat(24)),
  kind: 'class',
  reading: 'members',
  joining: 'invitation',
  parentId: null,
};

/** A community as this somebody meets it. */
export function placeOf(who: Who, more: Partial<CommunityFacts> = {}): Place {
  const community = { ...closed, ...more };
  const membership = isRole(who) ? member(who) : null;
  return { community, parent: null, membership, banned: who === 'banned', now };
}

/** A study group as somebody of the community around it meets it, being in the group or not. */
export function groupOf(
  around: Who,
  inside: MemberRole | null = null,
  joining: CommunityFacts['joining'] = 'open',
): Place {
  const parent = placeOf(around);
  const id = communityId.parse('5'.repeat(24));
  const community = {
    ...closed,
    id,
    kind: 'study-group',
    joining,
    parentId: parent.community.id,
  } as const;
  return { community, parent, membership: inside && member(inside), banned: false, now };
}

/** Those for whom the question is answered yes. */
export function whoMay(ask: (who: Who) => boolean): Who[] {
  return everybody.filter(ask);
}

import { AppError, notFound } from '@jembatan/shared/errors';
import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type { DomainEvents } from '../../kernel/domain-events.ts';
import type { Transaction } from '../../kernel/transactions.ts';
import { isDuplicate } from '../../platform/mongo-errors.ts';
import type { CommunitiesRepository, Community } from './communities.repository.ts';
import type { Membership, MembersRepository, NewMembership } from './members.repository.ts';

export interface Admission {
  membership: NewMembership;
  through: DomainEvents['member:joined']['through'];
  /** Who let the person in. */
  by: PersonId;
}

export interface Departure {
  membership: Membership;
  cause: DomainEvents['member:left']['cause'];
  banned: boolean;
  by: PersonId;
}

export type MembershipChanges = ReturnType<typeof createMembershipChanges>;

/** The one way in and out of a community; every call is part of a transaction. */
export function createMembershipChanges(deps: {
  communities: CommunitiesRepository;
  members: MembersRepository;
}) {
  const { communities, members } = deps;

  async function count(communityId: string, by: 1 | -1): Promise<Community> {
    const community = await communities.countMembers(communityId, by);
    if (!community) throw notFound('community');
    return community;
  }

  async function admit(tx: Transaction, { membership, through, by }: Admission) {
    const { communityId, personId, role } = membership;
    const joined = await insertOnce(members, membership);
    const community = await count(communityId, 1);
    tx.announce('member:joined', { communityId, personId, role, through }, by);
    return { community, membership: joined };
  }

  async function removeOne(tx: Transaction, { membership, cause, banned, by }: Departure) {
    const { communityId, personId, role } = membership;
    await members.remove(membership.id);
    await count(communityId, -1);
    tx.announce('member:left', { communityId, personId, banned, role, cause }, by);
  }

  /** Also from the study groups inside: they are for people of the community. */
  async function dismiss(tx: Transaction, departure: Departure): Promise<void> {
    const { communityId, personId } = departure.membership;
    for (const groupId of await communities.groupIdsOf(communityId)) {
      const membership = await members.find(groupId, personId);
      if (!membership) continue;
      await removeOne(tx, { ...departure, membership, cause: 'around', banned: false });
    }
    await removeOne(tx, departure);
  }

  /** Throws `last-owner` when nobody else would be left to answer for the community. */
  async function requireOtherOwner(communityId: CommunityId, membership: Membership) {
    if (membership.role !== 'owner') return;
    await communities.countMembers(communityId, 0);
    if ((await members.countOwners(communityId)) < 2) throw new AppError('last-owner');
  }

  return { admit, dismiss, requireOtherOwner };
}

async function insertOnce(members: MembersRepository, membership: NewMembership) {
  try {
    return await members.insert(membership);
  } catch (error) {
    if (isDuplicate(error, 'memberships'))
      throw new AppError('already-member', {}, { cause: error });
    throw error;
  }
}

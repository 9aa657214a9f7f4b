import type { MemberRole } from '@jembatan/shared/communities.contract';
import type { CommunityId, InstitutionId, PersonId } from '@jembatan/shared/ids';
import type { Connection, Model, QueryFilter } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';
import { type MembershipDocument, membershipModel } from './members.model.ts';

/** A person in a community. */
export interface Membership
  extends Omit<MembershipDocument, '_id' | 'communityId' | 'personId' | 'institutionId' | 'order'> {
  id: string;
  communityId: CommunityId;
  personId: PersonId;
  institutionId: InstitutionId | null;
}

export type NewMembership = Omit<Membership, 'id'>;
export type MembershipChange = Partial<Pick<Membership, 'role' | 'class' | 'institutionId'>>;

/** Owners come first. */
export const orderOf: Record<MemberRole, number> = {
  owner: 0,
  moderator: 1,
  teacher: 2,
  student: 3,
};

export interface MemberPage {
  communityId: CommunityId;
  /** Part of the folded name or handle. */
  text: string;
  after: { order: number; nameFold: string; id: string } | null;
  limit: number;
}

export type MembersRepository = ReturnType<typeof createMembersRepository>;

function toMembership(doc: MembershipDocument): Membership {
  const { _id, communityId, personId, institutionId, order: _order, ...rest } = doc;
  return {
    ...rest,
    id: _id.toString(),
    communityId: idOf(communityId),
    personId: idOf(personId),
    institutionId: idOrNull(institutionId),
  };
}

/** The text as it is, never as a pattern. */
const containing = (text: string) => new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));

/** Members of communities, and no more of them than the limit. */
async function someMembersOf(
  Memberships: Model<MembershipDocument>,
  communityIds: readonly string[],
  limit: number,
): Promise<PersonId[]> {
  if (communityIds.length === 0) return [];
  const among = { communityId: { $in: [...communityIds] } } as QueryFilter<MembershipDocument>;
  const fields = { personId: 1, _id: 0 } as const;
  const found = await Memberships.find(among).select(fields).limit(limit).lean();
  return [...new Set(found.map(({ personId }) => idOf<'person'>(personId)))];
}

/** Those who have a role in one of some communities. */
interface RolesAsked {
  communityIds: readonly string[];
  roles: readonly MemberRole[];
}

function ofRoles(Memberships: Model<MembershipDocument>) {
  const among = ({ communityIds, roles }: RolesAsked) =>
    ({
      communityId: { $in: [...communityIds] },
      order: { $in: roles.map((role) => orderOf[role]) },
    }) as QueryFilter<MembershipDocument>;
  return {
    /** Some of them by the order of their ids, behind one; who is in several may come twice. */
    listIdsOfRoles: async (
      asked: RolesAsked,
      { after, limit }: { after: PersonId | null; limit: number },
    ): Promise<PersonId[]> => {
      const filter = { ...among(asked), ...(after && { personId: { $gt: after } }) };
      const found = await Memberships.find(filter as QueryFilter<MembershipDocument>)
        .select('personId')
        .sort({ personId: 1 })
        .limit(limit)
        .lean();
      return found.map(({ personId }) => idOf(personId));
    },
    /** How many, counted no further than `most`. */
    countOfRoles: (asked: RolesAsked, most: number): Promise<number> =>
      Memberships.countDocuments(among(asked), { limit: most }),
  };
}

function inOrder(Memberships: Model<MembershipDocument>) {
  return {
    /** Some of a community, by the order of their ids, behind one of them. */
    listIdsAfter: async (
      communityId: string,
      { after, limit }: { after: PersonId | null; limit: number },
    ): Promise<PersonId[]> => {
      const filter = { communityId, ...(after && { personId: { $gt: after } }) };
      const found = await Memberships.find(filter, { personId: 1 })
        .sort({ personId: 1 })
        .limit(limit)
        .lean();
      return found.map(({ personId }) => idOf(personId));
    },
  };
}

export function createMembersRepository(connection: Connection) {
  const Memberships = membershipModel(connection);
  const orNull = (doc: MembershipDocument | null) => (doc ? toMembership(doc) : null);

  return {
    ...inOrder(Memberships),
    ...ofRoles(Memberships),
    /** Breaks the uniqueness of (community, person) with the driver's duplicate error. */
    async insert(membership: NewMembership): Promise<Membership> {
      const [doc] = await Memberships.insertMany([
        { ...membership, order: orderOf[membership.role] },
      ]);
      if (!doc) throw new Error('nothing was inserted');
      return toMembership(doc.toObject());
    },
    find: async (communityId: string, personId: string) =>
      orNull(await Memberships.findOne({ communityId, personId }).lean()),
    listOfPerson: async (personId: string) =>
      (await Memberships.find({ personId }).lean()).map(toMembership),
    /** All of a community, for those who announce to everybody. */
    listIdsOf: async (communityId: string): Promise<PersonId[]> =>
      (await Memberships.find({ communityId }).select('personId').lean()).map(({ personId }) =>
        idOf(personId),
      ),
    someMembersOf: someMembersOf.bind(null, Memberships),
    /** Those of some people who are in one of the communities. */
    membersAmong: async (
      communityIds: readonly string[],
      people: readonly string[],
    ): Promise<PersonId[]> => {
      if (communityIds.length === 0 || people.length === 0) return [];
      const among = { communityId: { $in: [...communityIds] }, personId: { $in: [...people] } };
      const found = await Memberships.find(among as QueryFilter<MembershipDocument>)
        .select('personId')
        .lean();
      return [...new Set(found.map(({ personId }) => idOf<'person'>(personId)))];
    },
    /** Up to `limit + 1`, by role and name. */
    async list({ communityId, text, after, limit }: MemberPage): Promise<Membership[]> {
      const behind = after && {
        $or: [
          { order: { $gt: after.order } },
          { order: after.order, nameFold: { $gt: after.nameFold } },
          { order: after.order, nameFold: after.nameFold, _id: { $gt: after.id } },
        ],
      };
      const filter = { communityId, ...(text && { nameFold: containing(text) }), ...behind };
      const found = await Memberships.find(filter as QueryFilter<MembershipDocument>)
        .sort({ order: 1, nameFold: 1, _id: 1 })
        .limit(limit + 1)
        .lean();
      return found.map(toMembership);
    },
    change: async (id: string, change: MembershipChange) => {
      const set = { ...change, ...(change.role && { order: orderOf[change.role] }) };
      return orNull(
        await Memberships.findByIdAndUpdate(id, { $set: set }, { returnDocument: 'after' }).lean(),
      );
    },
    async remove(id: string): Promise<void> {
      await Memberships.deleteOne({ _id: id });
    },
    countOwners: (communityId: string) =>
      Memberships.countDocuments({ communityId, role: 'owner' }),
    /** The institutions through which staff are there; null for those without one. */
    async staffSides(communityId: string): Promise<(InstitutionId | null)[]> {
      const staff: MemberRole[] = ['teacher', 'moderator', 'owner'];
      const found = await Memberships.find({ communityId, role: { $in: staff } })
        .select('institutionId')
        .lean();
      return found.map(({ institutionId }) => idOrNull(institutionId));
    },
    async rename(personId: string, nameFold: string): Promise<void> {
      await Memberships.updateMany({ personId }, { $set: { nameFold } });
    },
    async createIndexes() {
      await Memberships.createIndexes();
    },
  };
}

import type { MemberRole } from '@jembatan/shared/communities.contract';
import { type Connection, type Model, Schema, type Types } from 'mongoose';

export interface MembershipDocument {
  _id: Types.ObjectId;
  communityId: Types.ObjectId;
  personId: Types.ObjectId;
  role: MemberRole;
  /** Order of the role in lists, the highest first. */
  order: number;
  /** Folded name and handle: the order of lists, and what they are searched by. */
  nameFold: string;
  class: string | null;
  institutionId: Types.ObjectId | null;
  joinedAt: Date;
}

/** Keeps a person out, or, in an exchange, waits for the other side to agree. */
export interface BanDocument {
  _id: Types.ObjectId;
  communityId: Types.ObjectId;
  personId: Types.ObjectId;
  state: 'proposed' | 'stands';
  /** The side that proposed it. */
  institutionId: Types.ObjectId | null;
  /** What the person was when removed: who may agree depends on it. */
  role: MemberRole;
  class: string | null;
  memberInstitutionId: Types.ObjectId | null;
  by: Types.ObjectId;
  at: Date;
}

const id = { type: Schema.Types.ObjectId, required: true } as const;
const optionalId = { type: Schema.Types.ObjectId, default: null } as const;

const memberships = new Schema<MembershipDocument>(
  {
    communityId: id,
    personId: id,
    role: { type: String, required: true },
    order: { type: Number, required: true },
    nameFold: { type: String, required: true },
    class: { type: String, default: null },
    institutionId: optionalId,
    joinedAt: { type: Date, required: true },
  },
  { collection: 'memberships', versionKey: false },
);
memberships.index({ communityId: 1, personId: 1 }, { unique: true });
memberships.index({ personId: 1 });
memberships.index({ communityId: 1, order: 1, nameFold: 1, _id: 1 });
// Those of a role, to be told of something one after another.
memberships.index({ communityId: 1, order: 1, personId: 1 });

const bans = new Schema<BanDocument>(
  {
    communityId: id,
    personId: id,
    state: { type: String, required: true },
    institutionId: optionalId,
    role: { type: String, required: true },
    class: { type: String, default: null },
    memberInstitutionId: optionalId,
    by: id,
    at: { type: Date, required: true },
  },
  { collection: 'bans', versionKey: false },
);
bans.index({ communityId: 1, personId: 1 }, { unique: true });
bans.index({ personId: 1 });

export function membershipModel(connection: Connection): Model<MembershipDocument> {
  return connection.model<MembershipDocument>('Membership', memberships);
}

export function banModel(connection: Connection): Model<BanDocument> {
  return connection.model<BanDocument>('Ban', bans);
}

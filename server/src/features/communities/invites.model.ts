import type { MemberRole } from '@jembatan/shared/communities.contract';
import { type Connection, type Model, Schema, type Types } from 'mongoose';

export interface InviteDocument {
  _id: Types.ObjectId;
  code: string;
  communityId: Types.ObjectId;
  role: MemberRole;
  class: string | null;
  /** The institution of the one who invites; the invited are there through it. */
  institutionId: Types.ObjectId | null;
  /** Null: without limit. */
  usesLeft: number | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  createdBy: Types.ObjectId;
  createdAt: Date;
}

export interface RequestDocument {
  _id: Types.ObjectId;
  communityId: Types.ObjectId;
  personId: Types.ObjectId;
  state: 'open' | 'accepted' | 'refused';
  createdAt: Date;
  answeredBy: Types.ObjectId | null;
}

const id = { type: Schema.Types.ObjectId, required: true } as const;
const optionalId = { type: Schema.Types.ObjectId, default: null } as const;

const invites = new Schema<InviteDocument>(
  {
    code: { type: String, required: true },
    communityId: id,
    role: { type: String, required: true },
    class: { type: String, default: null },
    institutionId: optionalId,
    usesLeft: { type: Number, default: null },
    expiresAt: { type: Date, default: null },
    revokedAt: { type: Date, default: null },
    createdBy: id,
    createdAt: { type: Date, required: true },
  },
  { collection: 'invites', versionKey: false },
);
invites.index({ code: 1 }, { unique: true });
invites.index({ communityId: 1, _id: -1 });

const requests = new Schema<RequestDocument>(
  {
    communityId: id,
    personId: id,
    state: { type: String, required: true },
    createdAt: { type: Date, required: true },
    answeredBy: optionalId,
  },
  { collection: 'joinRequests', versionKey: false },
);
requests.index(
  { communityId: 1, personId: 1 },
  { unique: true, partialFilterExpression: { state: 'open' } },
);
requests.index({ communityId: 1, state: 1, _id: 1 });

export function inviteModel(connection: Connection): Model<InviteDocument> {
  return connection.model<InviteDocument>('Invite', invites);
}

export function requestModel(connection: Connection): Model<RequestDocument> {
  return connection.model<RequestDocument>('JoinRequest', requests);
}

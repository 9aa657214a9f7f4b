import type { MemberRole } from '@jembatan/shared/communities.contract';
import { type Connection, type Model, Schema, type Types } from 'mongoose';

export interface SpaceRights {
  /** Null: whoever may read the community. */
  read: MemberRole[] | null;
  reply: MemberRole[];
  create: MemberRole[];
  moderate: MemberRole[];
}

export interface SpaceDocument {
  _id: Types.ObjectId;
  communityId: Types.ObjectId;
  name: string;
  slug: string;
  description: string;
  position: number;
  rights: SpaceRights;
  createdAt: Date;
}

const schema = new Schema<SpaceDocument>(
  {
    communityId: { type: Schema.Types.ObjectId, required: true },
    name: { type: String, required: true },
    slug: { type: String, default: '' },
    description: { type: String, default: '' },
    position: { type: Number, required: true },
    rights: { type: Schema.Types.Mixed, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'spaces', versionKey: false, minimize: false },
);
schema.index({ communityId: 1, position: 1, _id: 1 });

export function spaceModel(connection: Connection): Model<SpaceDocument> {
  return connection.model<SpaceDocument>('Space', schema);
}

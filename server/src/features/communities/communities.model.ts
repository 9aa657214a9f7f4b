import type { CommunityKind } from '@jembatan/shared/communities.contract';
import { type Connection, type Model, Schema, type Types } from 'mongoose';

export interface CommunityDocument {
  _id: Types.ObjectId;
  name: string;
  /** Folded name: the order of lists. */
  nameFold: string;
  slug: string;
  kind: CommunityKind;
  description: string;
  reading: 'members' | 'signed-in' | 'everyone';
  joining: 'invitation' | 'request' | 'open';
  languages: string[];
  parentId: Types.ObjectId | null;
  memberCount: number;
  createdAt: Date;
}

const schema = new Schema<CommunityDocument>(
  {
    name: { type: String, required: true },
    nameFold: { type: String, required: true },
    slug: { type: String, default: '' },
    kind: { type: String, required: true },
    description: { type: String, default: '' },
    reading: { type: String, required: true },
    joining: { type: String, required: true },
    languages: [String],
    parentId: { type: Schema.Types.ObjectId, default: null },
    memberCount: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'communities', versionKey: false },
);
schema.index({ parentId: 1, nameFold: 1, _id: 1 });
schema.index({ reading: 1, nameFold: 1, _id: 1 });

export function communityModel(connection: Connection): Model<CommunityDocument> {
  return connection.model<CommunityDocument>('Community', schema);
}

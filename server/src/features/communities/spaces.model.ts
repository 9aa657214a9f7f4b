import type { MemberRole } from '@jembatan/shared/communities.contract';
import type { SpaceColour } from '@jembatan/shared/spaces';
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
  /** The space it stands in, one level deep. */
  parentId: Types.ObjectId | null;
  colour: SpaceColour | null;
  icon: string | null;
  language: string | null;
  opensAt: Date | null;
  dueAt: Date | null;
  slowSeconds: number;
  separateGroups: boolean;
  /** Groups were apart here once: some threads are for one of them. */
  keptApart: boolean;
  pseudonyms: boolean;
  acceptsLate: boolean;
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
    parentId: { type: Schema.Types.ObjectId, default: null },
    colour: { type: String, default: null },
    icon: { type: String, default: null },
    language: { type: String, default: null },
    opensAt: { type: Date, default: null },
    dueAt: { type: Date, default: null },
    slowSeconds: { type: Number, default: 0 },
    separateGroups: { type: Boolean, default: false },
    keptApart: { type: Boolean, default: false },
    pseudonyms: { type: Boolean, default: false },
    acceptsLate: { type: Boolean, default: false },
    createdAt: { type: Date, required: true },
  },
  { collection: 'spaces', versionKey: false, minimize: false },
);
schema.index({ communityId: 1, position: 1, _id: 1 });

export function spaceModel(connection: Connection): Model<SpaceDocument> {
  return connection.model<SpaceDocument>('Space', schema);
}

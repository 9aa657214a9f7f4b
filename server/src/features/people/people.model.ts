import type { Age, HubRole } from '@jembatan/shared/people.contract';
import { type Connection, type Model, Schema, type Types } from 'mongoose';

export interface PersonDocument {
  _id: Types.ObjectId;
  displayName: string;
  handle: string;
  /** Case-folded handle: unique whatever the letters' case. */
  handleFold: string;
  email?: string;
  passwordHash: string;
  age: Age;
  hubRole: HubRole;
  bio: string;
  languages: string[];
  country: string | null;
  timeZone: string;
  locale: string;
  avatarFileId: Types.ObjectId | null;
  /** Search terms of name and handle. */
  terms: string[];
  createdAt: Date;
}

const schema = new Schema<PersonDocument>(
  {
    displayName: { type: String, required: true },
    handle: { type: String, required: true },
    handleFold: { type: String, required: true },
    email: String,
    passwordHash: { type: String, required: true },
    age: { type: String, required: true },
    hubRole: { type: String, required: true },
    bio: { type: String, default: '' },
    languages: [String],
    country: { type: String, default: null },
    timeZone: { type: String, required: true },
    locale: { type: String, required: true },
    avatarFileId: { type: Schema.Types.ObjectId, default: null },
    terms: [String],
    createdAt: { type: Date, required: true },
  },
  { collection: 'people', versionKey: false },
);
schema.index({ handleFold: 1 }, { unique: true });
schema.index(
  { email: 1 },
  { unique: true, partialFilterExpression: { email: { $type: 'string' } } },
);
schema.index({ terms: 1, _id: 1 });
schema.index({ terms: 1, age: 1, _id: 1 });

export function personModel(connection: Connection): Model<PersonDocument> {
  return connection.models.Person ?? connection.model<PersonDocument>('Person', schema);
}

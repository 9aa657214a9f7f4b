import { type Connection, type Model, Schema, type Types } from 'mongoose';

/** One sign-in on one device: the family of its refresh tokens. */
export interface SignInDocument {
  _id: Types.ObjectId;
  personId: Types.ObjectId;
  /** Makes the family's tokens differ from every other's. */
  nonce: string;
  /** Number of the newest refresh token. */
  generation: number;
  rotatedAt: Date;
  device: string;
  createdAt: Date;
  revokedAt: Date | null;
}

/** Sign-ins that were not used for this long are forgotten. */
const forgottenDays = 90;

const schema = new Schema<SignInDocument>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    nonce: { type: String, required: true },
    generation: { type: Number, required: true },
    rotatedAt: { type: Date, required: true },
    device: { type: String, default: '' },
    createdAt: { type: Date, required: true },
    revokedAt: { type: Date, default: null },
  },
  { collection: 'signIns', versionKey: false },
);
schema.index({ personId: 1 });
schema.index({ rotatedAt: 1 }, { expireAfterSeconds: forgottenDays * 86_400 });

export function signInModel(connection: Connection): Model<SignInDocument> {
  return connection.model<SignInDocument>('SignIn', schema);
}

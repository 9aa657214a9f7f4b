import type { JsonWebKey } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';

/** A key pair as it is kept: the private half holds the public one. */
export interface StoredKey {
  kid: string;
  jwk: JsonWebKey;
  createdAt: Date;
}

export interface RetiredKey extends StoredKey {
  /** Until then tickets signed with it are believed. */
  until: Date;
}

/** One record for the whole hub. */
export interface TicketKeysDocument {
  _id: string;
  current: StoredKey;
  retired: RetiredKey[];
}

const schema = new Schema<TicketKeysDocument>(
  {
    _id: { type: String, required: true },
    current: { type: Schema.Types.Mixed, required: true },
    retired: [Schema.Types.Mixed],
  },
  { collection: 'ticketKeys', versionKey: false },
);

export function ticketKeysModel(connection: Connection): Model<TicketKeysDocument> {
  return connection.model<TicketKeysDocument>('TicketKeys', schema);
}

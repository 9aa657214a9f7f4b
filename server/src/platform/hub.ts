import { randomBytes } from 'node:crypto';
import { type Connection, Schema } from 'mongoose';

/** What all servers of one hub share, made once by the first. */
export interface Hub {
  /** Part of the cookies' names, so that two hubs on one machine don't clash. */
  readonly id: string;
  /** Signs access tokens, refresh tokens and file cookies. */
  readonly secret: string;
}

interface Row extends Hub {
  _id: 'hub';
}

const schema = new Schema<Row>(
  { _id: { type: String, required: true }, id: String, secret: String },
  { collection: 'hub', versionKey: false },
);

/** Loads the hub's own record, or makes it; several servers starting at once agree on one. */
export async function loadHub(connection: Connection): Promise<Hub> {
  const Rows = connection.model<Row>('Hub', schema);
  const fresh = {
    id: randomBytes(6).toString('hex'),
    secret: randomBytes(48).toString('base64url'),
  };
  const row = await Rows.findByIdAndUpdate(
    'hub',
    { $setOnInsert: fresh },
    { upsert: true, returnDocument: 'after' },
  ).lean();
  if (!row) throw new Error('the hub record could not be made');
  return { id: row.id, secret: row.secret };
}

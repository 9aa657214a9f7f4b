import { type Connection, type Model, Schema, type Types } from 'mongoose';

/** Opens one community's calendar to one person's calendar program. */
export interface CalendarKeyDocument {
  _id: Types.ObjectId;
  personId: Types.ObjectId;
  communityId: Types.ObjectId;
  /** SHA-256 of the key, which is shown once and not kept. */
  hash: string;
  createdAt: Date;
}

const schema = new Schema<CalendarKeyDocument>(
  {
    personId: { type: Schema.Types.ObjectId, required: true },
    communityId: { type: Schema.Types.ObjectId, required: true },
    hash: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'calendarKeys', versionKey: false },
);
schema.index({ personId: 1, communityId: 1 }, { unique: true });
schema.index({ hash: 1 }, { unique: true });

export function calendarKeyModel(connection: Connection): Model<CalendarKeyDocument> {
  return connection.model<CalendarKeyDocument>('CalendarKey', schema);
}

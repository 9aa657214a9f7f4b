import type { NotificationReason } from '@jembatan/shared/notifications.contract';
import { type Connection, type Model, Schema, type Types } from 'mongoose';

/** Holds ids only: what may be shown is asked anew each time it is read. */
export interface NotificationDocument {
  _id: Types.ObjectId;
  personId: Types.ObjectId;
  /** The domain event: a person hears of one event once. */
  event: string;
  reason: NotificationReason;
  actorId: Types.ObjectId | null;
  threadId: Types.ObjectId;
  postId: Types.ObjectId;
  /** Number of the post in its thread. */
  number: number;
  createdAt: Date;
  read: boolean;
}

const id = { type: Schema.Types.ObjectId, required: true };

const schema = new Schema<NotificationDocument>(
  {
    personId: id,
    event: { type: String, required: true },
    reason: { type: String, required: true },
    actorId: { type: Schema.Types.ObjectId, default: null },
    threadId: id,
    postId: id,
    number: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    read: { type: Boolean, default: false },
  },
  { collection: 'notifications', versionKey: false },
);
schema.index({ event: 1, personId: 1 }, { unique: true });
schema.index({ personId: 1, createdAt: -1, _id: -1 });
schema.index({ personId: 1, read: 1, createdAt: -1, _id: -1 });
schema.index({ postId: 1, personId: 1 });

export const notificationModel = (connection: Connection): Model<NotificationDocument> =>
  connection.model<NotificationDocument>('Notification', schema);

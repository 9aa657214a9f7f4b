import type { NotificationReason, NotificationWhat } from '@jembatan/shared/notifications.contract';
import { type Connection, type Model, Schema, type Types } from 'mongoose';

/** Holds ids only: what may be shown is asked anew each time it is read. */
export interface NotificationDocument {
  _id: Types.ObjectId;
  personId: Types.ObjectId;
  /** The domain event: a person hears of one event once. */
  event: string;
  reason: NotificationReason;
  /** What it was exactly, where the reason alone does not say. */
  what?: NotificationWhat | null;
  actorId: Types.ObjectId | null;
  /** Of something about a community itself; then there is no thread. */
  communityId?: Types.ObjectId | null;
  threadId: Types.ObjectId | null;
  postId: Types.ObjectId | null;
  /** Number of the post in its thread. */
  number: number | null;
  createdAt: Date;
  read: boolean;
}

const id = { type: Schema.Types.ObjectId, required: true };
const none = { type: Schema.Types.ObjectId, default: null };

const schema = new Schema<NotificationDocument>(
  {
    personId: id,
    event: { type: String, required: true },
    reason: { type: String, required: true },
    what: { type: String, default: null },
    actorId: none,
    communityId: none,
    threadId: none,
    postId: none,
    number: { type: Number, default: null },
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

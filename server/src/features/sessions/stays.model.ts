import type { TicketRole } from '@jembatan/shared/ticket';
import { type Connection, type Model, Schema, type Types } from 'mongoose';

/** One device of one person in one room, from its joining to its leaving. */
export interface StayDocument {
  _id: Types.ObjectId;
  sessionId: Types.ObjectId;
  personId: Types.ObjectId;
  sid: string;
  /** The SFU's name for the seat. */
  peer: string;
  node: string;
  epoch: number;
  device: string;
  role: TicketRole;
  joinedAt: Date;
  leftAt: Date | null;
  /** False once it has ended: what indexes can be cut to. */
  open: boolean;
}

const text = { type: String, required: true };

const schema = new Schema<StayDocument>(
  {
    sessionId: { type: Schema.Types.ObjectId, required: true },
    personId: { type: Schema.Types.ObjectId, required: true },
    sid: text,
    peer: text,
    node: text,
    epoch: { type: Number, required: true },
    device: text,
    role: text,
    joinedAt: { type: Date, required: true },
    leftAt: { type: Date, default: null },
    open: { type: Boolean, required: true },
  },
  { collection: 'stays', versionKey: false },
);
schema.index({ sessionId: 1, peer: 1, node: 1, epoch: 1 }, { unique: true });
schema.index({ sessionId: 1, joinedAt: 1, _id: 1 });
schema.index({ joinedAt: 1, _id: 1 }, { partialFilterExpression: { open: true } });
schema.index({ personId: 1 }, { partialFilterExpression: { open: true } });
schema.index({ sid: 1 }, { partialFilterExpression: { open: true } });
schema.index({ node: 1 }, { partialFilterExpression: { open: true } });

export function stayModel(connection: Connection): Model<StayDocument> {
  return connection.model<StayDocument>('Stay', schema);
}

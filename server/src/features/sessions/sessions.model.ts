import type { SessionView } from '@jembatan/shared/sessions.contract';
import { type Connection, type Model, Schema, type Types } from 'mongoose';

export interface SessionDocument {
  _id: Types.ObjectId;
  communityId: Types.ObjectId;
  title: string;
  agenda: string;
  kind: SessionView['kind'];
  state: SessionView['state'];
  /** The truth of the time: wall time and zone; `startsAt` and `endsAt` follow from it. */
  localStart: string;
  timeZone: string;
  durationMinutes: number;
  startsAt: Date;
  /** Null for a standing session. */
  endsAt: Date | null;
  seriesId: Types.ObjectId | null;
  /** The wall time that the series' rule gave: names the occurrence, whatever it was moved to. */
  ruleStart: string | null;
  rrule: string | null;
  hostId: Types.ObjectId;
  threadId: Types.ObjectId;
  lobby: boolean;
  /** Rises with each change, for calendars. */
  sequence: number;
  createdAt: Date;
  changedAt: Date;
  endedAt: Date | null;
  /** People in the room now, by the SFU's reports. */
  inRoom: number;
  /** When the room closes unless a responsible adult comes back. */
  adultDeadline: Date | null;
  /** People a moderator put out of the room. */
  removedIds: Types.ObjectId[];
  /** Where the room was last, so that a Redis that came back empty does not split it. */
  node: string | null;
  epoch: number;
}

const id = { type: Schema.Types.ObjectId, required: true };
const idOrNull = { type: Schema.Types.ObjectId, default: null };
const text = { type: String, required: true };
const textOrNull = { type: String, default: null };
const date = { type: Date, required: true };
const dateOrNull = { type: Date, default: null };

const schema = new Schema<SessionDocument>(
  {
    communityId: id,
    title: text,
    agenda: { type: String, default: '' },
    kind: text,
    state: text,
    localStart: text,
    timeZone: text,
    durationMinutes: { type: Number, required: true },
    startsAt: date,
    endsAt: dateOrNull,
    seriesId: idOrNull,
    ruleStart: textOrNull,
    rrule: textOrNull,
    hostId: id,
    threadId: id,
    lobby: { type: Boolean, required: true },
    sequence: { type: Number, required: true },
    createdAt: date,
    changedAt: date,
    endedAt: dateOrNull,
    inRoom: { type: Number, default: 0 },
    adultDeadline: dateOrNull,
    removedIds: [Schema.Types.ObjectId],
    node: textOrNull,
    epoch: { type: Number, default: 0 },
  },
  { collection: 'sessions', versionKey: false },
);
schema.index({ communityId: 1, startsAt: 1, _id: 1 });
schema.index(
  { seriesId: 1, ruleStart: 1 },
  { unique: true, partialFilterExpression: { ruleStart: { $type: 'string' } } },
);
schema.index({ state: 1, endsAt: 1 });
schema.index({ inRoom: 1 }, { partialFilterExpression: { inRoom: { $gt: 0 } } });
schema.index(
  { adultDeadline: 1 },
  { partialFilterExpression: { adultDeadline: { $type: 'date' } } },
);

export function sessionModel(connection: Connection): Model<SessionDocument> {
  return connection.model<SessionDocument>('Session', schema);
}

export interface SeriesDocument {
  _id: Types.ObjectId;
  communityId: Types.ObjectId;
  authorId: Types.ObjectId;
  hostId: Types.ObjectId;
  title: string;
  agenda: string;
  lobby: boolean;
  rrule: string;
  /** Wall time the rule counts from. */
  localStart: string;
  timeZone: string;
  durationMinutes: number;
  /** Minutes of the wall clock by which later changes moved what the rule gives. */
  shiftMinutes: number;
  /** The last wall time of the rule that was made an occurrence. */
  expandedTo: string;
  /** When to look for more occurrences; null when there are no more. */
  expandAt: Date | null;
}

const seriesSchema = new Schema<SeriesDocument>(
  {
    communityId: id,
    authorId: id,
    hostId: id,
    title: text,
    agenda: { type: String, default: '' },
    lobby: { type: Boolean, required: true },
    rrule: text,
    localStart: text,
    timeZone: text,
    durationMinutes: { type: Number, required: true },
    shiftMinutes: { type: Number, default: 0 },
    expandedTo: text,
    expandAt: dateOrNull,
  },
  { collection: 'series', versionKey: false },
);
seriesSchema.index({ expandAt: 1 }, { partialFilterExpression: { expandAt: { $type: 'date' } } });

export function seriesModel(connection: Connection): Model<SeriesDocument> {
  return connection.model<SeriesDocument>('Series', seriesSchema);
}

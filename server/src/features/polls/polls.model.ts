import type { PollKind, PollShow } from '@jembatan/shared/polls.contract';
import { type Connection, type Model, Schema, type Types } from 'mongoose';
import type { Runoff } from './runoff.ts';

export interface PollDocument {
  /** The id of its post. */
  _id: Types.ObjectId;
  threadId: Types.ObjectId;
  question: string | null;
  kind: PollKind;
  options: { id: string; text: string }[];
  min: number;
  max: number;
  anonymous: boolean;
  show: PollShow;
  closesAt: Date | null;
  closedAt: Date | null;
  /** When it is to be closed by itself; null once that is done. */
  dueAt: Date | null;
  /** Of question and options; ids of options are never used in two of them. */
  edition: number;
  version: number;
  voters: number;
  /** Votes by id of option; of a ranked poll, first places. */
  counts: Record<string, number>;
  /** Of a ranked poll that is closed. */
  final: Runoff | null;
  /** What ballots of an anonymous poll are locked up with; thrown away when it closes. */
  seal: string | null;
}

/** One person's vote. Of an anonymous poll it says neither who nor when. */
export interface BallotDocument {
  /** The poll, and the person's id or, in an anonymous poll, what the seal makes of it. */
  _id: string;
  pollId: Types.ObjectId;
  /** Ids of options, by rank in a ranked poll. */
  choices: string[];
  /** Of an open poll. */
  personId?: Types.ObjectId;
}

const pollSchema = new Schema<PollDocument>(
  {
    threadId: { type: Schema.Types.ObjectId, required: true },
    question: { type: String, default: null },
    kind: { type: String, required: true },
    options: [{ _id: false, id: String, text: String }],
    min: { type: Number, required: true },
    max: { type: Number, required: true },
    anonymous: { type: Boolean, required: true },
    show: { type: String, required: true },
    closesAt: { type: Date, default: null },
    closedAt: { type: Date, default: null },
    dueAt: { type: Date, default: null },
    edition: { type: Number, required: true },
    version: { type: Number, required: true },
    voters: { type: Number, required: true },
    counts: { type: Schema.Types.Mixed, default: {} },
    final: { type: Schema.Types.Mixed, default: null },
    seal: { type: String, default: null },
  },
  { collection: 'polls', versionKey: false, minimize: false },
);
pollSchema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $type: 'date' } } });

const ballotSchema = new Schema<BallotDocument>(
  {
    _id: String,
    pollId: { type: Schema.Types.ObjectId, required: true },
    choices: [String],
    personId: Schema.Types.ObjectId,
  },
  { collection: 'ballots', versionKey: false },
);
ballotSchema.index({ pollId: 1, _id: 1 });
ballotSchema.index({ pollId: 1, choices: 1, _id: 1 });

export const pollModel = (connection: Connection): Model<PollDocument> =>
  connection.model<PollDocument>('Poll', pollSchema);
export const ballotModel = (connection: Connection): Model<BallotDocument> =>
  connection.model<BallotDocument>('Ballot', ballotSchema);

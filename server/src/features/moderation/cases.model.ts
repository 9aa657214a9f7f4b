import type { Reason, Subject } from '@jembatan/shared/moderation.contract';
import { type Connection, type Model, Schema, type Types } from 'mongoose';

export interface ReportDocument {
  _id: Types.ObjectId;
  reporterId: Types.ObjectId;
  reason: Reason;
  note: string;
  createdAt: Date;
}

/** All reports about one thing, for one decision. */
export interface CaseDocument {
  _id: Types.ObjectId;
  subject: Subject;
  /** Whose doing it is; null where nobody is known. */
  personId: Types.ObjectId | null;
  /** Places whose staff decide. */
  communityIds: Types.ObjectId[];
  reports: ReportDocument[];
  state: 'open' | 'closed';
  openedAt: Date;
  closedAt: Date | null;
}

const report = new Schema<ReportDocument>({
  reporterId: { type: Schema.Types.ObjectId, required: true },
  reason: { type: String, required: true },
  note: { type: String, default: '' },
  createdAt: { type: Date, required: true },
});

const schema = new Schema<CaseDocument>(
  {
    subject: {
      kind: { type: String, required: true },
      id: { type: String, required: true },
    },
    personId: { type: Schema.Types.ObjectId, default: null },
    communityIds: [Schema.Types.ObjectId],
    reports: [report],
    state: { type: String, required: true },
    openedAt: { type: Date, required: true },
    closedAt: { type: Date, default: null },
  },
  { collection: 'cases', versionKey: false },
);
schema.index(
  { 'subject.kind': 1, 'subject.id': 1 },
  { unique: true, partialFilterExpression: { state: 'open' } },
);
schema.index({ state: 1, communityIds: 1, _id: 1 });
schema.index({ state: 1, _id: 1 });

export function caseModel(connection: Connection): Model<CaseDocument> {
  return connection.model<CaseDocument>('Case', schema);
}

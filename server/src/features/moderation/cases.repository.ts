import type { CaseId, CommunityId, PersonId, ReportId } from '@jembatan/shared/ids';
import type { Reason, Subject } from '@jembatan/shared/moderation.contract';
import { type Connection, type QueryFilter, Types } from 'mongoose';
import { idOf, idOrNull } from '../../kernel/ids.ts';
import { type CaseDocument, caseModel, type ReportDocument } from './cases.model.ts';

export interface Report {
  id: ReportId;
  reporterId: PersonId;
  reason: Reason;
  note: string;
  createdAt: Date;
}

export interface Case {
  id: CaseId;
  subject: Subject;
  personId: PersonId | null;
  communityIds: CommunityId[];
  reports: Report[];
  state: 'open' | 'closed';
  openedAt: Date;
}

/** What a report adds to the open case of its subject. */
export interface NewReport extends Omit<Report, 'id'> {
  subject: Subject;
  personId: PersonId | null;
  communityIds: readonly CommunityId[];
}

export interface CasePage {
  filter: Record<string, unknown>;
  state: Case['state'];
  afterId: string | null;
  limit: number;
}

export type CasesRepository = ReturnType<typeof createCasesRepository>;

function toReport({ _id, reporterId, reason, note, createdAt }: ReportDocument): Report {
  return { id: idOf(_id), reporterId: idOf(reporterId), reason, note, createdAt };
}

function toCase({ _id, subject, personId, communityIds, reports, ...rest }: CaseDocument): Case {
  const { state, openedAt } = rest;
  return {
    id: idOf(_id),
    subject: { kind: subject.kind, id: subject.id },
    personId: idOrNull(personId),
    communityIds: communityIds.map((id) => idOf<'community'>(id)),
    reports: reports.map(toReport),
    state,
    openedAt,
  };
}

const openOf = ({ kind, id }: Subject) =>
  ({ 'subject.kind': kind, 'subject.id': id, state: 'open' }) as QueryFilter<CaseDocument>;

export function createCasesRepository(connection: Connection) {
  const Cases = caseModel(connection);
  const orNull = (doc: CaseDocument | null) => (doc ? toCase(doc) : null);

  return {
    /** Into the open case of the subject, or into a new one. Who reports again says it anew. */
    async add(added: NewReport): Promise<Report> {
      const { subject, personId, communityIds, reporterId, reason, note, createdAt } = added;
      const report = { _id: new Types.ObjectId(), reporterId, reason, note, createdAt };
      const open = openOf(subject);
      await Cases.updateOne(open, { $pull: { reports: { reporterId } } });
      await Cases.updateOne(
        open,
        {
          $push: { reports: report },
          $addToSet: { communityIds: { $each: [...communityIds] } },
          $setOnInsert: { personId, openedAt: createdAt, closedAt: null },
        },
        { upsert: true },
      );
      return { id: idOf(report._id), reporterId, reason, note, createdAt };
    },
    findOpen: async (subject: Subject) => orNull(await Cases.findOne(openOf(subject)).lean()),
    /** Oldest first; up to `limit + 1`. */
    async list({ filter, state, afterId, limit }: CasePage): Promise<Case[]> {
      const behind = afterId ? { _id: { $gt: afterId } } : {};
      const found = await Cases.find({
        $and: [filter, { state }, behind],
      } as QueryFilter<CaseDocument>)
        .sort({ _id: 1 })
        .limit(limit + 1)
        .lean();
      return found.map(toCase);
    },
    async close(subject: Subject, now: Date): Promise<void> {
      await Cases.updateOne(openOf(subject), { $set: { state: 'closed', closedAt: now } });
    },
    async createIndexes() {
      await Cases.createIndexes();
    },
  };
}
